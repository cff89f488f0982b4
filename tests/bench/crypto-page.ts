/** The script of the page in which the benchmarks of unlocking and sealing run: the product's cryptography, and floors. */
import { argon2id } from 'hash-wasm';
import type { UnlockData } from '@/lib/crypto/account-keys';
import { type Bytes, utf8 } from '@/lib/crypto/bytes';
import { sealSymmetric } from '@/lib/crypto/enc-string';
import { fingerprint } from '@/lib/crypto/fingerprint';
import { type Keyring, unlock } from '@/lib/crypto/key-chain';
import { publicKeyHash, readPublicKey } from '@/lib/crypto/sealing';
import { bytes, kdfOf, symmetricKey, valueIn, vectors } from '../unit/crypto/common';

/** An account's settings, by the id that they have in the vectors. */
export type AccountId = 'pbkdf2-600k' | 'argon2id-default' | 'argon2id-2026-default-6-32-4';

/** All times in ms. */
export interface CryptoPage {
  /** From the password to the unlocked account; `stall`: the longest that the page stood still meanwhile. */
  unlock(id: AccountId): Promise<{ readonly took: number; readonly stall: number }>;
  /** The same derivation by itself: WebCrypto's, or hash-wasm's with its module compiled before. */
  derive(id: AccountId): Promise<number>;
  /** From the keys of so many people, as the server gives them, to what is sent to confirm them. */
  seal(people: number): Promise<{ readonly took: number; readonly sealed: readonly string[] }>;
  /** So many bare encryptions of a key's 64 bytes. */
  encrypt(people: number): Promise<number>;
  /** The phrases of so many people. */
  phrases(people: number): Promise<number>;
}

declare global {
  interface Window {
    cryptoPage?: CryptoPage;
  }
}

const userOf = (id: AccountId) => {
  const found = vectors.userKeys.find((vector) => vector.id === id);
  if (found === undefined) throw new Error(`there is no vector ${id}`);
  return found;
};

const [pair] = vectors.rsaKeyPairs;
const [client] = vectors.orgKeys;
const [provider] = vectors.providerKeys;
if (pair === undefined || client === undefined || provider === undefined) throw new Error('there are no vectors');

/** What the server says of the account, with a private key that fits the provider key of the vectors. */
async function unlockDataOf(id: AccountId): Promise<UnlockData> {
  const { kdf, salt, encryptedUserKey, userKey } = userOf(id);
  const wrappedPrivateKey = await sealSymmetric(bytes(provider?.privateKeyPkcs8 ?? ''), await symmetricKey(userKey));
  return { kdf: kdfOf(kdf), salt, wrappedUserKey: encryptedUserKey, wrappedPrivateKey };
}

async function derivation(id: AccountId): Promise<unknown> {
  const { salt, password } = userOf(id);
  const kdf = kdfOf(userOf(id).kdf);
  if (kdf.type === 'pbkdf2') {
    const key = await crypto.subtle.importKey('raw', utf8(password), 'PBKDF2', false, ['deriveBits']);
    const how = { name: 'PBKDF2', hash: 'SHA-256', salt: utf8(salt), iterations: kdf.iterations };
    return crypto.subtle.deriveBits(how, key, 256);
  }
  return argon2id({
    password,
    salt: new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(salt))),
    iterations: kdf.iterations,
    memorySize: kdf.memoryMib * 1_024,
    parallelism: kdf.parallelism,
    hashLength: 32,
    outputType: 'binary',
  });
}

/** Looks every few ms whether the page gets its turn; answers with the longest time between two looks. */
function watchTurns(): { end(): number } {
  let longest = 0;
  let last = performance.now();
  const look = (): number => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    return longest;
  };
  const timer = setInterval(look, 4);
  return {
    end() {
      clearInterval(timer);
      return look();
    },
  };
}

const people = (count: number) =>
  Array.from({ length: count }, (_, at) => {
    const spki = vectors.rsaKeyPairs[at % vectors.rsaKeyPairs.length]?.publicKeySpki ?? '';
    return { publicKey: spki, userId: `${at.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000` };
  });

const keys = {
  providers: new Map([['provider', provider.encryptedProviderKey]]),
  clients: new Map([['client', { providerId: 'provider', key: client.encryptedOrgKey }]]),
  organizations: new Map<string, string>(),
};

let ring: Keyring | null = null;
async function unlockedRing(): Promise<Keyring> {
  const id = 'pbkdf2-600k';
  ring ??= valueIn(await unlock(await unlockDataOf(id), userOf(id).password));
  return ring;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

window.cryptoPage = {
  async unlock(id) {
    const data = await unlockDataOf(id);
    const { password } = userOf(id);
    const turns = watchTurns();
    const took = await timed(async () => valueIn(await unlock(data, password)));
    return { took, stall: turns.end() };
  },
  derive: (id) => timed(() => derivation(id)),
  async seal(count) {
    const unlocked = await unlockedRing();
    const rows = people(count);
    let sealed: readonly string[] = [];
    const took = await timed(async () => {
      const key = valueIn(await unlocked.organizationKey(keys, 'client', 'provider'));
      const name = key.sealText('My items');
      const each = rows.map(async ({ publicKey }) => {
        const newcomer = valueIn(await readPublicKey(publicKey));
        await publicKeyHash(newcomer.spki);
        return valueIn(await key.sealFor(newcomer));
      });
      sealed = await Promise.all(each);
      valueIn(await name);
      key.wipe();
    });
    return { took, sealed };
  },
  async encrypt(count) {
    const { key } = valueIn(await readPublicKey(pair.publicKeySpki));
    const data: Bytes = bytes(client.orgKey);
    return timed(() => Promise.all(Array.from({ length: count }, () => crypto.subtle.encrypt('RSA-OAEP', key, data))));
  },
  async phrases(count) {
    const rows = await Promise.all(
      people(count).map(async ({ publicKey, userId }) => ({ ...valueIn(await readPublicKey(publicKey)), userId })),
    );
    return timed(() => Promise.all(rows.map(({ spki, userId }) => fingerprint(spki, userId))));
  },
};
