/** The key of a passphrase: right, and derived beside the page. */
import { describe, expect, test } from 'vitest';
import { derivePassphraseKey } from '@/lib/crypto/passphrase';
import { type PassphraseWorker, passphraseInWorker } from '@/lib/crypto/passphrase-in-worker';
import type { PassphraseAnswer, PassphraseRequest } from '@/lib/crypto/passphrase-messages';
import './support';

const base64Of = (text: string): string => Buffer.from(text).toString('base64');
const request: PassphraseRequest = {
  passphrase: 'password',
  salt: base64Of('somesalt'),
  iterations: 2,
  memoryMib: 64,
  parallelism: 1,
};

describe('the key of a passphrase', () => {
  test('is what the reference implementation of Argon2id makes of it', async () => {
    const key = await derivePassphraseKey(request);
    expect(Buffer.from(key ?? '', 'base64').toString('hex')).toBe(
      '09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7',
    );
  });

  test('is another one for another passphrase, salt or setting, and letters count as UTF-8', async () => {
    const small = { ...request, memoryMib: 16 };
    const keys = await Promise.all([
      derivePassphraseKey(small),
      derivePassphraseKey({ ...small, passphrase: 'Password' }),
      derivePassphraseKey({ ...small, passphrase: 'pässword' }),
      derivePassphraseKey({ ...small, salt: base64Of('othersalt') }),
      derivePassphraseKey({ ...small, iterations: 3 }),
      derivePassphraseKey({ ...small, parallelism: 2 }),
    ]);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).not.toContain(null);
  });

  test.each<[string, Partial<PassphraseRequest>]>([
    ['next to no work', { iterations: 1 }],
    ['next to no memory', { memoryMib: 1 }],
    ['enormous memory', { memoryMib: 1_000_000 }],
    ['no number', { iterations: Number.NaN }],
    ['a salt that is none', { salt: 'not base64!' }],
    ['a salt that is too short', { salt: base64Of('salt') }],
    ['no passphrase', { passphrase: '' }],
  ])('is not derived with %s', async (_, more) => {
    expect(await derivePassphraseKey({ ...request, memoryMib: 16, ...more })).toBeNull();
  });
});

/** A thread that a test speaks for. */
function fakeThread() {
  const target = new EventTarget();
  const seen = { requests: [] as PassphraseRequest[], terminated: 0 };
  const thread: PassphraseWorker = {
    addEventListener: (type: string, listener: (event: MessageEvent<PassphraseAnswer>) => void) =>
      target.addEventListener(type, (event) => listener(event as MessageEvent<PassphraseAnswer>)),
    postMessage: (message) => void seen.requests.push(message),
    terminate: () => {
      seen.terminated += 1;
    },
  };
  const say = (data: PassphraseAnswer) => target.dispatchEvent(new MessageEvent('message', { data }));
  return { seen, say, die: () => target.dispatchEvent(new Event('error')), start: () => thread };
}

describe('in a thread', () => {
  test.each([
    ['key', 'a key'],
    ['no key', null],
  ] as const)('it asks once and ends the thread with the answer: %s', async (_, key) => {
    const { seen, say, start } = fakeThread();
    const derived = passphraseInWorker(request, start);
    expect(seen).toEqual({ requests: [request], terminated: 0 });
    say({ key });
    expect(await derived).toBe(key);
    expect(seen.terminated).toBe(1);
  });

  test('a thread that dies is no key, not silence', async () => {
    const { seen, die, start } = fakeThread();
    const derived = passphraseInWorker(request, start);
    die();
    expect(await derived).toBeNull();
    expect(seen.terminated).toBe(1);
  });

  test('one that cannot be started is told', async () => {
    const start = () => {
      throw new Error('forbidden here');
    };
    await expect(passphraseInWorker(request, start)).rejects.toThrow('forbidden here');
  });
});
