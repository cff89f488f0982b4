/**
 * The real watcher and the real API client against the real simulated server over real HTTP, with one clock for both
 * that moves only when somebody waits: minutes take as long as their requests.
 */
import { createApi } from '@/lib/bitwarden/api';
import { ownServer } from '@/lib/domain/addresses';
import type { Ports } from '@/lib/watch/ports';
import { createWatcher } from '@/lib/watch/watcher';
import { type LogEntry, type Simulator, startSimulator, type World } from '../simulator/index';
import { createMemoryStore } from '../unit/watch/support/memory-store';
import { ModelWorld } from '../unit/watch/support/model-world';
import { Browser, Life, mortalPorts } from '../unit/watch/support/mortal-ports';

/** How long the answer to a request takes on this clock, in ms: 40 to 160, now this, now that, and the same each time. */
const roundTripMs = (request: number): number => 40 + ((request * 7919) % 121);

export interface VirtualDesk {
  readonly sim: Simulator;
  /** Signs in as the first account, and lets the first run go as far as its budget lets it. Answers with its requests. */
  signIn(): Promise<readonly LogEntry[]>;
  /** Moves the clock to the alarm, and lets the watcher run. Answers with its requests. */
  untilNextRun(): Promise<readonly LogEntry[]>;
  close(): Promise<void>;
}

/** Without jitter: the middle of the range, so that figures repeat. */
const random = (): number => 0.5;

/** @param startAt epoch ms */
export async function openVirtualDesk(world: World, startAt: number): Promise<VirtualDesk> {
  const browser = new Browser(createMemoryStore());
  browser.at = startAt;
  const sim = await startSimulator({ world, clock: { now: () => browser.at } });
  let asked = 0;
  const ports: Ports = {
    ...mortalPorts(browser, new ModelWorld(() => browser.at), new Life(null), random),
    api: (server) =>
      createApi({
        server,
        fetch: (input, init) => {
          asked += 1;
          browser.at += roundTripMs(asked);
          return fetch(input, init);
        },
        now: () => browser.at,
        online: () => true,
        clientVersion: '2026.8.0',
        deviceType: 2,
        deviceName: 'Benchmark',
      }),
  };
  const watcher = createWatcher(ports);
  const requestsOf = async (work: () => Promise<unknown>): Promise<readonly LogEntry[]> => {
    const mark = sim.log.mark();
    await work();
    return sim.log.since(mark);
  };
  return {
    sim,
    signIn: () =>
      requestsOf(async () => {
        const [account] = world.accounts;
        const found = ownServer(sim.origin);
        if (account === undefined || !found.ok) throw new Error('nobody can sign in');
        const { clientId, clientSecret } = account;
        const outcome = await watcher.answers.addAccount({ server: found.server, clientId, clientSecret });
        if (outcome.kind !== 'connected') throw new Error(`the sign-in ended with ${outcome.kind}`);
        // Joins the run that the sign-in has begun.
        await watcher.tick();
      }),
    untilNextRun: () =>
      requestsOf(async () => {
        browser.at = Math.max(browser.at, browser.wakeAt ?? 0);
        await watcher.tick();
      }),
    close: () => sim.close(),
  };
}
