/** What notices are about, for tests. */
import { TEAM } from '@/lib/domain/model';
import {
  type ClientItem,
  clientItem,
  type InvitationItem,
  type Notice,
  type NoticeItem,
  type NoticeKind,
  type PersonItem,
  personItem,
  withNews,
} from '@/lib/domain/notices';
import { hourMs } from '@/lib/domain/preferences';
import { now } from './english';
import type { failures } from './failures';
import { client, person, provider } from './samples';

export const owner = { accountId: 'a', providerId: 'p', providerName: 'Harbour IT' };
export const atClient = (n: number, more: Partial<PersonItem> = {}): PersonItem => ({
  ...personItem({
    ...owner,
    place: `c${n % 3}`,
    clientName: `Client ${n % 3}`,
    person: person(`x${n}`, { waitingSince: now - n * hourMs }),
  }),
  ...more,
});
export const inTeam = (n: number, more: Partial<PersonItem> = {}): PersonItem =>
  atClient(n, { place: TEAM, clientName: null, role: 'service-user', ...more });
export const invited = (n: number, more: Partial<InvitationItem> = {}): InvitationItem => {
  const { waitingSince: _, role: __, ...joining } = atClient(n);
  return { ...joining, about: 'invitation', endsAt: now + 23 * hourMs, ended: false, ...more };
};
export const low = (n: number, remaining: number | null = 2): ClientItem =>
  clientItem(provider(), client(`c${n}`, { name: `Client ${n}`, assigned: 50, used: 48, remaining }));
export const trouble = (failure: (typeof failures)[keyof typeof failures]): NoticeItem => ({
  about: 'account',
  accountId: 'a',
  email: 'ada@lantern.example',
  failure,
  fresh: true,
});
export const role = (
  what: 'suspended' | 'removed' | 'made-admin' | 'made-service-user',
  name: string | null,
): NoticeItem => ({
  about: 'provider',
  ...owner,
  providerName: name,
  what,
  fresh: true,
});
export const notice = (kind: NoticeKind, items: readonly NoticeItem[]): Notice =>
  withNews(undefined, 'id', kind, items);
