/** Sealing a client's key for a hundred people at once, against as many bare encryptions. */
import { openAsNewcomer } from '../unit/crypto/judge';
import vectors from '../unit/crypto/vectors.json' with { type: 'json' };
import { inCryptoPage } from './in-crypto-page';
import { type Benchmark, fact, timing } from './report';
import { alternate, median, ratioOf, spreadText } from './statistics';

const count = 100;
const goalMs = 1_000;

/** Throws unless each of them opens, in another program, to exactly the client's key. */
function check(sealed: readonly string[]): void {
  const right = vectors.orgKeys[0]?.orgKey;
  const wrong = sealed.filter((text, at) => {
    const pkcs8 = vectors.rsaKeyPairs[at % vectors.rsaKeyPairs.length]?.privateKeyPkcs8 ?? '';
    return openAsNewcomer(pkcs8, text) !== right;
  });
  if (sealed.length !== count || wrong.length > 0) throw new Error(`${wrong.length} of ${sealed.length} do not open`);
}

export const sealing: Benchmark = {
  name: 'sealing',
  title: `Sealing a client's key for ${count} people`,
  run: () =>
    inCryptoPage(async (page) => {
      const pair = await alternate(
        { warmUp: 3, rounds: 15 },
        {
          floor: () => page.evaluate((people) => window.cryptoPage?.encrypt(people) ?? Number.NaN, count),
          ours: async () => {
            const found = await page.evaluate((people) => window.cryptoPage?.seal(people), count);
            check(found?.sealed ?? []);
            return found?.took ?? Number.NaN;
          },
        },
      );
      const phrases: number[] = [];
      for (let round = 0; round < 5; round += 1)
        phrases.push(await page.evaluate((people) => window.cryptoPage?.phrases(people) ?? Number.NaN, count));
      const floor = `${spreadText(pair.floor)} for ${count} bare RSA-OAEP encryptions`;
      return [
        timing({
          what: `reading ${count} public keys, opening the client's key, sealing it for each, and the name of the collection`,
          measured: `${spreadText(pair.ours)}: ${ratioOf(pair).toFixed(1)} ×`,
          floor,
          goal: `≤ ${goalMs} ms`,
          met: median(pair.ours) <= goalMs,
        }),
        fact({ what: `the phrases of ${count} people`, measured: spreadText(phrases), floor }),
      ];
    }),
};
