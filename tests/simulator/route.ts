/** A route: what it matches, and the order in which the server looks at a call. */
import type { Acts } from './acts';
import { type BodyReader, readBody } from './body';
import type { Clock } from './clock';
import type { EventLog } from './events';
import type { Lists } from './lists';
import type { HostName } from './log';
import type { Caller, Tokens } from './tokens';
import { bare, crashed, invalidModel, notFound, type Reply, tokenRefused, unauthorized } from './wire';
import type { World } from './world';

/** Behaviour that differs between servers, by switch. */
export interface Switches {
  /** server: until 2026.4.0 lack of a role answered 404 with a body, and clients 401. */
  oldServer: boolean;
  /** server: refused sign-ins are held back for two seconds. */
  errorDelays: boolean;
  /** server: endpoints marked [cloud] answer 400. */
  selfHosted: boolean;
  /** server: 204 instead of 200 on the change of an organization member. */
  memberEmailFlag: boolean;
  /** Events show after this long. */
  eventDelayMs: number;
  /** server: so many empty pages, each with a token, come before every further page of events, as cloud storage has it. */
  emptyEventPages: number;
  /** Confirmations are answered as if they were done, and nothing is. */
  confirmsWithoutEffect: boolean;
  /** When set, every sign-in fails as if its version were refused. */
  refuseVersions: boolean;
}

export interface Addresses {
  readonly vault: string;
  readonly api: string;
  readonly identity: string;
}

export interface Services {
  readonly world: World;
  readonly clock: Clock;
  readonly tokens: Tokens;
  readonly events: EventLog;
  readonly acts: Acts;
  readonly lists: Lists;
  readonly switches: Switches;
  /** Known once the ports are. */
  addresses(): Addresses;
}

export interface Call extends Services {
  readonly method: string;
  /** Without the base of the host and without the query. */
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
  readonly ip: string;
  /** Null only on routes without a token check. */
  readonly caller: Caller | null;
}

export interface UserCall extends Call {
  readonly caller: Caller;
}

/**
 * What a path does with an organization's id that is no GUID. `no-route`: as if the path did not exist, for every
 * id in it; `crash`: 500 empty; `crash-json`: 500 with a body. Other ids than the organization's then are 400.
 */
type BadId = 'no-route' | 'crash' | 'crash-json';

export interface Route {
  readonly host: HostName;
  readonly method: string;
  /** `{name}` stands for one piece. */
  readonly path: string;
  readonly badId: BadId;
  handle(call: Call): Reply;
}

export interface RouteOptions<Body> {
  readonly badId?: BadId;
  /** The role attribute: a refusal, or null. Comes before the body is looked at. */
  readonly role?: (call: UserCall) => Reply | null;
  readonly body?: (reader: BodyReader) => Body;
  readonly run: (call: UserCall, body: Body) => Reply;
}

/** An API route behind the token check. server: token, role attribute, model, endpoint, in this order. */
export function route<Body = undefined>(method: string, path: string, options: RouteOptions<Body>): Route {
  const badId = options.badId ?? (path.startsWith('/providers/') ? 'no-route' : 'crash');
  return {
    host: 'api',
    method,
    path,
    badId,
    handle(call) {
      if (call.caller === null) return tokenRefused(call.headers.authorization !== undefined);
      const userCall: UserCall = { ...call, caller: call.caller };
      const bad = badIdsOf(call.params);
      // server: the role check itself throws over an organization's id that is none.
      if (bad.includes('o')) return badId === 'crash-json' ? crashed : bare(500);
      const refusal = options.role?.(userCall) ?? null;
      if (refusal !== null) return refusal;
      const [name] = bad;
      if (name !== undefined) return invalidModel({ [name]: [`The value '${call.params[name]}' is not valid.`] });
      if (options.body === undefined) return options.run(userCall, noBody<Body>());
      const read = readBody(call.body, call.headers['content-type'], options.body);
      return 'refusal' in read ? read.refusal : options.run(userCall, read.value);
    },
  };
}

/** Routes without a body reader have `undefined` for a body, which is what their type says. */
function noBody<Body>(): Body {
  return undefined as Body;
}

/** A route without a token check, on either host. */
export function openRoute(host: HostName, method: string, path: string, run: (call: Call) => Reply): Route {
  return { host, method, path, badId: 'no-route', handle: run };
}

/** server, style A: 403 with nothing; older servers 404 with a body, and 401 with one where seats are moved. */
export function lacksRole(call: Call): Reply {
  if (!call.switches.oldServer) return bare(403);
  return /^\/providers\/[^/]+\/clients/i.test(call.path) ? unauthorized : notFound;
}

const guid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Whether it is a GUID, in any letter case. */
export const isGuid = (text: string): boolean => guid.test(text);

export type Match =
  | { readonly kind: 'route'; readonly route: Route; readonly params: Readonly<Record<string, string>> }
  | { readonly kind: 'none'; readonly reply: Reply };

function paramsOf(pattern: readonly string[], pieces: readonly string[]): Record<string, string> | null {
  if (pattern.length !== pieces.length) return null;
  const params: Record<string, string> = {};
  for (const [at, piece] of pattern.entries()) {
    const given = pieces[at] ?? '';
    if (piece.startsWith('{')) params[piece.slice(1, -1)] = given.toLowerCase();
    else if (piece.toLowerCase() !== given.toLowerCase()) return null;
  }
  return params;
}

/** The ids of a path that are no GUIDs, by the names of their places. A policy's type is a number. */
const badIdsOf = (params: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(params).flatMap(([name, value]) => (name === 'type' || isGuid(value) ? [] : [name]));

/** The route of a call; `routes` has the more specific ones first. */
export function findRoute(routes: readonly Route[], host: HostName, method: string, path: string): Match {
  const pieces = path.split('/').slice(1);
  let otherVerb = false;
  for (const candidate of routes) {
    if (candidate.host !== host) continue;
    const params = paramsOf(candidate.path.split('/').slice(1), pieces);
    if (params === null || (candidate.badId === 'no-route' && badIdsOf(params).length > 0)) continue;
    if (candidate.method === method) return { kind: 'route', route: candidate, params };
    otherVerb = true;
  }
  return { kind: 'none', reply: bare(otherVerb ? 405 : 404) };
}

/** More specific routes first. */
export function sortRoutes(routes: readonly Route[]): readonly Route[] {
  const parameters = ({ path }: Route): number => path.split('{').length;
  return [...routes].sort((left, right) => parameters(left) - parameters(right));
}
