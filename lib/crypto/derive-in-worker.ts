/**
 * Derivation beside the page: the page stays alive, and ending the thread cancels at once and gives the memory back
 * (up to 1 GiB, with what the derivation left in it). What comes out are keys that cannot be read: the master key
 * never reaches the page.
 */
import { utf8 } from './bytes';
import type { DeriveFailure } from './derive';
import type { DeriveAnswer, DeriveRequest } from './derive-messages';
import type { KdfSettings } from './kdf';
import KdfThread from './kdf-worker?worker';
import { type Outcome, refusal } from './outcome';
import type { SymmetricKey } from './symmetric-key';

export type DeriveResult = Outcome<SymmetricKey, DeriveFailure | 'cancelled'>;

export interface DeriveOptions {
  readonly signal?: AbortSignal | undefined;
  /** Told at most once, and only when it will take more than about a second: how long it is expected to take. */
  readonly onProgress?: ((progress: { readonly expectedMs: number }) => void) | undefined;
  /** Starts the thread; another one in tests. */
  readonly startWorker?: (() => KdfWorker) | undefined;
}

/** As much of a `Worker` as is used. */
export interface KdfWorker {
  postMessage(message: DeriveRequest, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<DeriveAnswer>) => void): void;
  addEventListener(type: 'error' | 'messageerror', listener: () => void): void;
  terminate(): void;
}

const startOwnWorker = (): KdfWorker => new KdfThread();

/** Derives the key that wraps the user key. Never rejects; `cancelled` when the signal fired first. */
export function deriveInWorker(
  kdf: KdfSettings,
  password: string,
  salt: string,
  { signal, onProgress, startWorker = startOwnWorker }: DeriveOptions = {},
): Promise<DeriveResult> {
  if (signal?.aborted === true) return Promise.resolve(refusal('cancelled'));
  return new Promise((resolve) => {
    let worker: KdfWorker | null = null;
    const finish = (result: DeriveResult): void => {
      signal?.removeEventListener('abort', cancel);
      worker?.terminate();
      resolve(result);
    };
    const cancel = (): void => finish(refusal('cancelled'));
    const fail = (): void => finish(refusal('derivation-failed'));
    signal?.addEventListener('abort', cancel);
    try {
      worker = startWorker();
      worker.addEventListener('message', ({ data }) => {
        if ('result' in data) finish(data.result);
        else onProgress?.({ expectedMs: data.expectedMs });
      });
      worker.addEventListener('error', fail);
      worker.addEventListener('messageerror', fail);
      const bytes = utf8(password);
      worker.postMessage({ kdf, password: bytes, salt }, [bytes.buffer]);
    } catch {
      fail();
    }
  });
}
