/** What goes over the line: addresses, headers, the form; and what becomes of calls that get no whole answer. */
import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { TEAM } from '@/lib/domain/keys';
import {
  apiAt,
  calls,
  client,
  credentials,
  failureOf,
  now,
  providerId,
  readingOf,
  secret,
  serverAt,
  team,
  token,
  tokenCalls,
} from './harness';
import { type RawServer, type Received, startRawServer } from './raw-server';

let server: RawServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function start(answer: (response: ServerResponse, request: Received) => void): Promise<RawServer> {
  server = await startRawServer(answer);
  return server;
}

const answerToken = (response: ServerResponse): void => {
  response.setHeader('Content-Type', 'application/json');
  response.end(JSON.stringify({ access_token: token, expires_in: 3600, token_type: 'Bearer', scope: 'api' }));
};

describe('requests', () => {
  test.each(tokenCalls)(
    '$what: the token in a header, nothing in the address, nothing else that is not needed',
    async (call) => {
      const { origin, received } = await start((response) => response.end('{}'));
      await call.run(apiAt(serverAt(origin)));
      expect(received).toHaveLength(1);
      const request = received[0]!;
      expect(request).toMatchObject({ method: call.body ? 'POST' : 'GET', path: call.path });
      if (call.body) {
        expect(request.headers['content-type']).toBe('application/json');
        expect(JSON.parse(request.body)).toEqual(call.body);
      } else expect(request.body).toBe('');
      expect(request.headers).toMatchObject({
        authorization: `Bearer ${token}`,
        'bitwarden-client-version': '2026.8.0',
        accept: 'application/json',
      });
      expect(request.headers).not.toHaveProperty('cookie');
      expect(request.headers).not.toHaveProperty('referer');
    },
  );

  test('GET /config carries no token', async () => {
    const { origin, received } = await start((response) => response.end('{}'));
    await apiAt(serverAt(origin)).config();
    expect(received).toHaveLength(1);
    expect(received[0]!.headers).not.toHaveProperty('authorization');
  });

  test('POST /connect/token is a form with what the server asks for, and the secret is nowhere else', async () => {
    const { origin, received } = await start(answerToken);
    const value = readingOf(await apiAt(serverAt(origin)).signIn(credentials));
    expect(value).toEqual({ accessToken: token, expiresAt: now + 3_600_000, issuedAt: now, sealed: {} });
    const request = received[0]!;
    expect(request).toMatchObject({ method: 'POST', path: '/identity/connect/token' });
    expect(request.headers['content-type']).toMatch(/^application\/x-www-form-urlencoded/);
    expect(request.headers['bitwarden-client-version']).toBe('2026.8.0');
    expect(Object.fromEntries(new URLSearchParams(request.body))).toEqual({
      grant_type: 'client_credentials',
      scope: 'api',
      client_id: credentials.clientId,
      client_secret: secret,
      deviceType: '2',
      deviceIdentifier: credentials.deviceId,
      deviceName: 'Provider Desk',
    });
    expect(JSON.stringify(request.headers)).not.toContain(secret);
  });

  test('pasted spaces are dropped, and texts for the device are cut to what the server holds', async () => {
    const { origin, received } = await start(answerToken);
    const api = apiAt(serverAt(origin), { deviceName: 'n'.repeat(51) });
    await api.signIn({
      clientId: ` ${credentials.clientId}\n`,
      clientSecret: `\t${secret} `,
      deviceId: 'd'.repeat(51),
    });
    const form = new URLSearchParams(received[0]!.body);
    expect(form.get('client_id')).toBe(credentials.clientId);
    expect(form.get('client_secret')).toBe(secret);
    expect(form.get('deviceIdentifier')).toBe('d'.repeat(50));
    expect(form.get('deviceName')).toBe('n'.repeat(50));
  });

  test('an id cannot lead to another path', async () => {
    const { origin, received } = await start((response) => response.end('{}'));
    const api = apiAt(serverAt(origin));
    await api.clients(token, '../accounts/profile?x=');
    await api.members(token, { providerId: '../x#', place: TEAM });
    await api.members(token, { providerId, place: 'a/b' });
    expect(received.map(({ path }) => path)).toEqual([
      '/api/providers/..%2Faccounts%2Fprofile%3Fx%3D/organizations',
      '/api/providers/..%2Fx%23/users',
      '/api/organizations/a%2Fb/users/mini-details',
    ]);
  });

  test('who is asked for twice goes out once, and for nobody nothing goes out', async () => {
    const { origin, received } = await start((response) => response.end('{}'));
    const api = apiAt(serverAt(origin));
    for (const place of [team, client]) {
      expect(readingOf(await api.publicKeys(token, place, []))).toEqual([]);
      expect(readingOf(await api.confirm(token, place, [], null))).toEqual([]);
    }
    expect(received).toEqual([]);
    await api.publicKeys(token, client, ['m-1', 'm-2', 'm-1']);
    const [first, second] = ['m-1', 'm-2'].map((id) => ({ id, key: '4.c2VhbGVk' }));
    await api.confirm(token, client, [first!, second!, first!], null);
    expect(received.map(({ body }) => JSON.parse(body))).toEqual([{ ids: ['m-1', 'm-2'] }, { keys: [first, second] }]);
  });

  test('nothing but id and key of a person goes out, and no name of a collection where there is none', async () => {
    const { origin, received } = await start((response) => response.end('{}'));
    const person = { id: 'm-1', key: '4.c2VhbGVk', way: 'covered-word', publicKeyHash: 'ab' };
    await apiAt(serverAt(origin)).confirm(token, client, [person], null);
    expect(received.map(({ body }) => JSON.parse(body))).toEqual([{ keys: [{ id: 'm-1', key: '4.c2VhbGVk' }] }]);
  });

  test('identity and api may live at different addresses', async () => {
    const identity = await startRawServer(answerToken);
    try {
      const api = await start((response) => response.end('{}'));
      const split = apiAt({ region: 'own', vault: 'http://127.0.0.1', api: api.origin, identity: identity.origin });
      readingOf(await split.signIn(credentials));
      await split.profile(token);
      expect(identity.received.map(({ path }) => path)).toEqual(['/connect/token']);
      expect(api.received.map(({ path }) => path)).toEqual(['/accounts/profile']);
    } finally {
      await identity.close();
    }
  });

  test('fetch is told to follow nothing, keep nothing and bring no cookies', async () => {
    const seen: (RequestInit | undefined)[] = [];
    const api = apiAt(serverAt('https://vault.h.example'), {
      fetch: async (_url, init) => {
        seen.push(init);
        return new Response('{}');
      },
    });
    for (const call of calls) await call.run(api);
    expect(seen).toHaveLength(calls.length);
    for (const init of seen) {
      expect(init).toMatchObject({
        redirect: 'manual',
        credentials: 'omit',
        cache: 'no-store',
        referrerPolicy: 'no-referrer',
      });
    }
  });

  test('a redirect that the browser hides is no answer of this kind of server', async () => {
    const hidden = Object.defineProperties(new Response(null), {
      status: { value: 0 },
      type: { value: 'opaqueredirect' },
    });
    const api = apiAt(serverAt('https://vault.h.example'), { fetch: async () => hidden });
    for (const call of calls) {
      expect(failureOf(await call.run(api))).toEqual({ kind: 'not-bitwarden', host: 'vault.h.example' });
    }
  });
});

describe.each(calls)('$what without a whole answer', (call) => {
  test('nobody listens', async () => {
    const gone = await startRawServer((response) => response.end());
    await gone.close();
    const failure = failureOf(await call.run(apiAt(serverAt(gone.origin))));
    expect(failure).toEqual({ kind: 'no-answer', host: gone.host });
  });

  test('nobody listens, and the browser knows that it has no network', async () => {
    const gone = await startRawServer((response) => response.end());
    await gone.close();
    const failure = failureOf(await call.run(apiAt(serverAt(gone.origin), { online: () => false })));
    expect(failure).toEqual({ kind: 'offline' });
  });

  test('the line is cut before an answer', async () => {
    const { origin, host } = await start((response) => response.destroy());
    expect(failureOf(await call.run(apiAt(serverAt(origin))))).toEqual({ kind: 'no-answer', host });
  });

  test('the line is cut in the middle of the body', async () => {
    const { origin, host } = await start((response) => {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '1000' });
      response.write('{"object":"list","data":[', () => response.destroy());
    });
    expect(failureOf(await call.run(apiAt(serverAt(origin))))).toEqual({ kind: 'no-answer', host });
  });

  test('no answer in time', async () => {
    const { origin, host } = await start(() => {});
    const failure = failureOf(await call.run(apiAt(serverAt(origin), { timeoutMs: 30 })));
    expect(failure).toEqual({ kind: 'no-answer', host });
  });

  test('too late is no answer, even where the browser believes to be offline', async () => {
    const { origin, host } = await start(() => {});
    const failure = failureOf(await call.run(apiAt(serverAt(origin), { timeoutMs: 30, online: () => false })));
    expect(failure).toEqual({ kind: 'no-answer', host });
  });

  test('a body that does not end in time', async () => {
    const { origin, host } = await start((response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.write('{"object":"list","data":[');
    });
    const failure = failureOf(await call.run(apiAt(serverAt(origin), { timeoutMs: 60 })));
    expect(failure).toEqual({ kind: 'no-answer', host });
  });

  test('a body that nobody needs is not waited for', async () => {
    const { origin, host } = await start((response) => {
      response.writeHead(503, { 'Content-Type': 'text/html' });
      response.write('<!doctype html>');
    });
    expect(failureOf(await call.run(apiAt(serverAt(origin))))).toEqual({ kind: 'server-error', host, status: 503 });
  });

  test('called off from outside, before and during', async () => {
    const before = AbortSignal.abort();
    const during = new AbortController();
    const { origin, host, received } = await start(() => during.abort());
    expect(failureOf(await call.run(apiAt(serverAt(origin), { signal: before })))).toEqual({ kind: 'no-answer', host });
    expect(received).toEqual([]);
    const failure = failureOf(await call.run(apiAt(serverAt(origin), { signal: during.signal })));
    expect(failure).toEqual({ kind: 'no-answer', host });
    expect(received).toHaveLength(1);
  });
});
