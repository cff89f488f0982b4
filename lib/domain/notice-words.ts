/** What a notice says, and where a click on it leads. */

import type { DeskRoute } from './desk-route';
import type { FailureKind } from './failure';
import { personKey, TEAM } from './keys';
import type { ClientItem, InvitationItem, Notice, NoticeItem, NoticeKind, PersonItem } from './notices';
import { dayMs, hourMs } from './preferences';
import { type MessageKey, say, sayCount, type Words, type WordValue } from './words';

/** What a button of a notice does. */
export type NoticeAction = 'open' | 'send-again' | 'snooze-hour' | 'snooze-tomorrow' | 'mute-client' | 'enter-key';

export interface NoticeView {
  readonly title: Words;
  readonly message: Words;
  /** Two at most; the first is what a click on the notice does. */
  readonly buttons: readonly {
    readonly action: NoticeAction;
    readonly label: Words;
  }[];
}

const people = (items: readonly NoticeItem[]): PersonItem[] => items.filter((item) => item.about === 'person');
const invitations = (items: readonly NoticeItem[]): InvitationItem[] =>
  items.filter((item) => item.about === 'invitation');
const clients = (items: readonly NoticeItem[]): ClientItem[] => items.filter((item) => item.about === 'client');

/** A person as they are spoken of: the name, else the address. */
export const personName = (person: { readonly name: string | null; readonly email: string }): string =>
  person.name !== null && person.name.trim() !== '' ? person.name : person.email;

const clientName = (name: string | null): string | Words => name ?? say('client_unnamed');
const providerName = (name: string | null): string | Words => name ?? say('provider_unnamed');
const placeName = (item: PersonItem | InvitationItem): string | Words =>
  item.place === TEAM ? providerName(item.providerName) : clientName(item.clientName);

const button = (action: NoticeAction, key: MessageKey) => ({ action, label: say(key) });
const compare = button('open', 'notice_button_compare');
const show = button('open', 'notice_button_show');

/** What a notice says, without its buttons. */
type Text = Pick<NoticeView, 'title' | 'message'>;
const text = (title: Words, message: Words): Text => ({ title, message });

/** The only one, where names may be shown. */
const alone = <T>(items: readonly T[], names: boolean): T | undefined =>
  names && items.length === 1 ? items[0] : undefined;

function where(person: PersonItem): Words {
  if (person.place !== TEAM) return say('notice_where_client', { client: placeName(person) });
  return say(person.role === 'provider-admin' ? 'notice_where_team_admin' : 'notice_where_team_service', {
    provider: placeName(person),
  });
}

/** "At 5 clients and in your own team." */
function spread(items: readonly (PersonItem | InvitationItem)[]): Words {
  const away = items.filter((item) => item.place !== TEAM);
  const places = new Set(away.map((item) => `${item.accountId}/${item.providerId}/${item.place}`));
  if (places.size === 0) return say('notice_spread_team');
  return sayCount(away.length < items.length ? 'notice_spread_clients_team' : 'notice_spread_clients', places.size);
}

function aboutInvitations(items: readonly InvitationItem[], names: boolean): Text {
  const one = alone(items, names);
  if (one !== undefined) {
    const name = personName(one);
    return text(
      one.ended ? say('notice_invite_ended', { name }) : say('notice_invite_ends', { name, at: { day: one.endsAt } }),
      say('notice_invite_message', { place: placeName(one) }),
    );
  }
  const ended = items.filter((item) => item.ended).length;
  const key = ended === 0 ? 'notice_invites_end' : ended === items.length ? 'notice_invites_ended' : 'notice_invites';
  return text(sayCount(key, items.length), names ? spread(items) : say('notice_names_off'));
}

const longest = (items: readonly PersonItem[]): WordValue => ({
  day: Math.min(...items.map((item) => item.waitingSince)),
});

/** Who several people are, as far as names may be shown and fit. */
function whoWaits(items: readonly PersonItem[], names: boolean): Words {
  if (!names) return say('notice_names_off');
  if (items.length <= 3) return say('notice_list', { names: { list: items.map(personName) } });
  return say('notice_many', { spread: spread(items), since: longest(items) });
}

function aboutPeople(items: readonly PersonItem[], names: boolean): Text {
  const one = alone(items, names);
  return one === undefined
    ? text(sayCount('notice_people', items.length), whoWaits(items, names))
    : text(say('notice_person', { name: personName(one) }), where(one));
}

function aboutReminder(items: readonly PersonItem[], names: boolean): Text {
  const one = alone(items, names);
  return one === undefined
    ? text(sayCount('notice_still_people', items.length), whoWaits(items, names))
    : text(
        say('notice_still', { name: personName(one) }),
        say('notice_still_since', { since: longest(items), client: placeName(one) }),
      );
}

function aboutSeats(items: readonly ClientItem[], names: boolean): Text {
  const one = alone(items, names);
  if (one !== undefined) {
    const client = clientName(one.name);
    const left = one.remaining ?? 0;
    return left <= 0
      ? text(say('notice_none_left', { client }), say('notice_none_left_message'))
      : text(
          sayCount('notice_low', left, { client }),
          say('notice_low_message', { used: one.used ?? 0, assigned: one.assigned ?? 0 }),
        );
  }
  const empty = names ? items.filter((item) => (item.remaining ?? 0) <= 0) : [];
  const [worst] = empty;
  return text(
    sayCount('notice_low_clients', items.length),
    worst === undefined
      ? say('notice_low_several')
      : empty.length === 1
        ? say('notice_low_several_one_empty', { client: clientName(worst.name) })
        : sayCount('notice_low_several_empty', empty.length),
  );
}

/** Title and message for what is wrong with an account; all else that needs somebody is about its key. */
const troubles: Partial<Record<FailureKind, readonly [MessageKey, MessageKey]>> = {
  'no-permission': ['notice_permission', 'notice_permission_message'],
  'no-provider': ['notice_no_provider', 'notice_no_provider_message'],
  'version-refused': ['notice_version', 'notice_version_message'],
};

function aboutAccount({ failure, email }: Extract<NoticeItem, { about: 'account' }>): NoticeView {
  const [title, message] = troubles[failure.kind] ?? (['notice_key', 'notice_key_message'] as const);
  const key =
    failure.kind === 'key-refused' || failure.kind === 'key-lost' ? 'notice_button_key' : 'notice_button_show';
  return {
    ...text(say(title, 'host' in failure ? { host: failure.host } : undefined), say(message, { account: email })),
    buttons: [button('enter-key', key)],
  };
}

const providerNews = {
  suspended: ['notice_suspended', 'notice_suspended_message'],
  removed: ['notice_removed', 'notice_removed_message'],
  'made-admin': ['notice_made_admin', 'notice_made_admin_message'],
  'made-service-user': ['notice_made_service', 'notice_made_service_message'],
} as const;

/** Several kinds at once: the first look of an account, and what waited for the end of quiet hours. */
function aboutAll(kind: NoticeKind, items: readonly NoticeItem[], names: boolean): Text {
  const waiting = people(items);
  const low = clients(items).length;
  const ending = invitations(items).length;
  const others = items.length - waiting.length - low - ending;
  const parts: Words[] = [];
  if (waiting.length > 0)
    parts.push(
      names && waiting.length <= 3
        ? sayCount('notice_part_names', waiting.length, { names: { list: waiting.map(personName) } })
        : say('notice_part_since', { spread: spread(waiting), since: longest(waiting) }),
    );
  if (low > 0) parts.push(sayCount('notice_part_low', low));
  if (ending > 0) parts.push(sayCount('notice_part_invites', ending));
  if (others > 0) parts.push(sayCount('notice_part_accounts', others));
  const [a = say('notice_names_off'), b, c] = parts;
  const message =
    b === undefined ? a : c === undefined ? say('notice_parts_two', { a, b }) : say('notice_parts_three', { a, b, c });
  if (kind === 'digest')
    return text(
      waiting.length > 0 ? sayCount('notice_digest', waiting.length) : sayCount('notice_low_clients', low),
      message,
    );
  return text(waiting.length > 0 ? sayCount('notice_away', waiting.length) : say('notice_away_rest'), message);
}

/** The words of a notice. `names` off: numbers only, for shared screens. */
export function noticeView({ kind, items }: Notice, { names }: { names: boolean }): NoticeView {
  const [first] = items;
  const waiting = people(items);
  const low = clients(items);
  const ending = invitations(items);
  switch (kind) {
    case 'waiting':
      return { ...aboutPeople(waiting, names), buttons: [compare, button('snooze-hour', 'notice_button_hour')] };
    case 'reminder':
      return {
        ...aboutReminder(waiting, names),
        buttons: [compare, button('snooze-tomorrow', 'notice_button_tomorrow')],
      };
    case 'low-seats':
      return {
        ...aboutSeats(low, names),
        // Nobody mutes a client without knowing which.
        buttons: alone(low, names) ? [show, button('mute-client', 'notice_button_mute')] : [show],
      };
    case 'invitation':
      return {
        ...aboutInvitations(ending, names),
        // Nobody is written to without being named.
        buttons: alone(ending, names) ? [button('send-again', 'notice_button_again'), show] : [show],
      };
    case 'account':
      if (first?.about === 'account') return aboutAccount(first);
      break;
    case 'provider':
      if (first?.about === 'provider') {
        const [title, message] = providerNews[first.what];
        return { ...text(say(title, { provider: providerName(first.providerName) }), say(message)), buttons: [show] };
      }
      break;
    case 'digest':
    case 'away':
      break;
  }
  return { ...aboutAll(kind, items, names), buttons: [waiting.length > 0 ? compare : show] };
}

/** Where a click leads. */
export type NoticeTarget =
  | { readonly open: 'desk'; readonly route: DeskRoute }
  | { readonly open: 'provider-billing'; readonly accountId: string; readonly providerId: string }
  | { readonly open: 'account'; readonly accountId: string };

/** Where in the desk something about clients or invitations is to be seen: the one place, or the list of clients. */
function deskPlace(items: readonly (ClientItem | InvitationItem)[]): DeskRoute {
  const places = new Set(items.map((item) => (item.about === 'client' ? item.clientId : item.place)));
  const [place] = places;
  const seats = items.some((item) => item.about === 'client');
  if (place === undefined || places.size > 1) return { page: 'clients', only: seats ? 'low' : 'ending' };
  return place === TEAM ? { page: 'members' } : { page: 'client', clientId: place, part: seats ? 'seats' : 'members' };
}

/** The right place for a notice: of people the comparison with all of them, longest wait first. */
export function noticeTarget(notice: Notice): NoticeTarget | null {
  const waiting = people(notice.items).sort((a, b) => a.waitingSince - b.waitingSince);
  if (waiting.length > 0) {
    const who = waiting.map((item) => personKey({ ...item, person: { id: item.memberId } }));
    return { open: 'desk', route: { page: 'confirm', who } };
  }
  const [first] = notice.items;
  if (first === undefined) return null;
  if (first.about === 'client') return { open: 'desk', route: deskPlace(clients(notice.items)) };
  if (first.about === 'invitation') return { open: 'desk', route: deskPlace(invitations(notice.items)) };
  if (first.about === 'provider' && first.what === 'suspended')
    return { open: 'provider-billing', accountId: first.accountId, providerId: first.providerId };
  return { open: 'account', accountId: first.accountId };
}

/** "Tomorrow" as people mean it: the next eight o'clock in the morning, local time. */
export function nextMorning(now: number, toLocal: (at: number) => { minuteOfDay: number }): number {
  const { minuteOfDay } = toLocal(now);
  const untilEight = (8 * 60 - minuteOfDay) * 60_000;
  // In the small hours the coming morning is meant, shortly before eight the next one.
  return now + untilEight + (untilEight > 4 * hourMs ? 0 : dayMs);
}
