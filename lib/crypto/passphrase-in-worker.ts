/** The key of a passphrase, derived beside the page: the page stays alive, and the thread's end gives its memory back. */
import { type Bytes, utf8 } from './bytes';
import KdfThread from './kdf-worker?worker';
import { refusal } from './outcome';
import type { PassphraseAnswer, PassphraseRequest } from './passphrase-messages';

/** As much of a `Worker` as is used. */
export interface PassphraseWorker {
  postMessage(message: PassphraseRequest, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<PassphraseAnswer>) => void): void;
  addEventListener(type: 'error' | 'messageerror', listener: () => void): void;
  terminate(): void;
}

/** Never rejects. `derivation-failed`: this computer could not do it, mostly for want of memory. */
export function passphraseInWorker(
  kdf: PassphraseRequest['kdf'],
  passphrase: string,
  salt: Bytes,
  startWorker: () => PassphraseWorker = () => new KdfThread(),
): Promise<PassphraseAnswer['key']> {
  return new Promise((resolve) => {
    let worker: PassphraseWorker | null = null;
    const finish = (key: PassphraseAnswer['key']): void => {
      worker?.terminate();
      resolve(key);
    };
    const fail = (): void => finish(refusal('derivation-failed'));
    try {
      worker = startWorker();
      worker.addEventListener('message', ({ data }) => finish(data.key));
      worker.addEventListener('error', fail);
      worker.addEventListener('messageerror', fail);
      const bytes = utf8(passphrase);
      worker.postMessage({ kdf, passphrase: bytes, salt }, [bytes.buffer]);
    } catch {
      fail();
    }
  });
}
