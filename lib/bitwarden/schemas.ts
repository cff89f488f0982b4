/**
 * The wire shapes, cut down to what is used: ten thousand rows have to parse quickly, and what is not looked at
 * cannot break. Numbers of enumerations are plain numbers because newer servers add some. What an older server
 * leaves out is optional; what a row cannot do without is required, so that nothing gets lost without a word.
 */
import * as z from 'zod/mini';
import { recordOf } from '@/lib/domain/record-of';
import { listOf } from './list-of';

const text = z.nullish(z.string());
const figure = z.nullish(z.number());

/** Visible ASCII only: anything else could not be sent back in a header. */
const headerWord = z.custom<string>((word) => typeof word === 'string' && /^[\x21-\x7e]+$/.test(word));

/** server: `POST /connect/token`, 200. `expires_in` is in seconds. The rest is kept for what it tells of keys. */
export const tokenSchema = z.looseObject({
  access_token: headerWord,
  expires_in: z.custom<number>((seconds) => typeof seconds === 'number' && seconds > 0),
});
export type TokenDto = z.infer<typeof tokenSchema>;

/** server: `POST /connect/token`, 400. Keys are lower-cased before, since the server mixes cases. */
export const tokenErrorSchema = z.object({ error: z.string() });

/** server: any refusal that says more than its status. The text is for people; nothing may hang on it. */
export const errorSchema = z.object({ message: text, validationErrors: z.nullish(recordOf(z.array(z.string()))) });

/** server: `GET /config`. `server` is null on the official one. */
export const configSchema = z.object({
  version: z.string(),
  server: z.nullish(z.object({ name: text, url: text })),
  environment: z.nullish(z.object({ api: text, identity: text, vault: text })),
});
export type ConfigDto = z.infer<typeof configSchema>;

/** Rows; null means none, while what is left out altogether is no answer. */
const rowsOrNone = <T extends z.ZodMiniType>(row: T) => z.nullable(z.array(row));

/** server: `GET /accounts/profile`. `providerOrganizations[].id` is the organization's id, not the relation's. */
export const profileSchema = z.object({
  id: z.string(),
  email: z.string(),
  name: text,
  providers: rowsOrNone(
    z.object({
      id: z.string(),
      name: text,
      type: z.number(),
      enabled: z.boolean(),
      providerType: figure,
      key: text,
    }),
  ),
  providerOrganizations: rowsOrNone(
    z.object({
      id: z.string(),
      providerId: z.string(),
      enabled: z.boolean(),
      key: text,
      useMyItems: z.nullish(z.boolean()),
    }),
  ),
  organizations: z.nullish(z.array(z.object({ id: z.string(), key: text }))),
});
export type ProfileDto = z.infer<typeof profileSchema>;

/** server: a row of `GET /providers/{p}/organizations`. `occupiedSeats` and `remainingSeats` exist since 2024-07. */
export interface ClientDto {
  readonly id: string;
  readonly organizationId: string;
  readonly organizationName?: string | null;
  readonly plan?: string | null;
  readonly userCount: number;
  readonly seats?: number | null;
  readonly occupiedSeats?: number | null;
  readonly remainingSeats?: number | null;
}

const isText = (value: unknown): boolean => typeof value === 'string';
const isTextOrNone = (value: unknown): boolean => value === null || value === undefined || isText(value);
const isFigureOrNone = (value: unknown): boolean => value === null || value === undefined || Number.isFinite(value);

/**
 * The one row of which there may be ten thousand every two minutes. Asked field by field, because pages of an extension
 * run schemas without generated code, and then one for each field takes longer than JSON.parse for the whole list.
 */
function isClient(row: unknown): row is ClientDto {
  if (typeof row !== 'object' || row === null) return false;
  const dto: { readonly [Name in keyof ClientDto]?: unknown } = row;
  return (
    isText(dto.id) &&
    isText(dto.organizationId) &&
    isTextOrNone(dto.organizationName) &&
    isTextOrNone(dto.plan) &&
    Number.isFinite(dto.userCount) &&
    isFigureOrNone(dto.seats) &&
    isFigureOrNone(dto.occupiedSeats) &&
    isFigureOrNone(dto.remainingSeats)
  );
}

export const clientListSchema = listOf(z.custom<ClientDto>(isClient));

/** server: a row of `GET /providers/{p}/users` and of `GET /organizations/{o}/users/mini-details`. */
const memberSchema = z.object({
  id: z.string(),
  userId: text,
  type: z.number(),
  status: z.number(),
  name: text,
  email: text,
});
export type MemberDto = z.infer<typeof memberSchema>;
export const memberListSchema = listOf(memberSchema);

/** server: a row of `POST …/users/public-keys`. `key` is null for an account without a key pair. */
const publicKeySchema = z.object({ id: z.string(), userId: z.string(), key: text });
export type PublicKeyDto = z.infer<typeof publicKeySchema>;
export const publicKeyListSchema = listOf(publicKeySchema);

/** server: a row of `POST …/users/confirm`. An empty `error` is success. */
const confirmationSchema = z.object({ id: z.string(), error: z.string() });
export type ConfirmationDto = z.infer<typeof confirmationSchema>;
export const confirmationListSchema = listOf(confirmationSchema);
export type ConfirmationListDto = z.infer<typeof confirmationListSchema>;

/** server: `GET …/events`, newest first, in pages. */
export const eventPageSchema = z.object({
  object: z.literal('list'),
  data: z.array(
    z.object({
      type: z.number(),
      date: z.string(),
      actingUserId: text,
      organizationUserId: text,
      providerUserId: text,
    }),
  ),
});
export type EventPageDto = z.infer<typeof eventPageSchema>;
