/** What people do with the lock: set a passphrase, enter it, lock, start over. */
import type { InnerKey } from '@/lib/domain/passphrase';
import type { Answers, RequestOf } from '@/lib/messaging/protocol';
import { startOver } from './accounts';
import type { Ports } from './ports';

/** Sets, changes or takes away the passphrase. A worker that dies before the last step leaves it locked, and right. */
async function reseal(ports: Ports, from: InnerKey | null, to: InnerKey | null): Promise<boolean> {
  const done = await ports.secrets.reseal(from, to, ports.clock.now());
  if (done) await ports.session.enter(to);
  return done;
}

type LockRequest = 'setPassphrase' | 'removePassphrase' | 'unlockKeys' | 'lockKeys' | 'startOver';

/**
 * What pages ask for. `change` makes a change and shows what follows from it; `begin` starts a check that nobody waits
 * for.
 */
export function lockAnswers(
  ports: Ports,
  change: <T>(work: () => Promise<T>) => Promise<T>,
  begin: () => void,
): { [N in LockRequest]: (request: RequestOf<N>) => Promise<Answers[N]> } {
  return {
    setPassphrase: ({ current, next }) => change(() => reseal(ports, current, next)),
    removePassphrase: ({ current }) => change(() => reseal(ports, current, null)),
    async unlockKeys(inner) {
      const open = await change(async () => {
        const fits = await ports.secrets.fits(inner);
        if (fits) await ports.session.enter(inner);
        return fits;
      });
      if (open) begin();
      return open;
    },
    lockKeys: () =>
      change(async () => {
        const set = await ports.store.read(['passphrase'], (tx) => tx.get('passphrase', 'own'));
        if (set !== undefined) await ports.session.lock(ports.clock.now());
        return undefined;
      }),
    startOver: () => change(() => startOver(ports)).then(() => undefined),
  };
}
