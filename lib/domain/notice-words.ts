/** What a notice says, and where a click on it leads. */

import type { DeskRoute } from './desk-route';
import { personKey, TEAM } from './keys';
import type { ClientItem, InvitationItem, Notice, NoticeItem, NoticeKind, PersonItem } from './notices';
import { dayMs, hourMs } from './preferences';
import { say, sayCount, type Words } from './words';

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

const clientName = (item: ClientItem): string | Words => item.name ?? say('client_unnamed');
const providerName = (name: string | null): string | Words => name ?? say('provider_unnamed');

const compare = {
  action: 'open',
  label: say('notice_button_compare'),
} as const;
const show = { action: 'open', label: say('notice_button_show') } as const;
const sendAgain = { action: 'send-again', label: say('notice_button_again') } as const;
const inOneHour = {
  action: 'snooze-hour',
  label: say('notice_button_hour'),
} as const;
const tomorrow = {
  action: 'snooze-tomorrow',
  label: say('notice_button_tomorrow'),
} as const;

function where(person: PersonItem): Words {
  const provider = providerName(person.providerName);
  if (person.place !== TEAM) {
    return say('notice_where_client', {
      client: person.clientName ?? say('client_unnamed'),
    });
  }
  return person.role === 'provider-admin'
    ? say('notice_where_team_admin', { provider })
    : say('notice_where_team_service', { provider });
}

/** "At 5 clients and in your own team." */
function spread(items: readonly (PersonItem | InvitationItem)[]): Words {
  const places = new Set(
    items.filter((item) => item.place !== TEAM).map((item) => `${item.accountId}/${item.providerId}/${item.place}`),
  );
  const team = items.some((item) => item.place === TEAM);
  if (places.size === 0) return say('notice_spread_team');
  return team ? sayCount('notice_spread_clients_team', places.size) : sayCount('notice_spread_clients', places.size);
}

function aboutInvitations(items: readonly InvitationItem[], names: boolean): { title: Words; message: Words } {
  const [first] = items;
  if (names && items.length === 1 && first !== undefined) {
    const name = personName(first);
    const place = first.place === TEAM ? providerName(first.providerName) : (first.clientName ?? say('client_unnamed'));
    return {
      title: first.ended
        ? say('notice_invite_ended', { name })
        : say('notice_invite_ends', { name, at: { day: first.endsAt } }),
      message: say('notice_invite_message', { place }),
    };
  }
  const ended = items.filter((item) => item.ended).length;
  return {
    title:
      ended === 0
        ? sayCount('notice_invites_end', items.length)
        : ended === items.length
          ? sayCount('notice_invites_ended', ended)
          : sayCount('notice_invites', items.length),
    message: names ? spread(items) : say('notice_names_off'),
  };
}

const longest = (items: readonly PersonItem[]): number => Math.min(...items.map((item) => item.waitingSince));

/** Who several people are, as far as names may be shown and fit. */
function whoWaits(items: readonly PersonItem[], names: boolean): Words {
  if (!names) return say('notice_names_off');
  if (items.length <= 3) return say('notice_list', { names: { list: items.map(personName) } });
  return say('notice_many', { spread: spread(items), since: { day: longest(items) } });
}

function aboutPeople(items: readonly PersonItem[], names: boolean): { title: Words; message: Words } {
  const [first] = items;
  if (names && items.length === 1 && first !== undefined) {
    return { title: say('notice_person', { name: personName(first) }), message: where(first) };
  }
  return { title: sayCount('notice_people', items.length), message: whoWaits(items, names) };
}

function aboutReminder(items: readonly PersonItem[], names: boolean): { title: Words; message: Words } {
  const [first] = items;
  if (names && items.length === 1 && first !== undefined) {
    const client =
      first.place === TEAM ? providerName(first.providerName) : (first.clientName ?? say('client_unnamed'));
    return {
      title: say('notice_still', { name: personName(first) }),
      message: say('notice_still_since', {
        since: { day: first.waitingSince },
        client,
      }),
    };
  }
  const title = sayCount('notice_still_people', items.length);
  return { title, message: whoWaits(items, names) };
}

function aboutSeats(items: readonly ClientItem[], names: boolean): { title: Words; message: Words } {
  const [first] = items;
  if (!names) return { title: sayCount('notice_low_clients', items.length), message: say('notice_low_several') };
  if (items.length === 1 && first !== undefined) {
    const client = clientName(first);
    const left = first.remaining ?? 0;
    return left <= 0
      ? {
          title: say('notice_none_left', { client }),
          message: say('notice_none_left_message'),
        }
      : {
          title: sayCount('notice_low', left, { client }),
          message: say('notice_low_message', {
            used: first.used ?? 0,
            assigned: first.assigned ?? 0,
          }),
        };
  }
  const empty = items.filter((item) => (item.remaining ?? 0) <= 0);
  const [worst] = empty;
  const message =
    empty.length === 1 && worst !== undefined
      ? say('notice_low_several_one_empty', { client: clientName(worst) })
      : empty.length > 1
        ? sayCount('notice_low_several_empty', empty.length)
        : say('notice_low_several');
  return { title: sayCount('notice_low_clients', items.length), message };
}

function aboutAccount(item: Extract<NoticeItem, { about: 'account' }>): {
  title: Words;
  message: Words;
} {
  const account = item.email;
  switch (item.failure.kind) {
    case 'no-permission':
      return {
        title: say('notice_permission', { host: item.failure.host }),
        message: say('notice_permission_message', { account }),
      };
    case 'no-provider':
      return {
        title: say('notice_no_provider'),
        message: say('notice_no_provider_message', { account }),
      };
    case 'version-refused':
      return {
        title: say('notice_version'),
        message: say('notice_version_message', { account }),
      };
    default:
      return {
        title: say('notice_key'),
        message: say('notice_key_message', { account }),
      };
  }
}

function aboutProvider(item: Extract<NoticeItem, { about: 'provider' }>): {
  title: Words;
  message: Words;
} {
  const provider = providerName(item.providerName);
  switch (item.what) {
    case 'suspended':
      return {
        title: say('notice_suspended', { provider }),
        message: say('notice_suspended_message'),
      };
    case 'removed':
      return {
        title: say('notice_removed', { provider }),
        message: say('notice_removed_message'),
      };
    case 'made-admin':
      return {
        title: say('notice_made_admin', { provider }),
        message: say('notice_made_admin_message'),
      };
    case 'made-service-user':
      return {
        title: say('notice_made_service', { provider }),
        message: say('notice_made_service_message'),
      };
  }
}

/** Several kinds at once: the first look of an account, and what waited for the end of quiet hours. */
function aboutAll(kind: NoticeKind, items: readonly NoticeItem[], names: boolean): { title: Words; message: Words } {
  const waiting = people(items);
  const low = clients(items);
  const ending = invitations(items);
  const others = items.filter((item) => item.about === 'account' || item.about === 'provider');
  const parts: Words[] = [];
  if (waiting.length > 0) {
    if (names && waiting.length <= 3)
      parts.push(sayCount('notice_part_names', waiting.length, { names: { list: waiting.map(personName) } }));
    else
      parts.push(
        say('notice_part_since', {
          spread: spread(waiting),
          since: { day: longest(waiting) },
        }),
      );
  }
  if (low.length > 0) parts.push(sayCount('notice_part_low', low.length));
  if (ending.length > 0) parts.push(sayCount('notice_part_invites', ending.length));
  if (others.length > 0) parts.push(sayCount('notice_part_accounts', others.length));
  const [a, b, c] = parts;
  const message =
    c !== undefined
      ? say('notice_parts_three', { a: a ?? '', b: b ?? '', c })
      : b !== undefined
        ? say('notice_parts_two', { a: a ?? '', b })
        : (a ?? say('notice_names_off'));
  if (kind === 'digest') {
    return {
      title:
        waiting.length > 0 ? sayCount('notice_digest', waiting.length) : sayCount('notice_low_clients', low.length),
      message,
    };
  }
  return {
    title: waiting.length > 0 ? sayCount('notice_away', waiting.length) : say('notice_away_rest'),
    message,
  };
}

/** The words of a notice. `names` off: numbers only, for shared screens. */
export function noticeView(notice: Notice, { names }: { names: boolean }): NoticeView {
  const [first] = notice.items;
  switch (notice.kind) {
    case 'waiting':
      return {
        ...aboutPeople(people(notice.items), names),
        buttons: [compare, inOneHour],
      };
    case 'reminder':
      return {
        ...aboutReminder(people(notice.items), names),
        buttons: [compare, tomorrow],
      };
    case 'low-seats': {
      const low = clients(notice.items);
      const mute = {
        action: 'mute-client',
        label: say('notice_button_mute'),
      } as const;
      return {
        ...aboutSeats(low, names),
        // Nobody mutes a client without knowing which.
        buttons: low.length === 1 && names ? [show, mute] : [show],
      };
    }
    case 'invitation': {
      const ending = invitations(notice.items);
      return {
        ...aboutInvitations(ending, names),
        // Nobody is written to without being named.
        buttons: ending.length === 1 && names ? [sendAgain, show] : [show],
      };
    }
    case 'account':
      if (first?.about === 'account') {
        const label =
          first.failure.kind === 'key-refused' || first.failure.kind === 'key-lost'
            ? say('notice_button_key')
            : say('notice_button_show');
        return {
          ...aboutAccount(first),
          buttons: [{ action: 'enter-key', label }],
        };
      }
      break;
    case 'provider':
      if (first?.about === 'provider') return { ...aboutProvider(first), buttons: [show] };
      break;
    case 'digest':
    case 'away':
      break;
  }
  return {
    ...aboutAll(notice.kind, notice.items, names),
    buttons: [people(notice.items).length > 0 ? compare : show],
  };
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
