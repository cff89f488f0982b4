/**
 * The worker thread of one derivation; see `derive-in-worker.ts` and `passphrase-in-worker.ts`, which start it and end
 * it.
 */
import { deriveStretchedKey, estimateMs } from './derive';
import type { DeriveAnswer, DeriveRequest } from './derive-messages';
import { derivePassphraseKey } from './passphrase';
import type { PassphraseAnswer, PassphraseRequest } from './passphrase-messages';

const answer = (message: DeriveAnswer | PassphraseAnswer): void => self.postMessage(message);

self.addEventListener('message', async ({ data }: MessageEvent<DeriveRequest | PassphraseRequest>) => {
  if ('passphrase' in data) {
    answer({ key: await derivePassphraseKey(data) });
    return;
  }
  const expectedMs = await estimateMs(data.kdf, () => performance.now()).catch(() => null);
  if (expectedMs !== null) answer({ expectedMs });
  answer({ result: await deriveStretchedKey(data.kdf, data.password, data.salt) });
});
