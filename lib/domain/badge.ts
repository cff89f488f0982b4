/** What the toolbar shows: a count of people, never of anything else, and one sentence as its title. */
import type { Failure } from './failure';
import { needsPerson } from './failure';
import type { Account, Provider } from './model';
import { accountCheckedAt, accountView, isLocked, isStale, type Overview, waitingPeople } from './overview';
import { say, sayCount, type Words } from './words';

export type BadgeState =
  | 'locked'
  | 'signed-out'
  | 'clear'
  | 'waiting'
  | 'trouble'
  | 'waiting-and-trouble'
  | 'stale'
  | 'offline'
  | 'checking';

export interface BadgeView {
  readonly state: BadgeState;
  readonly icon: 'idle' | 'normal' | 'off';
  /** Empty: no badge. */
  readonly text: string;
  readonly color: string;
  readonly title: Words;
}

const amber = '#965b00';
const brick = '#c23a2a';
const grey = '#5a665f';

/** Two digits fit. */
export const badgeCount = (count: number): string => (count === 0 ? '' : count > 99 ? '99+' : String(count));

/** The account that a person has to do something about, if any. */
export function accountInTrouble(overview: Overview): { account: Account; failure: Failure } | null {
  for (const account of overview.accounts) {
    if (account.failure !== null && needsPerson(account.failure)) return { account, failure: account.failure };
  }
  return null;
}

/** The provider that is suspended, or that an account was removed from, if any. */
function providerInTrouble(overview: Overview): { provider: Provider; trouble: Words } | null {
  for (const provider of overview.providers) {
    if (provider.removed) return { provider, trouble: say('trouble_removed') };
    if (!provider.enabled) return { provider, trouble: say('trouble_suspended') };
  }
  return null;
}

/** How an account is called. */
export const accountName = (account: Account): string => account.label ?? account.email;

/** Short words for what is wrong with an account, to follow its name. */
export function troubleWords(failure: Failure): Words {
  switch (failure.kind) {
    case 'key-refused':
    case 'key-lost':
      return say('trouble_key_refused');
    case 'no-permission':
      return say('trouble_no_permission');
    case 'no-provider':
      return say('trouble_no_provider');
    case 'version-refused':
      return say('trouble_version_refused');
    case 'sign-in-refused':
      return say('trouble_sign_in_refused');
    case 'rate-limited':
      return say('trouble_rate_limited');
    case 'offline':
      return say('trouble_offline');
    case 'no-answer':
    case 'server-error':
    case 'not-bitwarden':
      return say('trouble_no_answer');
    case 'unreadable':
    case 'rejected':
    case 'refused':
      return say('trouble_unreadable');
  }
}

/** What needs somebody, as values of a title: an account first, then a provider. */
function troubleOf(overview: Overview): { account: string | Words; trouble: Words } | null {
  const account = accountInTrouble(overview);
  if (account !== null) return { account: accountName(account.account), trouble: troubleWords(account.failure) };
  const provider = providerInTrouble(overview);
  if (provider === null) return null;
  return { account: provider.provider.name ?? say('provider_unnamed'), trouble: provider.trouble };
}

/** The oldest of all accounts' answers to "how old is this". One that was never read is as old as its account. */
function oldestCheck(overview: Overview, now: number): { at: number; never: boolean } {
  const instants = overview.accounts.map((account) => accountCheckedAt(accountView(overview, account), now));
  const at = instants.map((instant, index) => instant ?? overview.accounts[index]?.addedAt ?? now);
  return { at: Math.min(...at), never: instants.includes(null) };
}

/** The toolbar's state. `checking`: somebody's first look is not over, so nobody can say that nobody waits. */
export function badgeView(overview: Overview, { now, online }: { now: number; online: boolean }): BadgeView {
  if (isLocked(overview)) return { state: 'locked', icon: 'off', text: '', color: grey, title: say('badge_locked') };
  if (overview.accounts.length === 0) {
    return { state: 'signed-out', icon: 'idle', text: '', color: grey, title: say('badge_signed_out') };
  }
  const count = waitingPeople(overview).length;
  const text = badgeCount(count);
  const trouble = troubleOf(overview);
  if (trouble !== null) {
    return count === 0
      ? { state: 'trouble', icon: 'normal', text: '!', color: brick, title: say('badge_trouble', trouble) }
      : {
          state: 'waiting-and-trouble',
          icon: 'normal',
          text,
          color: brick,
          title: sayCount('badge_waiting_trouble', count, trouble),
        };
  }
  const { at, never } = oldestCheck(overview, now);
  if (isStale(at, overview.preferences, now)) {
    const title = say('badge_stale', { at: { moment: at } });
    return { state: 'stale', icon: 'off', text: text === '' ? '?' : text, color: grey, title };
  }
  const icon = count === 0 ? 'idle' : 'normal';
  if (never) {
    const title = online ? say('badge_checking') : say('badge_offline_never');
    return { state: online ? 'checking' : 'offline', icon, text, color: amber, title };
  }
  if (!online) {
    return { state: 'offline', icon, text, color: amber, title: say('badge_offline', { at: { moment: at } }) };
  }
  return count === 0
    ? { state: 'clear', icon, text: '', color: amber, title: say('badge_clear') }
    : { state: 'waiting', icon, text, color: amber, title: sayCount('badge_waiting', count) };
}
