/**
 * The shipped rate limits. server: a counter per address, period, verb and path in lower case; of rules with the
 * same period the lowest limit counts; shorter periods first, and a refusal ends it there.
 */
import type { HostName } from './log';
import { matchesPattern } from './log';
import { errorBody, type Reply } from './wire';

interface Rule {
  readonly host: HostName;
  /** Undefined: every verb. */
  readonly method?: string;
  /** Undefined: every path. */
  readonly path?: string;
  readonly period: '1s' | '1m' | '1d';
  readonly limit: number;
}

const periodMs = { '1s': 1000, '1m': 60_000, '1d': 86_400_000 } as const;

const perVerb = (method: string): readonly Rule[] => [
  { host: 'api', method, period: '1s', limit: 5 },
  { host: 'api', method, period: '1m', limit: 60 },
];
const invitations = (path: string): readonly Rule[] => [
  { host: 'api', method: 'POST', path, period: '1m', limit: 5 },
  { host: 'api', method: 'POST', path, period: '1d', limit: 300 },
];

const rules: readonly Rule[] = [
  { host: 'api', method: 'GET', period: '1m', limit: 200 },
  { host: 'api', method: 'GET', path: '/alive', period: '1m', limit: 5 },
  ...['POST', 'PUT', 'DELETE'].flatMap(perVerb),
  ...invitations('/organizations/*/users/invite'),
  ...invitations('/organizations/*/users/*/reinvite'),
  { host: 'identity', period: '1s', limit: 5 },
  { host: 'identity', period: '1m', limit: 60 },
  { host: 'identity', method: 'POST', path: '/connect/token', period: '1m', limit: 10 },
];

export interface Ask {
  readonly host: HostName;
  readonly method: string;
  readonly path: string;
  readonly ip: string;
}

export interface RateLimits {
  /** Counts the request. Headers for the answer when it may pass; the 429 when it may not. */
  count(ask: Ask): { readonly headers: Readonly<Record<string, string>> } | { readonly refusal: Reply };
  forget(): void;
}

/** server: 429 in camelCase on both hosts, with whole seconds in Retry-After, at least one. */
export function tooManyRequests(period: string, retryAfterSeconds: number | null): Reply {
  return {
    status: 429,
    json: errorBody(`Slow down! Too many requests. Try again in ${period}.`),
    headers: retryAfterSeconds === null ? {} : { 'Retry-After': String(Math.max(1, Math.ceil(retryAfterSeconds))) },
  };
}

function rulesFor({ host, method, path }: Ask): Rule[] {
  const lowest = new Map<string, Rule>();
  for (const rule of rules) {
    if (rule.host !== host || (rule.method !== undefined && rule.method !== method)) continue;
    if (rule.path !== undefined && !matchesPattern(path, rule.path)) continue;
    const other = lowest.get(rule.period);
    if (other === undefined || rule.limit < other.limit) lowest.set(rule.period, rule);
  }
  return [...lowest.values()].sort((left, right) => periodMs[left.period] - periodMs[right.period]);
}

/** Counters that start empty. Windows begin with their first request, as in the server's memory store. */
export function createRateLimits(now: () => number): RateLimits {
  const counters = new Map<string, { since: number; count: number }>();
  return {
    forget: () => counters.clear(),
    count(ask) {
      let headers: Record<string, string> = {};
      for (const rule of rulesFor(ask)) {
        const key = [ask.host, ask.ip, rule.period, ask.method, ask.path.toLowerCase()].join(' ');
        const at = now();
        const known = counters.get(key);
        const current =
          known !== undefined && at < known.since + periodMs[rule.period] ? known : { since: at, count: 0 };
        current.count += 1;
        counters.set(key, current);
        const resetAt = current.since + periodMs[rule.period];
        if (current.count > rule.limit) return { refusal: tooManyRequests(rule.period, (resetAt - at) / 1000) };
        // The longest period comes last, and is the one that the answer tells about.
        headers = {
          'X-Rate-Limit-Limit': rule.period,
          'X-Rate-Limit-Remaining': String(rule.limit - current.count),
          'X-Rate-Limit-Reset': new Date(resetAt).toISOString(),
        };
      }
      return { headers };
    },
  };
}
