/** From the master password to the unlocked account in the real browser, against the derivation alone. */
import type { AccountId } from './crypto-page';
import { inCryptoPage } from './in-crypto-page';
import { type Benchmark, type Claim, fact, timing } from './report';
import { alternate, median, spreadText } from './statistics';

/** What everything beside the derivation may take: a thread, its script, the module of Argon2id, four keys. */
const goalMs = 150;

/** What the server prescribes for new accounts. */
const usual: AccountId = 'argon2id-2026-default-6-32-4';

const accounts: readonly { readonly id: AccountId; readonly settings: string }[] = [
  { id: 'pbkdf2-600k', settings: 'PBKDF2, 600,000 iterations' },
  { id: 'argon2id-default', settings: 'Argon2id, 64 MiB, 3 iterations, 4 lanes' },
  { id: usual, settings: 'Argon2id, 32 MiB, 6 iterations, 4 lanes' },
];

export const unlocking: Benchmark = {
  name: 'unlock',
  title: 'Unlocking an account with its master password',
  run: () =>
    inCryptoPage(async (page) => {
      const claims: Claim[] = [];
      const stalls: number[] = [];
      const unlock = async (id: AccountId): Promise<number> => {
        const found = await page.evaluate((which) => window.cryptoPage?.unlock(which), id);
        stalls.push(found?.stall ?? Number.NaN);
        return found?.took ?? Number.NaN;
      };
      // Before anything was compiled, as on a technician's morning.
      const first = await unlock(usual);
      for (const { id, settings } of accounts) {
        const pair = await alternate(
          { warmUp: 2, rounds: 9 },
          {
            floor: () => page.evaluate((which) => window.cryptoPage?.derive(which) ?? Number.NaN, id),
            ours: () => unlock(id),
          },
        );
        const more = median(pair.ours) - median(pair.floor);
        claims.push(
          timing({
            what: `unlocking, ${settings}`,
            measured: `${spreadText(pair.ours)}: ${more < 0 ? '−' : '+'}${Math.abs(more).toFixed(0)} ms`,
            floor: `${spreadText(pair.floor)} for the derivation alone, in the page, compiled before`,
            goal: `≤ +${goalMs} ms`,
            met: more <= goalMs,
          }),
        );
      }
      return [
        ...claims,
        fact({
          what: 'the first one in a new browser, Argon2id with 32 MiB',
          measured: `${first.toFixed(0)} ms`,
          floor: 'as above',
        }),
        fact({
          what: 'the longest that the page stood still in each of these',
          measured: spreadText(stalls),
          floor: 'the whole of the derivation with Argon2id, were it not in a thread of its own',
        }),
      ];
    }),
};
