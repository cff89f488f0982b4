/** The worker thread of one derivation; see `derive-in-worker.ts`, which starts it and ends it. */
import { deriveStretchedKey, estimateMs } from './derive';
import type { DeriveAnswer, DeriveRequest } from './derive-messages';

const answer = (message: DeriveAnswer): void => self.postMessage(message);

self.addEventListener('message', async ({ data }: MessageEvent<DeriveRequest>) => {
  const expectedMs = await estimateMs(data.kdf, () => performance.now()).catch(() => null);
  if (expectedMs !== null) answer({ expectedMs });
  answer({ result: await deriveStretchedKey(data.kdf, data.password, data.salt) });
});
