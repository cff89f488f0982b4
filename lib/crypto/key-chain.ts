/**
 * From the master password to the key that a newcomer gets: stretched key → user key → private key → provider key →
 * organization key. What stays in memory between is the private key alone, which cannot be read; the others are opened
 * when somebody is confirmed, and wiped after.
 */
import type { UnlockData, WrappedKeys } from './account-keys';
import type { Bytes } from './bytes';
import { openCose, pkcs8Content, readCoseKey } from './cose';
import { type DeriveResult, deriveInWorker } from './derive-in-worker';
import { type OpenFailure, openRsa, openSymmetric, rsaAlgorithm } from './enc-string';
import { type HeldKey, holdKey } from './held-key';
import type { KdfSettings } from './kdf';
import { type Outcome, refusal, success } from './outcome';
import { importSymmetricKey, type SymmetricKey, symmetricKeyLength } from './symmetric-key';

export type UnlockFailure =
  | 'wrong-password'
  | 'cancelled'
  | 'derivation-failed'
  | 'weak-kdf'
  | 'excessive-kdf'
  | `${'user' | 'private'}-key-${'malformed' | 'unsupported'}`
  /** The user key does not fit the private key: one of the two was changed. */
  | 'private-key-damaged';

export type ChainFailure =
  | 'locked'
  | `${'provider' | 'organization'}-key-${'missing' | 'malformed' | 'unsupported' | 'damaged'}`;

/** An unlocked account. */
export interface Keyring {
  /** The key of a provider: what a new provider member gets. The caller wipes it. */
  providerKey(keys: WrappedKeys, providerId: string): Promise<Outcome<HeldKey, ChainFailure>>;
  /**
   * The key of a client's organization: what a new member of the client gets. The caller wipes it. Over the provider
   * that the client is known to belong to; over the account's own membership only where the profile knows no such
   * client. `organization-key-missing`: also where it names another provider, as it does when it is older than the client.
   */
  organizationKey(
    keys: WrappedKeys,
    organizationId: string,
    providerId: string,
  ): Promise<Outcome<HeldKey, ChainFailure>>;
  /** Forgets the private key and overwrites every key that is still open. */
  lock(): void;
}

export interface UnlockOptions {
  readonly signal?: AbortSignal | undefined;
  /** Told once when the derivation will take longer than about a second. */
  readonly onProgress?: ((progress: { readonly expectedMs: number }) => void) | undefined;
  /** How the key is derived; in a worker thread unless a test says otherwise. */
  readonly derive?:
    | ((
        kdf: KdfSettings,
        password: string,
        salt: string,
        options: Pick<UnlockOptions, 'signal' | 'onProgress'>,
      ) => Promise<DeriveResult>)
    | undefined;
}

/** Unlocks an account with its master password. Never rejects for bad data or a wrong password. */
export async function unlock(
  data: UnlockData,
  password: string,
  { signal, onProgress, derive = deriveInWorker }: UnlockOptions = {},
): Promise<Outcome<Keyring, UnlockFailure>> {
  const stretched = await derive(data.kdf, password, data.salt, { signal, onProgress });
  if (!stretched.ok) return refusal(stretched.reason === 'empty-password' ? 'wrong-password' : stretched.reason);
  const privateKey = await openPrivateKey(data, stretched.value);
  if (!privateKey.ok) return privateKey;
  return signal?.aborted === true ? refusal('cancelled') : success(createKeyring(privateKey.value));
}

/** Opens the user key with the stretched key and the private key with the user key. */
async function openPrivateKey(data: UnlockData, stretched: SymmetricKey): Promise<Outcome<CryptoKey, UnlockFailure>> {
  const userKey = await openSymmetric(data.wrappedUserKey, stretched);
  if (!userKey.ok) {
    if (userKey.reason === 'inauthentic') return refusal('wrong-password');
    return refusal(userKey.reason === 'malformed' ? 'user-key-malformed' : 'user-key-unsupported');
  }
  const pkcs8 = await openPkcs8(data.wrappedPrivateKey, userKey.value).finally(() => userKey.value.fill(0));
  if (!pkcs8.ok) return pkcs8;
  try {
    return success(await crypto.subtle.importKey('pkcs8', pkcs8.value, rsaAlgorithm, false, ['decrypt']));
  } catch {
    return refusal('private-key-malformed');
  } finally {
    pkcs8.value.fill(0);
  }
}

/** server: a user key of 64 bytes makes an account of version 1, a longer one is a COSE key and makes version 2. */
async function openPkcs8(wrapped: string, userKey: Bytes): Promise<Outcome<Bytes, UnlockFailure>> {
  if (userKey.length < symmetricKeyLength) return refusal('user-key-unsupported');
  if (userKey.length === symmetricKeyLength) {
    return privateKeyOutcome(await openSymmetric(wrapped, await importSymmetricKey(userKey)));
  }
  const key = readCoseKey(userKey);
  if (!key.ok) return refusal(key.reason === 'malformed' ? 'user-key-malformed' : 'user-key-unsupported');
  try {
    return privateKeyOutcome(await openCose(wrapped, key.value, pkcs8Content));
  } finally {
    key.value.secret.fill(0);
  }
}

const privateKeyReason = {
  malformed: 'private-key-malformed',
  'unsupported-type': 'private-key-unsupported',
  inauthentic: 'private-key-damaged',
} as const satisfies Record<OpenFailure, UnlockFailure>;

const privateKeyOutcome = (opened: Outcome<Bytes, OpenFailure>): Outcome<Bytes, UnlockFailure> =>
  opened.ok ? opened : refusal(privateKeyReason[opened.reason]);

const endings = { malformed: 'malformed', 'unsupported-type': 'unsupported', inauthentic: 'damaged' } as const;

function createKeyring(unlocked: CryptoKey): Keyring {
  let privateKey: CryptoKey | null = unlocked;
  const held = new Set<HeldKey>();

  /** Keeps an open key in view, unless the account was locked while it was being opened. */
  const keep = (key: HeldKey): Outcome<HeldKey, 'locked'> => {
    if (privateKey === null) {
      key.wipe();
      return refusal('locked');
    }
    const kept: HeldKey = {
      ...key,
      wipe() {
        held.delete(kept);
        key.wipe();
      },
    };
    held.add(kept);
    return success(kept);
  };

  const openOwn = async (
    wrapped: string | null | undefined,
    owner: 'provider' | 'organization',
  ): Promise<Outcome<HeldKey, ChainFailure>> => {
    if (privateKey === null) return refusal('locked');
    if (wrapped === undefined || wrapped === null) return refusal(`${owner}-key-missing`);
    const opened = await openRsa(wrapped, privateKey);
    if (!opened.ok) return refusal(`${owner}-key-${endings[opened.reason]}`);
    const key = holdKey(opened.value);
    return key === null ? refusal(`${owner}-key-malformed`) : keep(key);
  };

  const openOfClient = async (wrapped: string, provider: HeldKey): Promise<Outcome<HeldKey, ChainFailure>> => {
    const opened = await provider.openKey(wrapped);
    if (opened.ok) return keep(opened.value);
    return refusal(opened.reason === 'wiped' ? 'locked' : `organization-key-${endings[opened.reason]}`);
  };

  return {
    providerKey: (keys, providerId) => openOwn(keys.providers.get(providerId.toLowerCase()), 'provider'),
    async organizationKey(keys, organizationId, providerId) {
      const id = organizationId.toLowerCase();
      const client = keys.clients.get(id);
      if (client === undefined) return openOwn(keys.organizations.get(id), 'organization');
      if (client?.providerId !== providerId.toLowerCase()) return openOwn(null, 'organization');
      const provider = await openOwn(keys.providers.get(client.providerId), 'provider');
      if (!provider.ok) return provider;
      try {
        return await openOfClient(client.key, provider.value);
      } finally {
        provider.value.wipe();
      }
    },
    lock() {
      privateKey = null;
      for (const key of [...held]) key.wipe();
    },
  };
}
