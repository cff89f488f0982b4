/**
 * What pages may know of the passphrase that was entered: not its key, which only the worker reads. All of it lies in
 * the browser's session storage: in memory only, closed to content scripts, gone with the browser.
 */
import * as z from 'zod/mini';
import type { Entered } from '@/lib/domain/passphrase';
import { browser } from './browser';

/** Names in session storage. */
export const enteredKey = 'passphrase|entered';
export const innerKeyName = 'passphrase|key';

const enteredSchema = z.object({ salt: z.nullable(z.string()), lockedAt: z.nullable(z.number()) });

export function parseEntered(stored: unknown): Entered {
  const parsed = z.safeParse(enteredSchema, stored);
  return parsed.success ? parsed.data : { salt: null, lockedAt: null };
}

/** What the browser knows of the passphrase. */
export const readEntered = async (): Promise<Entered> =>
  parseEntered((await browser.storage.session.get(enteredKey))[enteredKey]);
