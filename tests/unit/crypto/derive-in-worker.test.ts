import { Worker as NodeThread } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { utf8 } from '@/lib/crypto/bytes';
import { deriveStretchedKey } from '@/lib/crypto/derive';
import { deriveInWorker, type KdfWorker } from '@/lib/crypto/derive-in-worker';
import type { DeriveAnswer, DeriveRequest } from '@/lib/crypto/derive-messages';
import { openSymmetric, sealSymmetric } from '@/lib/crypto/enc-string';
import { base64, reasonOf, valueIn } from './support';

const kdf = { type: 'pbkdf2', iterations: 5_000 } as const;

/** A thread that a test speaks for. */
function fakeWorker() {
  const target = new EventTarget();
  const seen = { requests: [] as DeriveRequest[], transferred: [] as Transferable[][], terminated: 0 };
  const worker: KdfWorker = {
    postMessage(message, transfer) {
      seen.requests.push(message);
      seen.transferred.push(transfer);
    },
    addEventListener: (type: string, listener: (event: MessageEvent<DeriveAnswer>) => void) =>
      target.addEventListener(type, (event) => listener(event as MessageEvent<DeriveAnswer>)),
    terminate() {
      seen.terminated += 1;
    },
  };
  const say = (data: DeriveAnswer) => target.dispatchEvent(new MessageEvent('message', { data }));
  return { seen, say, fail: (type: string) => target.dispatchEvent(new Event(type)), startWorker: () => worker };
}

describe('deriving in a thread', () => {
  test('asks once, hands the password over, reports progress and ends the thread with the result', async () => {
    const { seen, say, startWorker } = fakeWorker();
    const progress: number[] = [];
    const onProgress = ({ expectedMs }: { expectedMs: number }) => progress.push(expectedMs);
    const derived = deriveInWorker(kdf, 'pä', 'salt', { startWorker, onProgress });
    expect(seen.requests).toEqual([{ kdf, password: utf8('pä'), salt: 'salt' }]);
    expect(seen.transferred).toEqual([[seen.requests[0]!.password.buffer]]);
    say({ expectedMs: 1_234 });
    expect([progress, seen.terminated]).toEqual([[1_234], 0]);
    const result = await deriveStretchedKey(kdf, utf8('pä'), 'salt');
    say({ result });
    expect(await derived).toBe(result);
    expect(seen.terminated).toBe(1);
  });

  test('hands refusals on', async () => {
    const { say, startWorker } = fakeWorker();
    const derived = deriveInWorker(kdf, 'p', 'salt', { startWorker });
    say({ result: { ok: false, reason: 'weak-kdf' } });
    expect(reasonOf(await derived)).toBe('weak-kdf');
  });

  test('is cancelled at once, and what comes later counts no more', async () => {
    const { seen, say, startWorker } = fakeWorker();
    const abort = new AbortController();
    const derived = deriveInWorker(kdf, 'p', 'salt', { startWorker, signal: abort.signal });
    abort.abort();
    say({ result: { ok: false, reason: 'weak-kdf' } });
    expect(reasonOf(await derived)).toBe('cancelled');
    expect(seen.terminated).toBeGreaterThanOrEqual(1);
  });

  test('no longer listens to the signal once it is over', async () => {
    const { seen, say, startWorker } = fakeWorker();
    const abort = new AbortController();
    const derived = deriveInWorker(kdf, 'p', 'salt', { startWorker, signal: abort.signal });
    say({ result: { ok: false, reason: 'weak-kdf' } });
    abort.abort();
    expect(reasonOf(await derived)).toBe('weak-kdf');
    expect(seen.terminated).toBe(1);
  });

  test('does not begin when it is cancelled before', async () => {
    const { seen, startWorker } = fakeWorker();
    const derived = deriveInWorker(kdf, 'p', 'salt', { startWorker, signal: AbortSignal.abort() });
    expect(reasonOf(await derived)).toBe('cancelled');
    expect(seen.requests).toEqual([]);
  });

  test.each(['error', 'messageerror'])('a thread that dies (%s) is a failure, not silence', async (type) => {
    const { seen, fail, startWorker } = fakeWorker();
    const derived = deriveInWorker(kdf, 'p', 'salt', { startWorker });
    fail(type);
    expect(reasonOf(await derived)).toBe('derivation-failed');
    expect(seen.terminated).toBe(1);
  });

  test('so is one that cannot be started', async () => {
    const startWorker = () => {
      throw new Error('forbidden here');
    };
    expect(reasonOf(await deriveInWorker(kdf, 'p', 'salt', { startWorker }))).toBe('derivation-failed');
  });

  test('keys that cannot be read can be sent between threads', async () => {
    const key = valueIn(await deriveStretchedKey(kdf, utf8('p'), 'salt'));
    const echo = new NodeThread(
      "require('worker_threads').parentPort.once('message', (m) => { require('worker_threads').parentPort.postMessage(m); });",
      { eval: true },
    );
    const came = await new Promise<typeof key>((resolve) => {
      echo.once('message', resolve);
      echo.postMessage(key);
    });
    await echo.terminate();
    expect(came.mac.extractable).toBe(false);
    const opened = await openSymmetric(await sealSymmetric(utf8('x'), key), came);
    expect(base64(valueIn(opened))).toBe(base64(utf8('x')));
  });
});
