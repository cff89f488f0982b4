/** Errands about event logs: of a provider, and of a client. */
import * as z from 'zod/mini';
import type { Errand } from '@/lib/domain/errand';
import type { LogEvent } from '@/lib/domain/event-log';
import { instant, reading } from './errand';

export type { LogEvent } from '@/lib/domain/event-log';

export interface EventPage {
  readonly events: readonly LogEvent[];
  /** To be sent for the next, older page; null: this was the last. server: a page may be short or empty and go on. */
  readonly next: string | null;
}

/** From when to when, epoch ms. server: at most 367 days, both or none; the same dates for every page. */
export interface EventRange {
  readonly from: number;
  readonly to: number;
}

const id = z.nullish(z.string());
const pageSchema = z.object({
  object: z.literal('list'),
  data: z.array(
    z.object({
      type: z.number(),
      date: z.string(),
      userId: id,
      actingUserId: id,
      organizationId: id,
      organizationUserId: id,
      providerUserId: id,
      providerOrganizationId: id,
      systemUser: z.nullish(z.number()),
      deviceType: z.nullish(z.number()),
      ipAddress: id,
      providerId: id,
      domainName: id,
    }),
  ),
  continuationToken: id,
});

const toPage = ({ data, continuationToken }: z.infer<typeof pageSchema>): EventPage => ({
  events: data.map((event) => ({
    type: event.type,
    at: instant(event.date),
    userId: event.userId ?? null,
    actingUserId: event.actingUserId ?? null,
    memberId: event.organizationUserId ?? event.providerUserId ?? null,
    clientId: event.organizationId ?? null,
    relationId: event.providerOrganizationId ?? null,
    systemUser: event.systemUser ?? null,
    deviceType: event.deviceType ?? null,
    ipAddress: event.ipAddress ?? null,
    providerId: event.providerId ?? null,
    domainName: event.domainName ?? null,
  })),
  // Sent as it is, an empty one would begin with the newest page again.
  next: continuationToken || null,
});

const queryOf = ({ from, to }: EventRange, next: string | null): Record<string, string> => ({
  start: new Date(from).toISOString(),
  end: new Date(to).toISOString(),
  ...(next === null ? {} : { continuationToken: next }),
});

/** `GET /providers/{p}/events`, newest first, 50 at most. server: provider admins; 404 for everybody else. */
export const providerEvents = (providerId: string, range: EventRange, next: string | null = null): Errand<EventPage> =>
  reading(
    { call: 'GET /providers/{p}/events', ids: { p: providerId }, query: queryOf(range, next) },
    pageSchema,
    toPage,
  );

/** `GET /organizations/{o}/events`, newest first, 50 at most. server: empty where the plan keeps no log. */
export const clientEvents = (clientId: string, range: EventRange, next: string | null = null): Errand<EventPage> =>
  reading(
    { call: 'GET /organizations/{o}/events', ids: { o: clientId }, query: queryOf(range, next) },
    pageSchema,
    toPage,
  );
