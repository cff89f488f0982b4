/**
 * The keys that a page has opened, one ring for each account. They live in this page's memory alone: what comes from
 * the worker is sealed, and nothing of what is opened goes anywhere but, sealed to a newcomer, into a confirmation.
 */
import { type ReadonlySignal, signal } from '@preact/signals';
import { readUnlockData, readWrappedKeys, type UnlockDataFailure, type WrappedKeys } from '@/lib/crypto/account-keys';
import type { HeldKey } from '@/lib/crypto/held-key';
import {
  type ChainFailure,
  type Keyring,
  type UnlockFailure,
  type UnlockOptions,
  unlock,
} from '@/lib/crypto/key-chain';
import { type Outcome, refusal } from '@/lib/crypto/outcome';
import type { PlaceKey, UnlockMaterial } from '@/lib/domain/confirmation';
import type { Failure } from '@/lib/domain/failure';
import { TEAM } from '@/lib/domain/keys';
import { minuteMs } from '@/lib/domain/time';
import type { Ask } from '@/lib/view/options/form';

/** Why an account could not be unlocked. */
export type NotUnlocked =
  /** What opens it could not be had from the server. */
  | { readonly kind: 'material'; readonly failure: Failure }
  /** The worker did not answer. */
  | { readonly kind: 'no-worker' }
  | { readonly kind: 'refused'; readonly reason: UnlockDataFailure | Exclude<UnlockFailure, 'cancelled'> }
  /** Called off, or locked meanwhile. */
  | { readonly kind: 'cancelled' };

/** What another try with the same material may get over. */
const mayBeTyped: ReadonlySet<UnlockFailure> = new Set(['wrong-password', 'cancelled', 'derivation-failed']);

/** Sealed keys that are older are asked for anew before anything is sealed with them: the server may have others by now. */
const keysFreshMs = 10 * minuteMs;

export interface KeyringsDeps {
  readonly ask: Ask;
  readonly now: () => number;
  /** How a key is derived; in a worker thread unless a test says otherwise. */
  readonly derive?: UnlockOptions['derive'];
}

export interface UnlockRun {
  /** When the question for the password was put, epoch ms. */
  readonly since: number;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: { readonly expectedMs: number }) => void;
}

/** A place's key, and whether its new members get a collection of their own. */
export interface PlaceKeyOpened {
  readonly held: HeldKey;
  /** Whether the name of that collection is to be sent along. */
  readonly wantsCollectionName: boolean;
}

export interface Keyrings {
  /** Accounts whose keys are open. */
  readonly open: ReadonlySignal<ReadonlySet<string>>;
  /** Opens an account's keys; null: they are open now. */
  unlock(accountId: string, password: string, run: UnlockRun): Promise<NotUnlocked | null>;
  /**
   * The key that a newcomer at a place gets; the caller wipes it. Asks for the profile anew if it lacks the place, or is
   * older than ten minutes.
   */
  placeKey(place: PlaceKey): Promise<Outcome<PlaceKeyOpened, ChainFailure>>;
  /** Forgets the keys of one account, or of all. */
  lock(accountId?: string): void;
}

/** What the server gave, and when it was asked. */
interface Had {
  readonly material: UnlockMaterial;
  readonly askedAt: number;
}

interface Ring {
  readonly keyring: Keyring;
  keys: WrappedKeys;
  material: UnlockMaterial;
  /** When the keys were last asked for. */
  askedAt: number;
}

export function createKeyrings({ ask, now, derive }: KeyringsDeps): Keyrings {
  const rings = new Map<string, Ring>();
  const open = signal<ReadonlySet<string>>(new Set());
  /** Sealed, and kept between two tries only. `stale`: it did not fit the password, and is older than the question. */
  const tried = new Map<string, Had & { readonly stale: boolean }>();
  /** Counts lockings: what was begun before one must not open anything after it. */
  let locks = 0;

  const tell = (): void => {
    open.value = new Set(rings.keys());
  };

  async function materialFor(accountId: string): Promise<Had | NotUnlocked> {
    const known = tried.get(accountId);
    if (known !== undefined && !known.stale) return known;
    const askedAt = now();
    try {
      const answer = await ask('unlockMaterial', { accountId, fresh: known?.stale === true });
      return answer.ok ? { material: answer.value, askedAt } : { kind: 'material', failure: answer.failure };
    } catch {
      return { kind: 'no-worker' };
    }
  }

  async function opened(accountId: string, password: string, run: UnlockRun): Promise<NotUnlocked | null> {
    const before = locks;
    const had = await materialFor(accountId);
    if ('kind' in had) return had;
    const { material, askedAt } = had;
    const refused = (reason: UnlockDataFailure | UnlockFailure): NotUnlocked =>
      reason === 'cancelled' ? { kind: reason } : { kind: 'refused', reason };
    if (run.signal.aborted) return refused('cancelled');
    const data = readUnlockData(material.sealed, material.email);
    if (!data.ok) return refused(data.reason);
    const keys = readWrappedKeys(material.keys);
    if (!keys.ok) return refused(keys.reason);
    const { signal: cancel, onProgress } = run;
    const unlocked = await unlock(data.value, password, { signal: cancel, onProgress, derive });
    if (!unlocked.ok) {
      // The password may have been changed since the server gave this: the next try is made with what it has by then.
      const stale = unlocked.reason === 'wrong-password' && material.sealedAt < run.since;
      if (mayBeTyped.has(unlocked.reason)) tried.set(accountId, { material, askedAt, stale });
      else tried.delete(accountId);
      return refused(unlocked.reason);
    }
    if (before !== locks) {
      unlocked.value.lock();
      return refused('cancelled');
    }
    tried.delete(accountId);
    rings.get(accountId)?.keyring.lock();
    rings.set(accountId, { keyring: unlocked.value, keys: keys.value, material, askedAt });
    tell();
    return null;
  }

  const openKey = (
    { keyring, keys }: Ring,
    { providerId, place }: PlaceKey,
  ): Promise<Outcome<HeldKey, ChainFailure>> =>
    place === TEAM ? keyring.providerKey(keys, providerId) : keyring.organizationKey(keys, place, providerId);

  /**
   * Reads the profile again. Where that fails, what is there stays: it opened something before, nothing says that it has
   * changed, and what is sealed with it goes to the same server.
   */
  async function renew(accountId: string, ring: Ring): Promise<boolean> {
    ring.askedAt = now();
    try {
      const answer = await ask('unlockMaterial', { accountId, fresh: false });
      const keys = answer.ok ? readWrappedKeys(answer.value.keys) : null;
      if (!answer.ok || keys?.ok !== true) return false;
      Object.assign(ring, { keys: keys.value, material: answer.value });
      return true;
    } catch {
      return false;
    }
  }

  const isMissing = (outcome: Outcome<HeldKey, ChainFailure>): boolean =>
    !outcome.ok && (outcome.reason === 'organization-key-missing' || outcome.reason === 'provider-key-missing');

  return {
    open,
    unlock: opened,
    async placeKey(place) {
      const ring = rings.get(place.accountId);
      if (ring === undefined) return refusal('locked');
      const isOld = now() - ring.askedAt >= keysFreshMs;
      if (isOld) await renew(place.accountId, ring);
      let key = await openKey(ring, place);
      // Older than the client, or than the membership.
      if (!isOld && isMissing(key) && (await renew(place.accountId, ring))) key = await openKey(ring, place);
      if (!key.ok) return key;
      const same = (text: string, other: string): boolean => text.toLowerCase() === other.toLowerCase();
      const client = ring.material.keys.providerOrganizations.find(
        ({ id, providerId }) => same(id, place.place) && same(providerId, place.providerId),
      );
      return {
        ok: true,
        value: { held: key.value, wantsCollectionName: place.place !== TEAM && client?.useMyItems !== false },
      };
    },
    lock(accountId) {
      locks += 1;
      for (const [id, { keyring }] of [...rings]) {
        if (accountId !== undefined && accountId !== id) continue;
        keyring.lock();
        rings.delete(id);
      }
      if (accountId === undefined) tried.clear();
      else tried.delete(accountId);
      tell();
    },
  };
}
