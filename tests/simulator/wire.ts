/** How the server writes: escaped JSON, dates, names, lists, and its handful of error bodies. */

/** An answer; without `json` and `text` the body is empty. */
export interface Reply {
  readonly status: number;
  readonly json?: unknown;
  readonly text?: { readonly type: string; readonly body: string };
  readonly headers?: Readonly<Record<string, string>>;
  /** How long the server holds it back. */
  readonly delayMs?: number;
}

/** server: the serializer writes `&`, `+`, `<`, `>`, `'`, the back quote and all that is not ASCII as `\u….`. */
export function toWireJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[&+<>'`\u007f-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
}

/** server: UTC with `Z`, 0 to 7 digits of a fraction; the ticks below a millisecond are made up from the rest. */
export function toWireDate(at: number): string {
  const [whole = '', fraction = ''] = new Date(at).toISOString().replace('Z', '').split('.');
  const ticks = Number(fraction) === 0 ? '' : `${fraction}${String((at * 7) % 10_000).padStart(4, '0')}`;
  const digits = ticks.replace(/0+$/, '');
  return digits === '' ? `${whole}Z` : `${whole}.${digits}Z`;
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

/** server: how names of providers and organizations are stored. */
export function encodeName(name: string): string {
  const special: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return name.replace(/[&<>"']|[\u00a0-\u00ff]|[\ud800-\udbff][\udc00-\udfff]/g, (letter) => {
    return special[letter] ?? `&#${letter.codePointAt(0)};`;
  });
}

/** server: how they are sent, decoded; an empty name goes as null. */
export function decodeName(stored: string | null): string | null {
  if (stored === null || stored === '') return null;
  return stored.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi, (all, decimal, hex, name) => {
    if (name !== undefined) return named[name] ?? all;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10_ff_ff ? String.fromCodePoint(code) : all;
  });
}

export const ok = (json: unknown): Reply => ({ status: 200, json });
export const done: Reply = { status: 200 };

export function list(data: readonly unknown[], continuationToken: string | null = null): Reply {
  return ok({ object: 'list', data, continuationToken });
}

/** The body of every refusal of the API that has one. */
export function errorBody(message: string | null, validationErrors: Record<string, readonly string[]> | null = null) {
  return {
    object: 'error',
    message,
    validationErrors,
    exceptionMessage: null,
    exceptionStackTrace: null,
    innerExceptionMessage: null,
  };
}

export const badRequest = (message: string): Reply => ({ status: 400, json: errorBody(message) });

export function invalidModel(errors: Record<string, readonly string[]>): Reply {
  return { status: 400, json: errorBody('The model state is invalid.', errors) };
}

export const notFound: Reply = { status: 404, json: errorBody('Resource not found.') };
export const unauthorized: Reply = { status: 401, json: errorBody('Unauthorized.') };
export const crashed: Reply = { status: 500, json: errorBody('An unhandled server error has occurred.') };

/** An answer with a status and nothing else. */
export const bare = (status: number): Reply => ({ status });

/** server: the token check's own 401 has no body, and says Bearer. */
export function tokenRefused(hadToken: boolean): Reply {
  const reason = hadToken ? 'Bearer error="invalid_token", error_description="The token is not valid"' : 'Bearer';
  return { status: 401, headers: { 'WWW-Authenticate': reason } };
}
