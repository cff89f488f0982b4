/** The event logs of providers, their staff, clients and their members. */
import { isGuid, type Route, route, type UserCall } from '../route';
import type { EventRow } from '../rows';
import { badRequest, invalidModel, list, notFound, type Reply, toWireDate } from '../wire';
import { memberRow } from './organization-users';
import { teamRow } from './provider-users';
import { isProviderAdmin, readsEvents } from './roles';

const dayMs = 86_400_000;
const pageSize = 50;

const eventRow = (row: EventRow) => ({
  object: 'event',
  type: row.type,
  userId: row.userId ?? null,
  organizationId: row.organizationId ?? null,
  providerId: row.providerId ?? null,
  cipherId: null,
  collectionId: null,
  groupId: null,
  policyId: null,
  organizationUserId: row.organizationUserId ?? null,
  providerUserId: row.providerUserId ?? null,
  providerOrganizationId: row.providerOrganizationId ?? null,
  actingUserId: row.actingUserId ?? null,
  installationId: null,
  date: toWireDate(row.at),
  deviceType: row.deviceType ?? null,
  ipAddress: row.ipAddress ?? null,
  systemUser: row.systemUser ?? null,
  domainName: row.domainName ?? null,
  secretId: null,
  projectId: null,
  serviceAccountId: null,
  grantedServiceAccountId: null,
  sendId: null,
});

/** server: both dates or the last thirty days to the end of today; reversed ones are swapped. */
function rangeOf({ query, clock }: UserCall): readonly [number, number] | { readonly refusal: Reply } {
  const dates: Record<string, number> = {};
  for (const name of ['start', 'end']) {
    const text = query.get(name);
    if (text === null || text === '') continue;
    const at = Date.parse(text);
    if (Number.isNaN(at)) return { refusal: invalidModel({ [name]: [`The value '${text}' is not valid.`] }) };
    dates[name] = at;
  }
  const { start, end } = dates;
  if (start === undefined || end === undefined) {
    const endOfDay = Math.floor(clock.now() / dayMs) * dayMs + dayMs - 1;
    return [endOfDay - 30 * dayMs, endOfDay];
  }
  const range = [Math.min(start, end), Math.max(start, end)] as const;
  return range[1] - range[0] > 367 * dayMs ? { refusal: badRequest('Range too large.') } : range;
}

/** Where to go on, and how many empty pages were given there; opaque to clients. */
const tokenOf = (place: number, empty: number): string => Buffer.from(`${place}/${empty}`).toString('base64url');
function placeOf(token: string): readonly [number, number] {
  const [place, empty] = Buffer.from(token, 'base64url').toString('utf8').split('/').map(Number);
  return [place || 0, empty || 0];
}

/** Newest first, fifty to a page; the token is opaque to clients and holds the place to go on from. */
function page(call: UserCall, wanted: (row: EventRow) => boolean): Reply {
  const range = rangeOf(call);
  if ('refusal' in range) return range.refusal;
  const visibleUntil = Math.min(range[1], call.clock.now() - call.switches.eventDelayMs);
  const rows = call.world.events
    .filter((row) => wanted(row) && row.at >= range[0] && row.at <= visibleUntil)
    .reverse()
    .sort((left, right) => right.at - left.at);
  const token = call.query.get('continuationToken');
  const [place, empty] = token === null ? [0, call.switches.emptyEventPages] : placeOf(token);
  if (empty < call.switches.emptyEventPages) return list([], tokenOf(place, empty + 1));
  const next = place + pageSize;
  return list(rows.slice(place, next).map(eventRow), next < rows.length ? tokenOf(next, 0) : null);
}

export const eventRoutes: readonly Route[] = [
  // server, as on the cloud: what staff did inside a client is in that client's log only.
  route('GET', '/providers/{p}/events', {
    run: (call) =>
      isProviderAdmin(call)
        ? page(call, (row) => row.providerId === call.params.p && row.organizationId === undefined)
        : notFound,
  }),
  route('GET', '/providers/{p}/users/{pu}/events', {
    run(call) {
      const row = isProviderAdmin(call) ? teamRow(call, call.params.pu ?? '') : undefined;
      if (row === undefined || row.userId === null) return notFound;
      return page(call, (event) => event.providerId === row.providerId && event.actingUserId === row.userId);
    },
  }),
  route('GET', '/organizations/{o}/events', {
    badId: 'crash-json',
    run: (call) => (readsEvents(call) ? page(call, (row) => row.organizationId === call.params.o) : notFound),
  }),
  route('GET', '/organizations/{o}/users/{ou}/events', {
    badId: 'crash-json',
    run(call) {
      const id = call.params.ou ?? '';
      const row = readsEvents(call) && isGuid(id) ? memberRow(call, id) : undefined;
      if (row === undefined || row.userId === null) return notFound;
      return page(call, (event) => event.organizationId === row.organizationId && event.actingUserId === row.userId);
    },
  }),
];
