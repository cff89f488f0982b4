/**
 * One exchange with the server: what goes out, how long it may take, and the failures that mean the same for every
 * call. Nothing here remembers or repeats a body, a token or an address with ids in it.
 */
import { type Failure, fail, type Result, succeed } from '@/lib/domain/failure';
import { parseRetryAfter } from './retry-after';

export interface HttpDeps {
  readonly fetch: typeof fetch;
  /** Epoch ms. */
  readonly now: () => number;
  /** Whether the browser believes to have a network. */
  readonly online: () => boolean;
  /** How long an answer may take, its body included. */
  readonly timeoutMs: number;
  /** Ends what is under way, as a time-out does. */
  readonly signal?: AbortSignal;
}

export interface HttpRequest {
  readonly method: string;
  /** Base address without a slash at the end. */
  readonly base: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as a form, or as the text it is. */
  readonly body?: URLSearchParams | string;
}

/** An answer that the calls judge themselves: 2xx, or 4xx that the server itself has chosen. */
export interface Answer {
  readonly host: string;
  readonly status: number;
  readonly body: string;
  /** Whether a `WWW-Authenticate` header was there. */
  readonly challenged: boolean;
}

export type Http = (request: HttpRequest) => Promise<Result<Answer>>;

/** Host of a base address, for failures; an address that is none stands for itself. */
const hostOf = (base: string): string => (URL.canParse(base) ? new URL(base).host : base);

const gaveUp: readonly number[] = [408, 425, 499];

/** What a status alone tells, before any body is read; null: the call has to look. */
function statusFailure(response: Response, host: string, now: number): Failure | null {
  const { status } = response;
  if (status === 429) {
    return {
      kind: 'rate-limited',
      host,
      retryAt: parseRetryAfter(response.headers.get('Retry-After'), now),
    };
  }
  if (status >= 500) return { kind: 'server-error', host, status };
  // Said by proxies that gave up waiting, for one side or the other; the server may have done its part.
  if (gaveUp.includes(status)) return { kind: 'no-answer', host };
  // A browser hides a redirect's status (0); elsewhere it is a 3xx. server: never redirects these calls.
  if (status < 200 || (status >= 300 && status < 400)) return { kind: 'not-bitwarden', host };
  return null;
}

/** Makes the one function through which everything goes out. */
export function createHttp(deps: HttpDeps): Http {
  // Taken out of `deps`: a browser's fetch refuses to be called as somebody's method.
  const { fetch, now, online, timeoutMs, signal } = deps;

  return async ({ method, base, path, headers, body: sent }) => {
    const host = hostOf(base);
    const abort = new AbortController();
    const cancel = (): void => abort.abort();
    if (signal?.aborted) cancel();
    signal?.addEventListener('abort', cancel);
    const timer = setTimeout(cancel, timeoutMs);
    try {
      const response = await fetch(`${base}${path}`, {
        method,
        headers,
        ...(sent === undefined ? {} : { body: sent }),
        // A redirect could carry the token or the key to another origin; no cookie of the web vault goes along.
        redirect: 'manual',
        credentials: 'omit',
        cache: 'no-store',
        referrerPolicy: 'no-referrer',
        signal: abort.signal,
      });
      const failure = statusFailure(response, host, now());
      if (failure) return fail(failure);
      const body = await response.text();
      return succeed({
        host,
        status: response.status,
        body,
        challenged: response.headers.has('WWW-Authenticate'),
      });
    } catch {
      // Why fetch failed is said by no browser in a form to rely on; its message may quote the address.
      return fail(abort.signal.aborted || online() ? { kind: 'no-answer', host } : { kind: 'offline' });
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      // Lets go of a body that nobody wants to read; without effect on one that was read.
      cancel();
    }
  };
}
