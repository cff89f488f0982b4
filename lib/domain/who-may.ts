/** Whether an account can let somebody in from here; if not, why, and who can. Pure, told from what is stored alone. */
import { type Failure, needsPerson } from './failure';
import { type ProviderKey, providerKeyText } from './keys';
import { type Account, type Place, type Provider, TEAM } from './model';
import { say, type Words } from './words';

export type Obstacle =
  /** The account is no longer, or not known to be, a member of the provider. */
  | { readonly kind: 'provider-left' }
  /** server: a reseller holds no key of its clients, so it has nothing to seal for their members. */
  | { readonly kind: 'reseller' }
  /** server: the own team is the provider admins' alone. */
  | { readonly kind: 'needs-admin' }
  /** Nothing gets through for the account until somebody does something. */
  | { readonly kind: 'account'; readonly failure: Failure }
  /** The server refused to show the provider's clients, or this place, when last asked. */
  | { readonly kind: 'refused' };

export interface WhoMayInput {
  readonly account: Pick<Account, 'failure'> | undefined;
  readonly provider: Pick<Provider, 'role' | 'type' | 'removed' | 'failure'> | undefined;
  readonly place: Pick<Place, 'place' | 'failure'>;
}

/** What keeps an account from confirming at a place, gravest first; null: nothing that is known. */
export function confirmObstacle({ account, provider, place }: WhoMayInput): Obstacle | null {
  if (account === undefined || provider === undefined || provider.removed) return { kind: 'provider-left' };
  const { failure } = account;
  if (place.place !== TEAM && provider.type === 'reseller') return { kind: 'reseller' };
  if (place.place === TEAM && provider.role !== 'provider-admin') return { kind: 'needs-admin' };
  if (failure !== null && needsPerson(failure)) return { kind: 'account', failure };
  if (provider.failure?.kind === 'refused' || place.failure?.kind === 'refused') return { kind: 'refused' };
  return null;
}

export interface Stored {
  readonly accounts: readonly Account[];
  readonly providers: readonly Provider[];
  readonly places: readonly Place[];
}

/** The same for everybody who waits: answers what keeps from confirming at a place. Each place is looked at once. */
export function confirmObstacles(stored: Stored): (at: ProviderKey & { readonly place: string }) => Obstacle | null {
  const known = new Map<string, Obstacle | null>();
  return (at) => {
    const provider = providerKeyText(at);
    const key = `${provider}/${at.place}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const place = stored.places.find((one) => one.place === at.place && providerKeyText(one) === provider);
    const obstacle = confirmObstacle({
      account: stored.accounts.find(({ id }) => id === at.accountId),
      provider: stored.providers.find(({ accountId, id }) => accountId === at.accountId && id === at.providerId),
      place: place ?? { place: at.place, failure: null },
    });
    known.set(key, obstacle);
    return obstacle;
  };
}

function why(obstacle: Obstacle): Words {
  switch (obstacle.kind) {
    case 'provider-left':
      return say('desk_why_left');
    case 'reseller':
      return say('desk_why_reseller');
    case 'needs-admin':
      return say('desk_why_admin');
    case 'refused':
      return say('desk_why_refused');
    case 'account':
      switch (obstacle.failure.kind) {
        case 'no-permission':
          return say('desk_why_permission', { host: obstacle.failure.host });
        case 'version-refused':
          return say('desk_why_version');
        case 'key-refused':
        case 'key-lost':
          return say('desk_why_key');
        default:
          return say('desk_why_sign_in');
      }
  }
}

function who(obstacle: Obstacle, place: string): Words {
  if (obstacle.kind === 'reseller') return say('desk_who_client');
  if (obstacle.kind === 'account') return say('desk_who_you');
  return place === TEAM ? say('desk_who_admin') : say('desk_who_provider');
}

/** Why somebody cannot be confirmed from here, and who can do it or what has to come first. Two whole sentences. */
export const obstacleWords = (obstacle: Obstacle, place: string): { readonly why: Words; readonly who: Words } => ({
  why: why(obstacle),
  who: who(obstacle, place),
});

/** Who may let somebody in, where nothing is in the way. server: a client's members, by service users too. */
export const whoMay = (place: string): Words => say(place === TEAM ? 'desk_may_team' : 'desk_may_client');
