/**
 * Tokens, and the key of the passphrase, in the browser's session storage: in memory only, closed to content scripts,
 * gone with the browser.
 */
import * as z from 'zod/mini';
import { roleSchema } from '@/lib/domain/model';
import type { Entered, InnerKey } from '@/lib/domain/passphrase';
import { recordOf } from '@/lib/domain/record-of';
import { browser } from './browser';
import { forgetCovers } from './forget-covers';
import { enteredKey, innerKeyName, parseEntered, readEntered } from './lock';

const tokenSchema = z.object({
  accessToken: z.string(),
  expiresAt: z.number(),
  issuedAt: z.number(),
  /** What the server told of the account's keys along with the token: sealed, all of it. */
  sealed: recordOf(z.unknown()),
  /** Roles by provider as in the first profile read with this token; null: not read yet. server: its role claims are frozen when it is issued. */
  roles: z.nullable(recordOf(roleSchema)),
  /** Issued because the one before was refused something it should have been allowed: not done twice in a row. */
  afterRefusal: z.boolean(),
});
export type SessionToken = z.infer<typeof tokenSchema>;

export interface Session {
  get(accountId: string): Promise<SessionToken | null>;
  set(accountId: string, token: SessionToken): Promise<void>;
  /** `forgotten`: the account is; with it goes what pages remember of its comparisons. */
  remove(accountId: string, forgotten?: boolean): Promise<void>;
  /**
   * The device identifier for an account that is not stored yet: the same for every try of this browser session.
   * server: an unknown one mails the account's owner.
   */
  deviceId(accountId: string): Promise<string>;
  /** What pages may know too. */
  entered(): Promise<Entered>;
  /** The key of the passphrase that was entered; null: none was. */
  innerKey(): Promise<InnerKey | null>;
  /** Keeps the key of the passphrase until the browser closes; null: forgets it. */
  enter(inner: InnerKey | null): Promise<void>;
  /** Forgets the key and every token: somebody locks. */
  lock(at: number): Promise<void>;
}

const keyOf = (accountId: string): string => `token|${accountId}`;
const deviceKeyOf = (accountId: string): string => `device|${accountId}`;

export const session: Session = {
  async get(accountId) {
    const key = keyOf(accountId);
    const stored = await browser.storage.session.get(key);
    const parsed = z.safeParse(tokenSchema, stored[key]);
    return parsed.success ? parsed.data : null;
  },
  async set(accountId, token) {
    await browser.storage.session.set({ [keyOf(accountId)]: token });
  },
  async remove(accountId, forgotten = false) {
    // An account that is stored knows its device itself; one that is forgotten leaves nothing behind.
    await browser.storage.session.remove([keyOf(accountId), deviceKeyOf(accountId)]);
    if (forgotten) await forgetCovers(accountId);
  },
  async deviceId(accountId) {
    const key = deviceKeyOf(accountId);
    const known = z.safeParse(z.string(), (await browser.storage.session.get(key))[key]);
    if (known.success) return known.data;
    const made = crypto.randomUUID();
    await browser.storage.session.set({ [key]: made });
    return made;
  },
  entered: readEntered,
  async innerKey() {
    const stored = await browser.storage.session.get([enteredKey, innerKeyName]);
    const { salt } = parseEntered(stored[enteredKey]);
    const key = z.safeParse(z.string(), stored[innerKeyName]);
    return salt !== null && key.success ? { salt, key: key.data } : null;
  },
  async enter(inner) {
    await browser.storage.session.set({
      [enteredKey]: { salt: inner?.salt ?? null, lockedAt: null },
      [innerKeyName]: inner?.key ?? null,
    });
  },
  async lock(at) {
    // First, so that whatever happens in between finds it locked.
    await browser.storage.session.set({ [enteredKey]: { salt: null, lockedAt: at }, [innerKeyName]: null });
    const names = Object.keys(await browser.storage.session.get(null));
    await browser.storage.session.remove(names.filter((name) => name.startsWith(keyOf(''))));
  },
};
