/** One request through the server: faults in front, rate limits, then the route with its own order of checks. */
import type { Faults, Outcome } from './faults';
import type { HostName, LogWriter } from './log';
import type { RateLimits } from './rate-limits';
import { findRoute, type Services } from './route';
import { routes } from './routes/index';
import { crashed, type Reply } from './wire';

/** A request as it came, the host's base and the query already taken off the path. */
export interface Arrival {
  readonly host: HostName;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
  readonly ip: string;
}

export interface PipelineDeps extends Services {
  readonly faults: Faults;
  readonly limits: RateLimits;
  readonly log: LogWriter;
  readonly limited: () => boolean;
  /** Told of what the simulator itself did wrong; the caller gets a 500. */
  readonly onCrash: (error: unknown) => void;
}

const securityHeaders = {
  'x-frame-options': 'SAMEORIGIN',
  'x-xss-protection': '1; mode=block',
  'x-content-type-options': 'nosniff',
};

/** server: the scheme in any letter case; without the header the query is read instead. */
function tokenIn({ headers, query }: Arrival): string | null {
  const { authorization } = headers;
  if (authorization === undefined) return query.get('access_token');
  return /^bearer\s+(\S+)$/i.exec(authorization)?.[1] ?? '';
}

/** server: the vault, the desktop app and files are allowed origins; an extension never is. */
function corsHeaders(origin: string | undefined, vault: string): Readonly<Record<string, string>> {
  if (origin === undefined || ![vault, 'file://', 'bw-desktop-file://bundle'].includes(origin)) return {};
  return { 'Access-Control-Allow-Origin': origin, 'Access-Control-Allow-Credentials': 'true', Vary: 'Origin' };
}

/** What answers requests; every one is in the log from its arrival. */
export function createPipeline(deps: PipelineDeps): (arrival: Arrival) => { outcome: Outcome; ended: () => void } {
  function answer(arrival: Arrival, onUser: (userId: string) => void): Reply {
    const counted = deps.limited() ? deps.limits.count(arrival) : { headers: {} };
    if ('refusal' in counted) return counted.refusal;
    const cors = corsHeaders(arrival.headers.origin, deps.addresses().vault);
    const headers = { ...counted.headers, ...cors };
    if (arrival.method === 'OPTIONS' && arrival.headers['access-control-request-method'] !== undefined) {
      return { status: 204, headers };
    }
    const token = tokenIn(arrival);
    const caller = token === null ? null : deps.tokens.check(token);
    if (caller !== null) onUser(caller.userId);
    const match = findRoute(routes, arrival.host, arrival.method, arrival.path);
    if (match.kind === 'none') return { ...match.reply, headers };
    try {
      const reply = match.route.handle({ ...deps, ...arrival, params: match.params, caller });
      return { ...reply, headers: { ...headers, ...reply.headers } };
    } catch (error) {
      deps.onCrash(error);
      return { ...crashed, headers };
    }
  }

  return (arrival) => {
    const { host, method, path } = arrival;
    const complete = deps.log.arrive({ at: deps.clock.now(), host, method, path });
    const right = (): Reply => {
      const reply = answer(arrival, (userId) => complete({ userId }));
      return { ...reply, headers: { ...securityHeaders, ...reply.headers } };
    };
    const outcome: Outcome = deps.faults.strike(arrival, right) ?? { kind: 'reply', reply: right() };
    const status = outcome.kind === 'reply' ? outcome.reply.status : 0;
    return { outcome, ended: () => complete({ status }) };
  };
}
