/** What each call makes of an answer, by status, headers and body; and that no failure repeats what was sent. */
import { afterEach, describe, expect, test } from 'vitest';
import type { ApiFailure } from '@/lib/bitwarden/api';
import { apiAt, calls, failureOf, memberId, now, readingOf, secret, serverAt, token, tokenCalls } from './harness';
import { type RawServer, startRawServer } from './raw-server';

/** Stands for anything that a server might put into a body. */
const marker = 'BODYTEXTbodytext';
const html = `<!doctype html><title>${marker}</title><p>${secret} ${token}</p>`;
const errorBody = JSON.stringify({
  object: 'error',
  message: `${marker} ${secret} ${token}`,
  validationErrors: null,
  exceptionMessage: null,
  exceptionStackTrace: null,
  innerExceptionMessage: null,
});

interface Reply {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

let server: RawServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** Gives one call one answer, and hands back its failure with the host it names. */
async function failureFor(call: (typeof calls)[number], reply: Reply): Promise<{ failure: ApiFailure; host: string }> {
  server = await startRawServer((response) => {
    response.writeHead(reply.status, reply.headers ?? {});
    response.end(reply.body ?? '');
  });
  const failure = failureOf(await call.run(apiAt(serverAt(server.origin))), [marker, 'title']);
  expect(server.received.map(({ path }) => path)).toEqual([call.path]);
  return { failure, host: server.host };
}

describe.each(calls)('$what', (call) => {
  const anonymous = call.name === 'signIn' || call.name === 'config';

  test.each([500, 502, 503, 504, 599])('%i without a body is the server’s fault', async (status) => {
    const { failure, host } = await failureFor(call, { status });
    expect(failure).toEqual({ kind: 'server-error', host, status });
  });

  test('a proxy’s page with 503 is the server’s fault', async () => {
    const { failure, host } = await failureFor(call, {
      status: 503,
      headers: { 'Content-Type': 'text/html' },
      body: html,
    });
    expect(failure).toEqual({ kind: 'server-error', host, status: 503 });
  });

  test('500 with the server’s own error', async () => {
    const { failure, host } = await failureFor(call, { status: 500, body: errorBody });
    expect(failure).toEqual({ kind: 'server-error', host, status: 500 });
  });

  test.each<[string, Record<string, string>, number | null]>([
    ['seconds', { 'Retry-After': '17' }, now + 17_000],
    ['a date', { 'Retry-After': 'Thu, 20 Aug 2026 12:01:00 GMT' }, now + 60_000],
    ['nothing', {}, null],
    ['nonsense', { 'Retry-After': 'in a while' }, null],
    ['a year', { 'Retry-After': '31536000' }, now + 24 * 60 * 60_000],
  ])('429 that names %s', async (_name, headers, retryAt) => {
    const { failure, host } = await failureFor(call, { status: 429, headers, body: errorBody });
    expect(failure).toEqual({ kind: 'rate-limited', host, retryAt });
  });

  test.each([301, 302, 303, 307, 308])(
    '%i is no answer of this kind of server, and is not followed',
    async (status) => {
      const other = await startRawServer((response) => response.end('{}'));
      try {
        const { failure, host } = await failureFor(call, {
          status,
          headers: { Location: `${other.origin}/elsewhere` },
          body: html,
        });
        expect(failure).toEqual({ kind: 'not-bitwarden', host });
        expect(other.received).toEqual([]);
      } finally {
        await other.close();
      }
    },
  );

  test.each<[string, string]>([
    ['a page', html],
    ['nothing', ''],
    ['broken JSON', `{"object":"list","data":[${marker}`],
    ['the word null', 'null'],
  ])('200 with %s', async (_name, body) => {
    const { failure, host } = await failureFor(call, { status: 200, body });
    expect(failure).toEqual(
      anonymous ? { kind: 'not-bitwarden', host } : { kind: 'unreadable', host, what: call.what },
    );
  });

  test.each<[string, unknown]>([
    ['an empty object', {}],
    ['a number', 7],
    ['an array', [marker]],
    ['the server’s error', JSON.parse(errorBody)],
    ['a list without rows', { object: 'list', continuationToken: null }],
    ['rows that are no list', { object: 'list', data: { 0: marker }, continuationToken: null }],
    [
      'a list of something else',
      { object: 'list', data: [{ object: 'event', text: marker }], continuationToken: null },
    ],
    ['another wrapper', { object: marker, data: [], continuationToken: null }],
    ...(call.paged
      ? []
      : [['a part of a list', { object: 'list', data: [], continuationToken: marker }] satisfies [string, unknown]]),
  ])('200 with JSON of another shape: %s', async (_name, json) => {
    const { failure, host } = await failureFor(call, { status: 200, body: JSON.stringify(json) });
    expect(failure).toEqual({ kind: 'unreadable', host, what: call.what });
  });
});

describe.each(tokenCalls)('$what with a token', (call) => {
  const challenge = { 'WWW-Authenticate': 'Bearer error="invalid_token", error_description="The token expired"' };

  test('401, empty, with a challenge: the token is dead', async () => {
    expect((await failureFor(call, { status: 401, headers: challenge })).failure).toEqual({ kind: 'token-dead' });
    await server?.close();
    const bare = await failureFor(call, { status: 401, headers: { 'WWW-Authenticate': 'Bearer' } });
    expect(bare.failure).toEqual({ kind: 'token-dead' });
  });

  test.each<[string, Reply]>([
    ['401 with a body', { status: 401, body: errorBody }],
    ['401 with a body and a challenge', { status: 401, headers: challenge, body: errorBody }],
    ['401 without either', { status: 401 }],
    ['403 without a body', { status: 403 }],
    ['404 without a body', { status: 404 }],
    ['404 with the server’s error', { status: 404, body: errorBody }],
  ])('%s is a refusal, never a sign-out', async (_name, reply) => {
    const { failure } = await failureFor(call, reply);
    expect(failure).toEqual({ kind: 'refused', status: reply.status, what: call.what });
  });

  test.each<[string, Reply]>([
    ['401', { status: 401, headers: { 'WWW-Authenticate': 'Basic realm="proxy"' }, body: html }],
    ['403', { status: 403, body: html }],
    ['404', { status: 404, body: html }],
  ])('%s with the page of a proxy says nothing of the account’s rights', async (_name, reply) => {
    const { failure, host } = await failureFor(call, reply);
    expect(failure).toEqual({ kind: 'unreadable', host, what: call.what });
  });
});

describe.each(tokenCalls.filter(({ name }) => !name.startsWith('confirm')))('$what with a token, rejected', (call) => {
  test.each([400, 402, 405, 409, 415, 422])('%i: the request was wrong in the server’s eyes', async (status) => {
    const { failure } = await failureFor(call, { status, body: errorBody });
    expect(failure).toEqual({ kind: 'rejected', status, what: call.what });
  });
});

describe.each(tokenCalls.filter(({ name }) => name.startsWith('confirm')))('$what, the batch rejected', (call) => {
  const refusedWith = async (reply: Reply): Promise<unknown> => {
    server = await startRawServer((response) => {
      response.writeHead(reply.status, reply.headers ?? {});
      response.end(reply.body ?? '');
    });
    return readingOf(await call.run(apiAt(serverAt(server.origin))));
  };
  const refusal = (sentence: string | null): unknown => [{ id: memberId, confirmed: false, sentence }];

  test.each([400, 402, 409, 415, 422])('%i refuses each of them, in the server’s own words', async (status) => {
    const message = 'The field Keys is required.\u202e\u0000';
    const body = JSON.stringify({ ...JSON.parse(errorBody), message });
    expect(await refusedWith({ status, body })).toEqual(refusal('The field Keys is required.'));
  });

  test.each<[string, string]>([
    ['nothing', ''],
    ['a page', html],
    ['no message', '{"object":"error","message":null}'],
    ['a message that is no text', `{"message":{"text":"${marker}"}}`],
    ['an error of another kind', `["${marker}"]`],
  ])('400 with %s has no words', async (_name, body) => {
    expect(await refusedWith({ status: 400, body })).toEqual(refusal(null));
  });
});

describe.each(calls.filter(({ paged }) => paged))('$what', (call) => {
  test('the newest page will do', async () => {
    server = await startRawServer((response) => {
      response.end(JSON.stringify({ object: 'list', data: [], continuationToken: 'more' }));
    });
    expect(readingOf(await call.run(apiAt(serverAt(server.origin))))).toEqual([]);
  });
});

describe('GET /config', () => {
  const config = calls.find(({ name }) => name === 'config')!;

  test.each([400, 401, 403, 404, 405])('%i comes from something else: nobody is refused here', async (status) => {
    const { failure, host } = await failureFor(config, { status, body: errorBody });
    expect(failure).toEqual({ kind: 'not-bitwarden', host });
  });
});

describe('POST /connect/token', () => {
  const signIn = calls.find(({ name }) => name === 'signIn')!;

  test.each<[string, Record<string, unknown>, ApiFailure]>([
    ['an unknown key', { error: 'invalid_client' }, { kind: 'key-refused' }],
    ['keys in other cases', { Error: 'invalid_client', ERRORMODEL: { MESSAGE: marker } }, { kind: 'key-refused' }],
    [
      'no version',
      { error: 'version_header_missing', error_description: marker, ErrorModel: { Message: marker, Object: 'error' } },
      { kind: 'version-refused' },
    ],
    ['an old version', { error: 'invalid_client_version' }, { kind: 'version-refused' }],
    [
      'a legacy account',
      { error: 'invalid_grant', ErrorModel: { Message: marker, Object: 'error' } },
      { kind: 'sign-in-refused', code: 'invalid_grant' },
    ],
    ['the secret sent back', { error: secret }, { kind: 'sign-in-refused', code: 'unknown' }],
    ['another kind of error', { message: marker }, { kind: 'rejected', status: 400, what: 'POST /connect/token' }],
    ['an error that is no word', { error: [secret] }, { kind: 'rejected', status: 400, what: 'POST /connect/token' }],
  ])('400 for %s', async (_name, json, expected) => {
    expect((await failureFor(signIn, { status: 400, body: JSON.stringify(json) })).failure).toEqual(expected);
  });

  test('invalid_client with 401, as the standard allows, is the same refusal', async () => {
    const { failure } = await failureFor(signIn, { status: 401, body: '{"error":"invalid_client"}' });
    expect(failure).toEqual({ kind: 'key-refused' });
  });

  test.each([400, 401, 403, 404, 405])('%i with a page: something else lives there', async (status) => {
    const { failure, host } = await failureFor(signIn, { status, body: html });
    expect(failure).toEqual({ kind: 'not-bitwarden', host });
  });

  test.each<[string, unknown]>([
    ['a token that cannot be a header', { access_token: 'a\r\nX-Evil: 1', expires_in: 3600 }],
    ['no token', { access_token: '', expires_in: 3600 }],
    ['no end', { access_token: token }],
    ['an end before its beginning', { access_token: token, expires_in: -1 }],
    ['an end as text', { access_token: token, expires_in: '3600' }],
  ])('200 with %s', async (_name, json) => {
    const { failure, host } = await failureFor(signIn, { status: 200, body: JSON.stringify(json) });
    expect(failure).toEqual({ kind: 'unreadable', host, what: 'POST /connect/token' });
  });
});
