/**
 * Desktop notices as stored facts. A notice is the wanted state of one notification of the browser, under an id that
 * follows from what it is about: one of each kind for each provider, replaced rather than stacked. It is written in
 * the same transaction as the change it tells of, and `pending` says what the browser still has to be told. So nothing
 * is lost when the worker dies, and nothing is told twice.
 */
import * as z from 'zod/mini';
import { failureSchema } from './failure';
import type { InvitationAge } from './invitation';
import { type Client, memberRoleSchema, type Provider, type ProviderKey, providerKeyText, type Waiting } from './model';

const owner = {
  accountId: z.string(),
  providerId: z.string(),
  providerName: z.nullable(z.string()),
};

const joiner = {
  ...owner,
  place: z.string(),
  clientName: z.nullable(z.string()),
  memberId: z.string(),
  name: z.nullable(z.string()),
  email: z.string(),
};

export const noticeItemSchema = z.union([
  z.object({
    about: z.literal('person'),
    ...joiner,
    role: memberRoleSchema,
    waitingSince: z.number(),
    /** Has not been shown yet. */
    fresh: z.boolean(),
  }),
  z.object({
    about: z.literal('invitation'),
    ...joiner,
    /** When its link stops working, epoch ms. */
    endsAt: z.number(),
    ended: z.boolean(),
    fresh: z.boolean(),
  }),
  z.object({
    about: z.literal('client'),
    ...owner,
    clientId: z.string(),
    name: z.nullable(z.string()),
    assigned: z.nullable(z.number()),
    used: z.nullable(z.number()),
    remaining: z.nullable(z.number()),
    fresh: z.boolean(),
  }),
  z.object({
    about: z.literal('account'),
    accountId: z.string(),
    email: z.string(),
    failure: failureSchema,
    fresh: z.boolean(),
  }),
  z.object({
    about: z.literal('provider'),
    ...owner,
    what: z.literal(['suspended', 'removed', 'made-admin', 'made-service-user']),
    fresh: z.boolean(),
  }),
]);
export type NoticeItem = z.infer<typeof noticeItemSchema>;
export type PersonItem = Extract<NoticeItem, { about: 'person' }>;
export type InvitationItem = Extract<NoticeItem, { about: 'invitation' }>;
export type ClientItem = Extract<NoticeItem, { about: 'client' }>;

export const noticeSchema = z.object({
  id: z.string(),
  kind: z.literal(['waiting', 'reminder', 'low-seats', 'invitation', 'account', 'provider', 'digest', 'away']),
  items: z.array(noticeItemSchema),
  /** `alert`: show, with sound; `update`: change silently what is shown; `clear`: take away; null: nothing to do. */
  pending: z.nullable(z.literal(['alert', 'update', 'clear'])),
  /** Counts changes, so that a notice that changes while it is being shown stays pending. */
  revision: z.number(),
  /** The revision that is being shown; null: none. A worker that wakes and finds one has to look whether it was. */
  showing: z.nullable(z.number()),
  /** The revision under which the browser has it; null: never shown. */
  shownAs: z.nullable(z.number()),
  /** Snoozed until then; 0: not. */
  notBefore: z.number(),
  /** Quiet hours or a pause made it wait. */
  held: z.boolean(),
});
export type Notice = z.infer<typeof noticeSchema>;
export type NoticeKind = Notice['kind'];

/** The id of a notice: its kind and what it belongs to. */
export const noticeId = (kind: NoticeKind, scope: string): string => (kind === 'away' ? kind : `${kind}|${scope}`);

export const providerNoticeId = (kind: NoticeKind, key: ProviderKey): string => noticeId(kind, providerKeyText(key));

/** What makes two items the same: the place and the membership, the client, the account, or the provider. */
export function itemKey(item: NoticeItem): string {
  switch (item.about) {
    case 'person':
    case 'invitation':
      return `${item.about}|${item.accountId}/${item.providerId}/${item.place}/${item.memberId}`;
    case 'client':
      return `client|${item.accountId}/${item.providerId}/${item.clientId}`;
    case 'account':
      return `account|${item.accountId}`;
    case 'provider':
      return `provider|${item.accountId}/${item.providerId}`;
  }
}

const joinerOf = ({ person, ...where }: Waiting) => ({
  ...where,
  memberId: person.id,
  name: person.name,
  email: person.email,
  fresh: true,
});

export const personItem = (waiting: Waiting): PersonItem => ({
  about: 'person',
  ...joinerOf(waiting),
  role: waiting.person.role,
  waitingSince: waiting.person.waitingSince ?? waiting.person.firstSeenAt,
});

export const invitationItem = (joining: Waiting, { endsAt, state }: InvitationAge): InvitationItem => ({
  about: 'invitation',
  ...joinerOf(joining),
  endsAt,
  ended: state === 'ended',
});

export const clientItem = (provider: Provider, client: Client): ClientItem => ({
  about: 'client',
  accountId: provider.accountId,
  providerId: provider.id,
  providerName: provider.name,
  clientId: client.id,
  name: client.name,
  assigned: client.assigned,
  used: client.used,
  remaining: client.remaining,
  fresh: true,
});

const blank = (id: string, kind: NoticeKind): Notice => ({
  id,
  kind,
  items: [],
  pending: null,
  revision: 0,
  showing: null,
  shownAs: null,
  notBefore: 0,
  held: false,
});

/**
 * Adds news to a notice, which will alert. What is in it already and still true stays in it. News ends a snooze: it was
 * the others who were put off.
 */
export function withNews(
  notice: Notice | undefined,
  id: string,
  kind: NoticeKind,
  news: readonly NoticeItem[],
): Notice {
  const base = notice ?? blank(id, kind);
  const keys = new Set(news.map(itemKey));
  return {
    ...base,
    items: [...base.items.filter((item) => !keys.has(itemKey(item))), ...news],
    pending: 'alert',
    revision: base.revision + 1,
    notBefore: 0,
  };
}

/**
 * Drops the items that are no longer true. A notice that still has to alert goes on to, if it has news left; one that
 * was shown changes silently, or is taken away with its last item. Answers with the same object if nothing went.
 */
export function pruned(notice: Notice, stillTrue: (item: NoticeItem) => boolean): Notice {
  const items = notice.items.filter(stillTrue);
  if (items.length === notice.items.length) return notice;
  const alert = notice.pending === 'alert' && items.some((item) => item.fresh);
  return {
    ...notice,
    items,
    pending: items.length === 0 ? 'clear' : alert ? 'alert' : 'update',
    revision: notice.revision + 1,
  };
}

/** Replaces items by their newer selves without an alert. Answers with the same object if nothing differs. */
export function refreshed(notice: Notice, renew: (item: NoticeItem) => NoticeItem): Notice {
  const items = notice.items.map(renew);
  if (items.every((item, at) => item === notice.items[at])) return notice;
  return {
    ...notice,
    items,
    pending: notice.pending ?? 'update',
    revision: notice.revision + 1,
  };
}

/**
 * The browser's id for one revision of a notice. Each alert has its own, so that a worker which died while showing one
 * can tell, when it wakes, whether it had been shown.
 */
export const editionId = (notice: Pick<Notice, 'id'>, revision: number): string => `${notice.id}#${revision}`;

/** The notice and revision behind a browser's id. null: not one of ours. */
export function parseEdition(edition: string): { id: string; revision: number } | null {
  const match = /^(.+)#(\d+)$/.exec(edition);
  return match?.[1] === undefined ? null : { id: match[1], revision: Number(match[2]) };
}

/** The notice after the browser has shown the given revision of it. A newer revision stays pending. */
export function asShown(notice: Notice, revision: number, told: readonly NoticeItem[] = notice.items): Notice {
  const seen = new Set(told.map(itemKey));
  const current = notice.revision === revision;
  const items = notice.items.map((item) => (seen.has(itemKey(item)) ? { ...item, fresh: false } : item));
  // What is left may be a change without news; only a snooze alerts again for what was told.
  const quietly = notice.pending === 'alert' && notice.notBefore === 0 && !items.some((item) => item.fresh);
  return {
    ...notice,
    items,
    pending: current ? null : quietly ? 'update' : notice.pending,
    showing: null,
    shownAs: revision,
    held: current ? false : notice.held,
    notBefore: current ? 0 : notice.notBefore,
  };
}

/**
 * Makes one notice of everything that waited for the end of quiet hours or of a pause. With fewer than two such
 * notices there is nothing to merge. `removed` are replaced by `away`.
 */
export function mergeHeld(notices: readonly Notice[]): { away: Notice; removed: readonly Notice[] } | null {
  const held = notices.filter((notice) => notice.held && notice.pending === 'alert');
  if (held.length < 2) return null;
  const old = notices.find((notice) => notice.kind === 'away');
  const removed = held.filter((notice) => notice.kind !== 'away');
  const news = new Map(removed.flatMap((notice) => notice.items).map((item) => [itemKey(item), item]));
  return {
    away: withNews(old, noticeId('away', ''), 'away', [...news.values()]),
    removed,
  };
}

/** The same news in other words, such as without names: what is on the screen changes silently. */
export const reworded = (notice: Notice): Notice =>
  notice.shownAs === null || notice.pending !== null
    ? notice
    : { ...notice, pending: 'update', revision: notice.revision + 1 };

/** The notice put off by the person: it alerts again at `until`, if it is still true then. */
export const snoozed = (notice: Notice, until: number): Notice => ({
  ...notice,
  items: notice.items.map((item) => ({ ...item, fresh: true })),
  pending: 'alert',
  revision: notice.revision + 1,
  showing: null,
  notBefore: until,
});
