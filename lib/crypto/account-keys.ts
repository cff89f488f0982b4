/**
 * What an account's sealed keys are and where the server puts them: read from the answers of the token endpoint and
 * the profile. Everything here is sealed or public, so it may be sent from the background to a page.
 */
import * as z from 'zod/mini';
import { type KdfSettings, normalizedSalt } from './kdf';
import { type Outcome, refusal, success } from './outcome';
import { type KdfRefusal, readKdf } from './read-kdf';

/** What the master password is needed for. Survives a message between contexts. */
export interface UnlockData {
  readonly kdf: KdfSettings;
  readonly salt: string;
  /** Sealed with the key that is derived from the master password. */
  readonly wrappedUserKey: string;
  /** Sealed with the user key. */
  readonly wrappedPrivateKey: string;
}

/** `no-master-password`: the account signs in by other means and cannot be unlocked here. */
export type UnlockDataFailure =
  | Exclude<KdfRefusal, 'malformed'>
  | 'no-master-password'
  | 'private-key-missing'
  | 'malformed-answer';

const text = z.nullish(z.string());

/** server: 4.5. Read after the first letters of all names were lowered: this answer mixes both spellings. */
const tokenAnswerSchema = z.object({
  key: text,
  privateKey: text,
  kdf: z.nullish(z.unknown()),
  kdfIterations: z.nullish(z.unknown()),
  kdfMemory: z.nullish(z.unknown()),
  kdfParallelism: z.nullish(z.unknown()),
  apiUseKeyConnector: z.nullish(z.boolean()),
  accountKeys: z.nullish(z.object({ publicKeyEncryptionKeyPair: z.nullish(z.object({ wrappedPrivateKey: text })) })),
  userDecryptionOptions: z.nullish(
    z.object({
      hasMasterPassword: z.nullish(z.boolean()),
      masterPasswordUnlock: z.nullish(z.object({ kdf: z.unknown(), masterKeyEncryptedUserKey: text, salt: text })),
    }),
  ),
});

/**
 * Reads a successful answer of the token endpoint, with JSON parsed.
 * @param email the account's e-mail, the salt of servers that name none.
 */
export function readUnlockData(tokenAnswer: unknown, email: string): Outcome<UnlockData, UnlockDataFailure> {
  const parsed = z.safeParse(tokenAnswerSchema, lowered(tokenAnswer));
  if (!parsed.success) return refusal('malformed-answer');
  const answer = parsed.data;
  const options = answer.userDecryptionOptions;
  const unlock = options?.masterPasswordUnlock;
  const wrappedUserKey = unlock?.masterKeyEncryptedUserKey ?? answer.key;
  if (options?.hasMasterPassword === false || answer.apiUseKeyConnector === true || !wrappedUserKey) {
    return refusal('no-master-password');
  }
  const kdf = readKdf(
    unlock?.kdf ?? {
      kdfType: answer.kdf,
      iterations: answer.kdfIterations,
      memory: answer.kdfMemory,
      parallelism: answer.kdfParallelism,
    },
  );
  if (!kdf.ok) return refusal(kdf.reason === 'malformed' ? 'malformed-answer' : kdf.reason);
  const salt = normalizedSalt(unlock?.salt ?? email);
  if (salt === '') return refusal('malformed-answer');
  const wrappedPrivateKey = answer.accountKeys?.publicKeyEncryptionKeyPair?.wrappedPrivateKey ?? answer.privateKey;
  if (!wrappedPrivateKey) return refusal('private-key-missing');
  return success({ kdf: kdf.value, salt, wrappedUserKey, wrappedPrivateKey });
}

/** Deeper than the answer is read. */
const maxDepth = 4;

/** The value with the first letter of every name in lower case. Of two names that meet so, the later one counts. */
function lowered(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || depth > maxDepth) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name.charAt(0).toLowerCase() + name.slice(1),
      lowered(inner, depth + 1),
    ]),
  );
}

/**
 * The sealed keys of the providers and organizations that an account belongs to; ids in lower case. null: the profile
 * names it and gives no key, or says two different things of it.
 */
export interface WrappedKeys {
  /** Provider id → its key, sealed to the account's public key. */
  readonly providers: ReadonlyMap<string, string | null>;
  /** Client organization id → its key, sealed with the key of the provider named. */
  readonly clients: ReadonlyMap<string, { readonly providerId: string; readonly key: string } | null>;
  /** Organization id → its key, sealed to the account's public key, where the account is a member itself. */
  readonly organizations: ReadonlyMap<string, string | null>;
}

const profileSchema = z.object({
  providers: z.array(z.object({ id: z.string(), key: text })),
  providerOrganizations: z.array(z.object({ id: z.string(), providerId: z.string(), key: text })),
  organizations: z.nullish(z.array(z.object({ id: z.string(), key: text }))),
});

/** Reads `GET /accounts/profile`. server: a reseller's clients have no key. */
export function readWrappedKeys(profile: unknown): Outcome<WrappedKeys, 'malformed-answer'> {
  const parsed = z.safeParse(profileSchema, profile);
  if (!parsed.success) return refusal('malformed-answer');
  const { providers, providerOrganizations, organizations } = parsed.data;
  return success({
    providers: byId(providers, ({ key }) => key || null),
    clients: byId(providerOrganizations, ({ providerId, key }) =>
      key ? { providerId: providerId.toLowerCase(), key } : null,
    ),
    organizations: byId(organizations ?? [], ({ key }) => key || null),
  });
}

/** server: an organization belongs to one provider at most. Which of two rows is the right one nobody can tell. */
function byId<Row extends { readonly id: string }, Value>(
  rows: readonly Row[],
  keyOf: (row: Row) => Value | null,
): ReadonlyMap<string, Value | null> {
  const found = new Map<string, Value | null>();
  for (const row of rows) {
    const id = row.id.toLowerCase();
    const value = keyOf(row);
    const isSame = !found.has(id) || JSON.stringify(found.get(id)) === JSON.stringify(value);
    found.set(id, isSame ? value : null);
  }
  return found;
}
