/** The key of a passphrase, derived beside the page: the page stays alive, and the thread's end gives its memory back. */
import KdfThread from './kdf-worker?worker';
import type { PassphraseAnswer, PassphraseRequest } from './passphrase-messages';

/** As much of a `Worker` as is used. */
export interface PassphraseWorker {
  addEventListener(type: 'message', listener: (event: MessageEvent<PassphraseAnswer>) => void): void;
  addEventListener(type: 'error', listener: () => void): void;
  postMessage(message: PassphraseRequest): void;
  terminate(): void;
}

/** Base64, 32 bytes; null where this computer cannot do it. Rejects only where no thread can be started. */
export const passphraseInWorker = (
  request: PassphraseRequest,
  start: () => PassphraseWorker = () => new KdfThread(),
): Promise<string | null> =>
  new Promise((resolve) => {
    const thread = start();
    const finish = (key: string | null): void => {
      thread.terminate();
      resolve(key);
    };
    thread.addEventListener('message', ({ data }) => finish(data.key));
    thread.addEventListener('error', () => finish(null));
    thread.postMessage(request);
  });
