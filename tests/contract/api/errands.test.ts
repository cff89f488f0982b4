/**
 * Every errand over real HTTP: it asks what the contract names, its body has the contract's shape, every example of the
 * contract is read, and a refusal keeps the server's own sentence and nothing else of the answer.
 */
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { clientEvents, providerEvents } from '@/lib/bitwarden/administration/events';
import {
  changeClientRole,
  changeTeamRole,
  clientMembers,
  clientMembership,
  inviteToClient,
  inviteToTeam,
  removeFromClient,
  removeFromTeam,
  resendToClient,
  resendToTeam,
  restoreAtClient,
  revokeAtClient,
  teamMembers,
} from '@/lib/bitwarden/administration/members';
import { organization, policies } from '@/lib/bitwarden/administration/organization';
import { changeSeats, clientsNow, subscription } from '@/lib/bitwarden/administration/seats';
import { type Errand, errandCalls } from '@/lib/domain/errand';
import { complaints, endpointOf, endpoints, examples } from '../simulator/shapes';
import { apiAt, clientId, failureOf, memberId, providerId, readingOf, serverAt, token } from './harness';
import { startRawServer } from './raw-server';

const membership = {
  type: 2,
  accessSecretsManager: true,
  accessPam: null,
  permissions: null,
  collections: [{ id: memberId, readOnly: true, hidePasswords: false, manage: false }],
};
const range = { from: Date.UTC(2026, 7, 1), to: Date.UTC(2026, 7, 20) };
const ids = [memberId];

interface Case {
  readonly name: string;
  readonly errand: Errand<unknown>;
  /** Schema of what comes back; none: an empty body. */
  readonly reads?: string;
}

const cases: readonly Case[] = [
  { name: 'teamMembers', errand: teamMembers(providerId), reads: 'ProviderUserList' },
  {
    name: 'inviteToTeam',
    errand: inviteToTeam(providerId, ['eva@x.example'], 'service-user'),
  },
  { name: 'resendToTeam', errand: resendToTeam(providerId, ids), reads: 'ProviderUserBulkList' },
  { name: 'removeFromTeam', errand: removeFromTeam(providerId, ids), reads: 'ProviderUserBulkList' },
  { name: 'changeTeamRole', errand: changeTeamRole(providerId, memberId, 'provider-admin') },
  { name: 'clientMembers', errand: clientMembers(clientId), reads: 'OrganizationUserList' },
  {
    name: 'inviteToClient',
    errand: inviteToClient(clientId, ['eva@x.example'], 'admin'),
  },
  {
    name: 'resendToClient',
    errand: resendToClient(clientId, ids),
    reads: 'OrganizationUserBulkList',
  },
  {
    name: 'removeFromClient',
    errand: removeFromClient(clientId, ids),
    reads: 'OrganizationUserBulkList',
  },
  { name: 'revokeAtClient', errand: revokeAtClient(clientId, ids), reads: 'OrganizationUserBulkList' },
  { name: 'restoreAtClient', errand: restoreAtClient(clientId, ids), reads: 'OrganizationUserBulkList' },
  { name: 'clientMembership', errand: clientMembership(clientId, memberId), reads: 'OrganizationUserDetails' },
  {
    name: 'changeClientRole',
    errand: changeClientRole(clientId, memberId, 'owner', membership),
  },
  { name: 'subscription', errand: subscription(providerId), reads: 'ProviderSubscription' },
  { name: 'clientsNow', errand: clientsNow(providerId), reads: 'ProviderOrganizationList' },
  {
    name: 'changeSeats',
    errand: changeSeats(providerId, { relationId: memberId, name: 'Büro & Söhne' }, 30),
  },
  { name: 'organization', errand: organization(clientId), reads: 'Organization' },
  { name: 'policies', errand: policies(clientId), reads: 'PolicyStatusList' },
  { name: 'providerEvents', errand: providerEvents(providerId, range), reads: 'EventList' },
  { name: 'clientEvents', errand: clientEvents(clientId, range, 'a/b+c='), reads: 'EventList' },
];

/** Sends an errand to a server that gives this answer; what was sent, and what came of it. */
async function sendTo(
  answer: { status: number; text?: string; headers?: Record<string, string> },
  errand: Errand<unknown>,
) {
  const server = await startRawServer((response) => {
    response.writeHead(answer.status, { 'Content-Type': 'application/json; charset=utf-8', ...answer.headers });
    response.end(answer.text ?? '');
  });
  try {
    const result = await apiAt(serverAt(server.origin)).errand(token, errand.request);
    return { result, sent: server.received[0]! };
  } finally {
    await server.close();
  }
}

describe('an errand', () => {
  test('of each kind that the worker lets through is made here, and no other', () => {
    expect([...new Set(cases.map(({ errand }) => errand.request.call))].sort()).toEqual([...errandCalls].sort());
  });

  test.each(cases)('$name asks what the contract names, in its words', async ({ errand }) => {
    const { sent } = await sendTo({ status: 200 }, errand);
    const [path = '', query = ''] = sent.path.replace(/^\/api/, '').split('?');
    const endpoint = endpointOf(sent.method, path);
    expect(endpoint, `${sent.method} ${path}`).not.toBeNull();
    expect(path).not.toMatch(/[{}]|undefined|null/);
    expect(sent.headers.authorization).toBe(`Bearer ${token}`);
    if (sent.method === 'GET') expect([sent.body, sent.headers['content-type']]).toEqual(['', undefined]);
    else {
      expect(sent.headers['content-type']).toBe('application/json');
      const { schema } = z.object({ schema: z.string() }).parse(endpoints[endpoint ?? '']?.request);
      expect(complaints(schema, JSON.parse(sent.body))).toEqual([]);
      // A schema that everything fits says nothing.
      expect(complaints(schema, 'text')).not.toEqual([]);
    }
    if (errand.request.query !== undefined)
      expect(Object.fromEntries(new URLSearchParams(query))).toEqual(errand.request.query);
  });

  test('that changes a role sends the rest of the record back as it was', async () => {
    const { accessPam: _none, permissions: _nothing, ...rest } = membership;
    const errand = changeClientRole(clientId, memberId, 'admin', membership);
    expect(errand.request.body).toEqual({ ...rest, type: 1, accessPam: false });
    const permissions = { manageUsers: true };
    expect(changeClientRole(clientId, memberId, 'admin', { ...membership, permissions }).request.body).toMatchObject({
      permissions,
    });
    // server: groups that are left out stay as they are.
    expect(errand.request.body).not.toHaveProperty('groups');
  });

  test.each(cases.filter(({ reads }) => reads !== undefined))(
    '$name reads every example',
    async ({ errand, reads }) => {
      const known = examples[reads ?? ''] ?? [];
      expect(known.length).toBeGreaterThan(0);
      for (const example of known) {
        const { result } = await sendTo({ status: 200, text: JSON.stringify(example) }, errand);
        const read = errand.read(readingOf(result));
        expect(read).not.toBeNull();
        const rows = (example as { data?: unknown[] }).data;
        if (rows !== undefined && Array.isArray(read?.value)) expect(read?.value).toHaveLength(rows.length);
      }
      // Nothing is taken for an answer that is none.
      for (const wrong of [null, {}, [], 'text', { object: 'list' }]) expect(errand.read(wrong)).toBeNull();
    },
  );

  test.each(cases.filter(({ reads }) => reads === undefined))('$name is done with any 2xx', async ({ errand }) => {
    for (const status of [200, 204]) {
      const { result } = await sendTo({ status }, errand);
      expect(errand.read(readingOf(result))).toEqual({ value: null });
    }
  });
});

describe('an answer', () => {
  const errand = inviteToTeam(providerId, ['eva@x.example'], 'service-user');
  const call = errand.request.call;
  const error = (message: string | null, validationErrors: unknown = null) =>
    JSON.stringify({ object: 'error', message, validationErrors });

  test.each([
    ['403 without a body', 403, '', { kind: 'refused', status: 403, what: call }],
    [
      '404',
      404,
      error('Resource not found.'),
      { kind: 'refused', status: 404, what: call, sentence: 'Resource not found.' },
    ],
    [
      'a refusal that looks like a dead token',
      401,
      error('Service users cannot purchase additional seats.'),
      { kind: 'refused', status: 401, what: call, sentence: 'Service users cannot purchase additional seats.' },
    ],
    [
      'a rule that was broken',
      400,
      error('Provider must have at least one confirmed ProviderAdmin.'),
      {
        kind: 'rejected',
        status: 400,
        what: call,
        sentence: 'Provider must have at least one confirmed ProviderAdmin.',
      },
    ],
    [
      'a body that was malformed',
      400,
      error('The model state is invalid.', { Emails: ['Email #3 is not valid.'] }),
      { kind: 'rejected', status: 400, what: call, sentence: 'Email #3 is not valid.' },
    ],
    ['a page of a proxy', 400, '<html>no</html>', { kind: 'rejected', status: 400, what: call }],
  ])('is told for what it is: %s', async (_, status, text, failure) => {
    const { result } = await sendTo({ status, text }, errand);
    expect(failureOf(result)).toEqual(failure);
  });

  test('of a proxy is not taken for a refusal of the server', async () => {
    for (const status of [401, 403, 404]) {
      const { result } = await sendTo({ status, text: '<html>Just a moment</html>' }, errand);
      expect(failureOf(result)).toMatchObject({ kind: 'unreadable', what: call });
    }
  });

  test('of a proxy is not taken for success', async () => {
    const { result } = await sendTo({ status: 200, text: '<html>sign in to the hotel</html>' }, errand);
    expect(failureOf(result)).toMatchObject({ kind: 'unreadable' });
  });

  test('of a dead token is worth another try', async () => {
    const { result } = await sendTo({ status: 401, headers: { 'WWW-Authenticate': 'Bearer' } }, errand);
    expect(failureOf(result)).toEqual({ kind: 'token-dead' });
  });

  test('keeps a sentence short, and without characters that steer', async () => {
    const { result } = await sendTo({ status: 400, text: error(`a\u202eb\n${'x'.repeat(999)}`) }, errand);
    const failure = failureOf(result);
    const sentence = 'sentence' in failure ? (failure.sentence ?? '') : '';
    expect(sentence.startsWith('a b ')).toBe(true);
    expect(sentence.length).toBeLessThanOrEqual(300);
  });
});
