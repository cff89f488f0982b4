/** The first full poll in the real browser, in real time: small enough to wait for, large enough to need two budgets. */
import { forcedMs } from './budget-floor';
import { type Benchmark, count, fact } from './report';
import { openSignedIn, settle } from './signed-in';

const clientCount = 200;
const outstanding = 60;

export const browserPoll: Benchmark = {
  name: 'browser',
  title: `The first full poll in the real browser, ${clientCount} clients, ${outstanding} with people outstanding`,
  async run() {
    const signedIn = await openSignedIn(clientCount, outstanding);
    try {
      await settle(signedIn, 240_000);
      const { log } = signedIn.sim;
      const firsts = new Map<string, number>();
      for (const { path, at } of log.filter({ path: '/organizations/*/users/mini-details' }))
        if (!firsts.has(path)) firsts.set(path, at);
      const start = log.entries.find(({ path }) => path === '/connect/token')?.at ?? 0;
      const tookMs = Math.max(...firsts.values()) - start;
      const refused = log.count({ status: 429 });
      // Profile, list and team, then each client; sign-ins have a budget of their own.
      const least = firsts.size + 3;
      return [
        count({
          what: 'answers 429',
          measured: `${refused} of ${log.count()} answers`,
          floor: '0',
          goal: '0',
          met: refused === 0 && firsts.size >= outstanding,
        }),
        fact({
          what: `from the sign-in until the last of ${firsts.size} member lists was asked for`,
          measured: `${(tookMs / 1000).toFixed(0)} s`,
          floor: `${(forcedMs(least) / 1000).toFixed(0)} s is what the budget forces upon ${least} requests`,
        }),
      ];
    } finally {
      await signedIn.close();
    }
  },
};
