/** What people do with the lock: set a passphrase, enter it, lock, start over. */
import type { Answers, RequestOf } from '@/lib/messaging/protocol';
import { startOver } from './accounts';
import type { Ports } from './ports';

type LockRequest = 'setPassphrase' | 'unlockKeys' | 'lockKeys' | 'startOver';

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
    setPassphrase: ({ current, next }) =>
      change(async () => {
        const done = await ports.secrets.reseal(current, next, ports.clock.now());
        // A worker that dies before this leaves it locked, and right.
        if (done) await ports.session.enter(next);
        return done;
      }),
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
