/**
 * The calls that the worker makes, each from request to reading. No call throws for anything that a server or a
 * line can do; no failure holds an id, a body, a token or a key.
 */
import * as z from 'zod/mini';
import type { PlaceKey, PublicKeyReading } from '@/lib/domain/confirmation';
import type { ErrandRequest } from '@/lib/domain/errand';
import { type Failure, fail, type Result, succeed } from '@/lib/domain/failure';
import { TEAM } from '@/lib/domain/keys';
import type {
  ClientReading,
  ConfigReading,
  ConfirmationEvent,
  ConfirmReading,
  MemberReading,
  ProfileReading,
  Token,
} from '@/lib/domain/readings';
import type { Server } from '@/lib/domain/server';
import { type Answer, createHttp } from './http';
import {
  toClient,
  toClientMember,
  toConfig,
  toConfirmation,
  toConfirmationEvents,
  toProfile,
  toPublicKey,
  toSentence,
  toTeamMember,
  toToken,
} from './mapping';
import {
  type ConfirmationListDto,
  clientListSchema,
  configSchema,
  confirmationListSchema,
  errorSchema,
  eventPageSchema,
  memberListSchema,
  profileSchema,
  publicKeyListSchema,
  tokenErrorSchema,
  tokenSchema,
} from './schemas';

/**
 * `token-dead`: the token is not, or no longer, good; worth one try with a fresh one.
 * server: a token 401 has no body and a `WWW-Authenticate` header; any other 401 is a refusal.
 */
export type ApiFailure = Failure | { readonly kind: 'token-dead' };
export type ApiResult<T> = Result<T, ApiFailure>;

export interface Credentials {
  /** `user.<guid>`; see `checkClientId`. Spaces around it and around the secret are dropped. */
  readonly clientId: string;
  readonly clientSecret: string;
  /** Stable per account. server: an unknown one mails the account's owner; at most 50 characters. */
  readonly deviceId: string;
}

/** Where people join: a provider's own team, or a client. */
export type JoinedPlace = Pick<PlaceKey, 'providerId' | 'place'>;

export interface Api {
  /**
   * `POST /connect/token`. server: every success is a login event in the providers' logs, and ten tries a minute
   * are allowed per address; keep a token for its hour.
   */
  signIn(credentials: Credentials): Promise<Result<Token>>;
  /** `GET /config`, without a token: what kind of server this is. */
  config(): Promise<Result<ConfigReading>>;
  /** `GET /accounts/profile`. server: 500 for an account without a key pair. */
  profile(token: string): Promise<ApiResult<ProfileReading>>;
  /** `GET /providers/{p}/organizations`, in no order. server: any confirmed member of the provider. */
  clients(token: string, providerId: string): Promise<ApiResult<ClientReading[]>>;
  /**
   * `GET /providers/{p}/users` or `GET /organizations/{o}/users/mini-details`: everybody at one place, in no order.
   * server: a team is shown to provider admins only, a client's members to any confirmed member of its provider.
   */
  members(token: string, place: JoinedPlace): Promise<ApiResult<MemberReading[]>>;
  /**
   * `POST …/users/public-keys`: the keys that a place's own key is sealed to. server: only who waits is answered; an
   * empty list of ids is refused by clients, so none is asked for nobody.
   */
  publicKeys(token: string, place: JoinedPlace, ids: readonly string[]): Promise<ApiResult<PublicKeyReading[]>>;
  /**
   * `POST …/users/confirm`, many at once: one reading for each whom the server speaks of. server: who is not found, or
   * waits no longer at a client, is missing from the answer, which is not success; the same id twice is a 500, so each
   * is sent once. A batch that is refused as a whole reads as a refusal of each.
   * @param keys for each membership the place's key, sealed to its person: `4.` and base64
   * @param collectionName of the collection that a client's newcomers get of their own, sealed; null: none
   */
  confirm(
    token: string,
    place: JoinedPlace,
    keys: readonly SealedFor[],
    collectionName: string | null,
  ): Promise<ApiResult<ConfirmReading[]>>;
  /**
   * Whatever a person has done for clients and members. Answers with the body as it came, null for an empty one.
   * server: actions without a result have no body; a list where an answer was expected is for the caller to read.
   */
  errand(token: string, request: ErrandRequest): Promise<ApiResult<unknown>>;
  /**
   * `GET …/events`, the newest page: who was confirmed by whom. server: 404 for whoever may not read the log; empty
   * where the plan keeps none; an event may come late.
   * @param from epoch ms @param to epoch ms, at most 367 days later
   */
  confirmations(token: string, place: JoinedPlace, from: number, to: number): Promise<ApiResult<ConfirmationEvent[]>>;
}

/** A place's key for one newcomer. */
export interface SealedFor {
  readonly id: string;
  readonly key: string;
}

export interface ApiDeps {
  readonly server: Server;
  readonly fetch: typeof fetch;
  /** Epoch ms. */
  readonly now: () => number;
  /** Whether the browser believes to have a network. */
  readonly online: () => boolean;
  /** Two to four numbers with dots. server: anything else counts as missing and no token is given. */
  readonly clientVersion: string;
  /** server: DeviceType. */
  readonly deviceType: number;
  /** What the account's list of devices shows; at most 50 characters are sent. */
  readonly deviceName: string;
  /** Default 25 seconds. server: refusals to sign in are held back for 2 seconds, so not much less. */
  readonly timeoutMs?: number;
  /** Ends what is under way; the calls then answer `no-answer`. */
  readonly signal?: AbortSignal;
}

const defaultTimeoutMs = 25_000;
/** server: width of the columns for a device's identifier and name. */
const deviceTextLength = 50;

const isSuccess = ({ status }: Answer): boolean => status >= 200 && status < 300;

/** The value in a JSON text, or null for what is no JSON; a JSON `null` is no answer either. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The `error` word of a refusal to sign in, or null. server: upper and lower case of the keys vary. */
function tokenError(json: unknown): string | null {
  if (typeof json !== 'object' || json === null) return null;
  const lower = Object.fromEntries(Object.entries(json).map(([key, value]) => [key.toLowerCase(), value]));
  const parsed = z.safeParse(tokenErrorSchema, lower);
  return parsed.success ? parsed.data.error : null;
}

/**
 * What an `error` word of the token endpoint means. server: the words are lower case with underscores; any other
 * text might be anything, even the key sent back, and is not repeated.
 */
export function signInFailure(error: string): Failure {
  if (error === 'invalid_client') return { kind: 'key-refused' };
  if (error === 'version_header_missing' || error === 'invalid_client_version') return { kind: 'version-refused' };
  return {
    kind: 'sign-in-refused',
    code: /^[a-z_]{1,40}$/.test(error) ? error : 'unknown',
  };
}

/** A call that failed with a 4xx although a token was sent. `what` names the call without ids. */
function refusal({ host, status, body, challenged }: Answer, what: string): ApiFailure {
  const isEmpty = body.trim() === '';
  if (status === 401 && challenged && isEmpty) return { kind: 'token-dead' };
  // server: lack of rights is 403 or 404, by route and age, and 401 with a body.
  if (status !== 401 && status !== 403 && status !== 404) return { kind: 'rejected', status, what };
  // server: its own refusals are JSON or empty. The page of a proxy, such as a challenge, tells nothing of rights.
  return isEmpty || parseJson(body) !== null ? { kind: 'refused', status, what } : { kind: 'unreadable', host, what };
}

/**
 * The server's own sentence in the body of a refusal, made fit to be shown; null: there is none. server: where the body
 * was malformed the message only says so, and the first of `validationErrors` says what is wrong.
 */
function sentenceIn(body: string): string | null {
  const parsed = z.safeParse(errorSchema, parseJson(body));
  if (!parsed.success) return null;
  const [wrong] = Object.values(parsed.data.validationErrors ?? {}).flat();
  return toSentence(wrong ?? parsed.data.message);
}

/** Where the calls of a place begin. */
const rootOf = ({ place }: JoinedPlace): string => (place === TEAM ? '/providers/{p}' : '/organizations/{o}');
const usersOf = (place: JoinedPlace): string => `${rootOf(place)}/users`;
const idsOf = ({ providerId, place }: JoinedPlace): Record<string, string> => ({ p: providerId, o: place });

/** Makes the client for one server. It keeps nothing between calls: tokens are handed in. */
export function createApi(deps: ApiDeps): Api {
  const { server, fetch, now, online, signal } = deps;
  const http = createHttp({
    fetch,
    now,
    online,
    timeoutMs: deps.timeoutMs ?? defaultTimeoutMs,
    ...(signal ? { signal } : {}),
  });
  const commonHeaders = {
    Accept: 'application/json',
    'Bitwarden-Client-Version': deps.clientVersion,
  };

  interface Asked {
    ids: Readonly<Record<string, string>>;
    json?: unknown;
    query?: URLSearchParams | undefined;
  }

  /** Sends with a token. `what` is the call as failures name it, and its path once the ids are put in. */
  function send(token: string, what: string, { ids, json, query }: Asked): Promise<Result<Answer>> {
    const path = what.slice(what.indexOf('/')).replace(/\{(\w)\}/g, (_, id) => encodeURIComponent(ids[id] ?? ''));
    return http({
      method: what.slice(0, what.indexOf(' ')),
      base: server.api,
      path: query ? `${path}?${query}` : path,
      headers: {
        ...commonHeaders,
        Authorization: `Bearer ${token}`,
        ...(json ? { 'Content-Type': 'application/json' } : {}),
      },
      ...(json ? { body: JSON.stringify(json) } : {}),
    });
  }

  /**
   * Asks, and reads the answer. `refused`: what a 4xx that is about the request itself means, from the server's own
   * sentence; left out: a failure.
   */
  async function ask<D, T>(
    token: string,
    what: string,
    asked: Asked & {
      schema: z.ZodMiniType<D>;
      map: (dto: D) => T;
      refused?: (sentence: string | null) => T;
    },
  ): Promise<ApiResult<T>> {
    const { schema, map, refused } = asked;
    const answered = await send(token, what, asked);
    if (!answered.ok) return answered;
    const answer = answered.value;
    if (!isSuccess(answer)) {
      const failure = refusal(answer, what);
      return refused && failure.kind === 'rejected' ? succeed(refused(sentenceIn(answer.body))) : fail(failure);
    }
    const parsed = z.safeParse(schema, parseJson(answer.body));
    return parsed.success ? succeed(map(parsed.data)) : fail({ kind: 'unreadable', host: answer.host, what });
  }

  return {
    async signIn({ clientId, clientSecret, deviceId }) {
      const what = 'POST /connect/token';
      const askedAt = now();
      const form = new URLSearchParams({
        grant_type: 'client_credentials',
        scope: 'api',
        client_id: clientId.trim(),
        client_secret: clientSecret.trim(),
        deviceType: String(deps.deviceType),
        deviceIdentifier: deviceId.slice(0, deviceTextLength),
        deviceName: deps.deviceName.slice(0, deviceTextLength),
      });
      const answered = await http({
        method: 'POST',
        base: server.identity,
        path: '/connect/token',
        headers: commonHeaders,
        body: form,
      });
      if (!answered.ok) return answered;
      const answer = answered.value;
      const json = parseJson(answer.body);
      if (json === null) return fail({ kind: 'not-bitwarden', host: answer.host });
      if (!isSuccess(answer)) {
        const error = tokenError(json);
        return fail(error === null ? { kind: 'rejected', status: answer.status, what } : signInFailure(error));
      }
      const parsed = z.safeParse(tokenSchema, json);
      return parsed.success
        ? succeed(toToken(parsed.data, askedAt))
        : fail({ kind: 'unreadable', host: answer.host, what });
    },

    async config() {
      const answered = await http({
        method: 'GET',
        base: server.api,
        path: '/config',
        headers: commonHeaders,
      });
      if (!answered.ok) return answered;
      const answer = answered.value;
      const json = parseJson(answer.body);
      // server: nobody is refused here, so whoever refuses is something else.
      if (!isSuccess(answer) || json === null) return fail({ kind: 'not-bitwarden', host: answer.host });
      const parsed = z.safeParse(configSchema, json);
      return parsed.success
        ? succeed(toConfig(parsed.data))
        : fail({ kind: 'unreadable', host: answer.host, what: 'GET /config' });
    },

    profile: (token) => ask(token, 'GET /accounts/profile', { ids: {}, schema: profileSchema, map: toProfile }),

    clients: (token, providerId) =>
      ask(token, 'GET /providers/{p}/organizations', {
        ids: { p: providerId },
        schema: clientListSchema,
        map: (list) => list.data.map(toClient),
      }),

    members: (token, place) =>
      ask(token, `GET ${usersOf(place)}${place.place === TEAM ? '' : '/mini-details'}`, {
        ids: idsOf(place),
        schema: memberListSchema,
        map: (list) => list.data.map(place.place === TEAM ? toTeamMember : toClientMember),
      }),

    publicKeys: async (token, place, ids) =>
      ids.length === 0
        ? succeed([])
        : ask(token, `POST ${usersOf(place)}/public-keys`, {
            ids: idsOf(place),
            json: { ids: [...new Set(ids)] },
            schema: publicKeyListSchema,
            map: (list) => list.data.map(toPublicKey),
          }),

    async confirm(token, place, keys, defaultUserCollectionName) {
      const once = [...new Map(keys.map(({ id, key }) => [id, { id, key }])).values()];
      if (once.length === 0) return succeed([]);
      return ask<ConfirmationListDto, ConfirmReading[]>(token, `POST ${usersOf(place)}/confirm`, {
        ids: idsOf(place),
        json: { keys: once, ...(defaultUserCollectionName === null ? {} : { defaultUserCollectionName }) },
        schema: confirmationListSchema,
        map: (list) => list.data.map(toConfirmation),
        refused: (sentence) => once.map(({ id }) => ({ id, confirmed: false, sentence })),
      });
    },

    async errand(token, { call, ids, query, body }) {
      const answered = await send(token, call, { ids, json: body, query: query && new URLSearchParams(query) });
      if (!answered.ok) return answered;
      const answer = answered.value;
      if (!isSuccess(answer)) {
        const failure = refusal(answer, call);
        const sentence = failure.kind === 'token-dead' ? null : sentenceIn(answer.body);
        return fail(sentence === null ? failure : { ...failure, sentence });
      }
      if (answer.body.trim() === '') return succeed(null);
      const json = parseJson(answer.body);
      return json === null ? fail({ kind: 'unreadable', host: answer.host, what: call }) : succeed(json);
    },

    confirmations: (token, place, from, to) =>
      ask(token, `GET ${rootOf(place)}/events`, {
        ids: idsOf(place),
        query: new URLSearchParams({ start: new Date(from).toISOString(), end: new Date(to).toISOString() }),
        schema: eventPageSchema,
        map: toConfirmationEvents,
      }),
  };
}
