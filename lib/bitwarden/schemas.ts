/**
 * The wire shapes, cut down to what is used: ten thousand rows have to parse quickly, and what is not looked at
 * cannot break. Numbers of enumerations are plain numbers because newer servers add some. What an older server
 * leaves out is optional; what a row cannot do without is required, so that nothing gets lost without a word.
 */
import * as z from 'zod/mini';

const text = z.nullish(z.string());
const figure = z.nullish(z.number());

/**
 * A whole list. server: only events ever come in pages. A list that says it goes on is not whole, and would make
 * people look withdrawn, so it does not parse.
 */
const listOf = <T extends z.ZodMiniType>(row: T) =>
  z.object({
    object: z.literal('list'),
    data: z.array(row),
    continuationToken: z.optional(z.null()),
  });

/** Visible ASCII only: anything else could not be sent back in a header. */
const headerWord = z.string().check(z.regex(/^[\x21-\x7e]+$/));

/** server: `POST /connect/token`, 200. `expires_in` is in seconds. */
export const tokenSchema = z.object({
  access_token: headerWord,
  expires_in: z.number().check(z.positive()),
});
export type TokenDto = z.infer<typeof tokenSchema>;

/** server: `POST /connect/token`, 400. Keys are lower-cased before, since the server mixes cases. */
export const tokenErrorSchema = z.object({ error: z.string() });

/** server: `GET /config`. `server` is null on the official one. */
export const configSchema = z.object({
  version: z.string(),
  server: z.nullish(z.object({ name: text, url: text })),
  environment: z.nullish(z.object({ api: text, identity: text, vault: text })),
});
export type ConfigDto = z.infer<typeof configSchema>;

/** server: `GET /accounts/profile`. `providerOrganizations[].id` is the organization's id, not the relation's. */
export const profileSchema = z.object({
  id: z.string(),
  email: z.string(),
  name: text,
  providers: z.array(
    z.object({
      id: z.string(),
      name: text,
      type: z.number(),
      enabled: z.boolean(),
      providerType: figure,
    }),
  ),
  providerOrganizations: z.array(z.object({ id: z.string(), providerId: z.string(), enabled: z.boolean() })),
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
