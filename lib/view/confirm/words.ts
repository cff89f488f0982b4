/** What is said about unlocking, comparing and confirming: one distinct sentence for everything that can stand in the way. */
import type { UnlockDataFailure } from '@/lib/crypto/account-keys';
import type { ChainFailure, UnlockFailure } from '@/lib/crypto/key-chain';
import type { PublicKeyRefusal } from '@/lib/crypto/sealing';
import { fullName, isTeam, shortName } from '@/lib/domain/comparing-people';
import { failureWords } from '@/lib/domain/failure-words';
import type { MemberRole, Waiting } from '@/lib/domain/model';
import { type MessageKey, say, sayCount, type Words } from '@/lib/domain/words';
import type { NotUnlocked } from './keyrings';

/** A pause that is sat out. */
export const goingOnWords = (until: number): Words => say('confirm_going_on', { at: { second: until } });

const unlockKeys: Readonly<Record<UnlockDataFailure | Exclude<UnlockFailure, 'cancelled'>, MessageKey>> = {
  'wrong-password': 'unlock_wrong',
  'no-master-password': 'unlock_no_master',
  'weak-kdf': 'unlock_weak',
  'excessive-kdf': 'unlock_excessive',
  'unsupported-kdf': 'unlock_unsupported',
  'malformed-answer': 'unlock_unreadable',
  'private-key-missing': 'unlock_no_pair',
  'user-key-malformed': 'unlock_damaged',
  'private-key-malformed': 'unlock_damaged',
  'user-key-unsupported': 'unlock_unknown_kind',
  'private-key-unsupported': 'unlock_unknown_kind',
  'private-key-damaged': 'unlock_misfit',
  'derivation-failed': 'unlock_memory',
};

/** Why an account could not be unlocked; null: it was called off. */
export function notUnlockedWords(problem: NotUnlocked): Words | null {
  switch (problem.kind) {
    case 'cancelled':
      return null;
    case 'material':
      return failureWords(problem.failure);
    case 'no-worker':
      return say('confirm_fail_worker');
    case 'refused':
      return say(unlockKeys[problem.reason]);
  }
}

/** Whose key a newcomer at this place gets: the provider's, or the client's. */
export const ownerName = (waiting: Waiting): string | Words =>
  isTeam(waiting) ? providerName(waiting) : clientName(waiting);

export const providerName = ({ providerName: name }: Waiting): string | Words => name ?? say('provider_unnamed');

export const clientName = ({ clientName: name }: Waiting): string | Words => name ?? say('client_unnamed');

/** Why the key of a place could not be opened. */
export function chainWords(reason: ChainFailure, waiting: Waiting): Words {
  if (reason === 'locked') return say('confirm_not_locked');
  const owner = ownerName(waiting);
  return reason.endsWith('-unsupported') || reason.endsWith('-malformed')
    ? say('confirm_key_unknown', { owner })
    : say('confirm_key_misfit', { owner });
}

/** Why somebody's public key is not compared at all. */
export const publicKeyWords = (reason: PublicKeyRefusal, waiting: Waiting): Words =>
  say(
    reason === 'weak-key' ? 'confirm_stop_weak' : reason === 'not-rsa' ? 'confirm_stop_kind' : 'confirm_stop_damaged',
    {
      name: shortName(waiting.person),
    },
  );

const roleKeys: Readonly<Record<MemberRole, MessageKey | null>> = {
  'provider-admin': 'confirm_role_provider_admin',
  'service-user': 'confirm_role_service_user',
  owner: 'confirm_role_owner',
  admin: 'confirm_role_admin',
  user: null,
  custom: null,
  unknown: null,
};

/** Where somebody belongs, and as what where that is more than a member. */
export function whereWords(waiting: Waiting): Words {
  const role = roleKeys[waiting.person.role];
  const place = ownerName(waiting);
  return role === null ? say('confirm_where', { place }) : say('confirm_where_role', { place, role: say(role) });
}

/** Since when somebody waits. */
export function sinceWords({ person }: Waiting): Words {
  const at = { moment: person.waitingSince ?? person.firstSeenAt };
  return say(person.sinceFirstCheck ? 'confirm_since_before' : 'confirm_since', { email: person.email, at });
}

/** What somebody gets. @param clients of the provider; null: not known. */
export function getsWords(waiting: Waiting, clients: number | null): Words {
  const name = shortName(waiting.person);
  const { role } = waiting.person;
  if (isTeam(waiting)) {
    const provider = providerName(waiting);
    if (role === 'provider-admin') return say('confirm_gets_admin', { name, provider });
    if (role === 'service-user' && clients !== null)
      return sayCount('confirm_gets_service', clients, { name, provider });
    return say('confirm_gets_team', { name, provider });
  }
  const client = clientName(waiting);
  if (role === 'owner') return say('confirm_gets_owner', { name, client });
  return say(role === 'admin' ? 'confirm_gets_client_admin' : 'confirm_gets_member', { name, client });
}

/** Somebody is no longer there to be confirmed. */
export const goneWords = ({ person }: Waiting): Words => say('confirm_gone', { name: fullName(person) });
