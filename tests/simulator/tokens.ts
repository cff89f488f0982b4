/** Access tokens: claims as they were at the moment of issue, signed, good for an hour. */
import { createHmac } from 'node:crypto';
import * as z from 'zod/mini';
import { derivedBytes } from './random';
import type { User } from './rows';
import type { World } from './world';

const oneOrMore = z.optional(z.union([z.string(), z.array(z.string())]));
const claimsSchema = z.looseObject({
  sub: z.string(),
  nbf: z.number(),
  exp: z.number(),
  device: z.string(),
  devicetype: z.string(),
  providerprovideradmin: oneOrMore,
  providerserviceuser: oneOrMore,
  orgowner: oneOrMore,
  orgadmin: oneOrMore,
  orguser: oneOrMore,
  orgcustom: oneOrMore,
});
type Claims = z.infer<typeof claimsSchema>;

/** Who calls, by what the token says; the rows may say something else by now. */
export interface Caller {
  readonly userId: string;
  readonly providerAdminOf: ReadonlySet<string>;
  readonly serviceUserOf: ReadonlySet<string>;
  readonly ownerOf: ReadonlySet<string>;
  readonly adminOf: ReadonlySet<string>;
  readonly plainMemberOf: ReadonlySet<string>;
  /** Custom members with the right to manage users, and those with the one to read the event log. */
  readonly managesUsersOf: ReadonlySet<string>;
  readonly readsEventsOf: ReadonlySet<string>;
}

export interface Tokens {
  /** A token, and how long it is good, in seconds. */
  issue(user: User, device: { readonly identifier: string; readonly type: string }): string;
  /** Who it is, or null for a token that is malformed, foreign, expired or withdrawn. */
  check(token: string): Caller | null;
  /** Makes every token given so far a dead one. */
  expireAll(): void;
}

export const tokenLifeSeconds = 3600;
/** server: the framework's allowance for clocks that differ. */
const skewSeconds = 300;

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const setOf = (claim: string | string[] | undefined): Set<string> =>
  new Set(claim === undefined ? [] : typeof claim === 'string' ? [claim] : claim);

/** server: one value is a string, several are an array, none is left out. */
const claim = (values: readonly string[]): string | readonly string[] | undefined =>
  values.length > 1 ? values : values[0];

function claimsOf(world: World, user: User): Record<string, unknown> {
  const team = world.providerUsersOf(user.id).filter(({ status }) => status === 2);
  const rows = world.membershipsOf(user.id).filter(({ status }) => status === 2);
  const providers = (type: number) => claim(team.filter((row) => row.type === type).map((row) => row.providerId));
  const organizations = (type: number) =>
    claim(rows.filter((row) => row.type === type).map((row) => row.organizationId));
  const custom = (permission: string) =>
    claim(rows.filter((row) => row.type === 4 && row.permissions?.[permission]).map((row) => row.organizationId));
  return {
    providerprovideradmin: providers(0),
    providerserviceuser: providers(1),
    orgowner: organizations(0),
    orgadmin: organizations(1),
    orguser: organizations(2),
    orgcustom: organizations(4),
    manageusers: custom('manageUsers'),
    accesseventlogs: custom('accessEventLogs'),
  };
}

function callerOf(claims: Claims): Caller {
  const permissions = z.object({ manageusers: oneOrMore, accesseventlogs: oneOrMore }).parse(claims);
  return {
    userId: claims.sub,
    providerAdminOf: setOf(claims.providerprovideradmin),
    serviceUserOf: setOf(claims.providerserviceuser),
    ownerOf: setOf(claims.orgowner),
    adminOf: setOf(claims.orgadmin),
    plainMemberOf: setOf([...setOf(claims.orguser), ...setOf(claims.orgcustom)]),
    managesUsersOf: setOf(permissions.manageusers),
    readsEventsOf: setOf(permissions.accesseventlogs),
  };
}

/** Tokens of this world; another world's are foreign. `now` is epoch ms. */
export function createTokens(world: World, now: () => number): Tokens {
  let generation = 0;
  let issued = 0;
  const sign = (text: string): string =>
    createHmac('sha256', derivedBytes(32, world.seed, 'token-key', generation))
      .update(text)
      .digest('base64url');

  return {
    issue(user, device) {
      const at = Math.floor(now() / 1000);
      issued += 1;
      const claims = {
        nbf: at,
        iat: at,
        exp: at + tokenLifeSeconds,
        jti: `${generation}-${issued}`,
        scope: ['api'],
        amr: ['Application'],
        client_id: `user.${user.id}`,
        sub: user.id,
        type: 'User',
        premium: false,
        email: user.email,
        email_verified: true,
        sstamp: 'simulated',
        name: user.name ?? undefined,
        device: device.identifier,
        devicetype: device.type,
        ...claimsOf(world, user),
      };
      const text = `${encode({ alg: 'HS256', typ: 'at+jwt' })}.${encode(claims)}`;
      return `${text}.${sign(text)}`;
    },
    check(token) {
      const [head, body, signature, ...rest] = token.split('.');
      if (!head || !body || !signature || rest.length > 0 || signature !== sign(`${head}.${body}`)) return null;
      const claims = claimsSchema.parse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
      const at = now() / 1000;
      return at > claims.exp + skewSeconds || at < claims.nbf - skewSeconds ? null : callerOf(claims);
    },
    expireAll: () => {
      generation += 1;
    },
  };
}
