/**
 * Every example of the contract for the calls used here is read as the calls read it. The examples come through
 * HTTP like any answer, so that schema, mapping and judgement are all looked at.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { apiAt, type CallName, calls, failureOf, readingOf, serverAt } from './harness';
import { startRawServer } from './raw-server';

const shapes = z
  .object({ examples: z.record(z.string(), z.array(z.unknown())) })
  .parse(JSON.parse(readFileSync(new URL('../shapes.json', import.meta.url), 'utf8')));

const examplesOf = (schema: string): unknown[] => {
  const examples = shapes.examples[schema] ?? [];
  expect(examples.length, `examples of ${schema}`).toBeGreaterThan(0);
  return examples;
};

/** What a call makes of an answer. */
async function answerWith(name: CallName, status: number, json: unknown) {
  const server = await startRawServer((response) => {
    response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' });
    response.end(JSON.stringify(json));
  });
  try {
    return await calls.find((call) => call.name === name)!.run(apiAt(serverAt(server.origin)));
  } finally {
    await server.close();
  }
}

const listOf = (data: unknown[]): unknown => ({ object: 'list', data, continuationToken: null });
const rowsIn = (list: unknown): number => z.object({ data: z.array(z.unknown()) }).parse(list).data.length;

describe('answers that succeed', () => {
  test.each<[string, CallName]>([
    ['TokenSuccess', 'signIn'],
    ['ConfigResponse', 'config'],
    ['Profile', 'profile'],
  ])('%s is read', async (schema, call) => {
    for (const example of examplesOf(schema)) readingOf(await answerWith(call, 200, example));
  });

  test.each<[string, CallName]>([
    ['ProviderOrganizationList', 'clients'],
    ['ProviderUserList', 'team'],
    ['OrganizationUserMiniDetailsList', 'members'],
    ['ProviderUserPublicKeyList', 'teamKeys'],
    ['OrganizationUserPublicKeyList', 'memberKeys'],
    ['ProviderUserBulkList', 'confirmTeam'],
    ['OrganizationUserBulkList', 'confirmMembers'],
  ])('%s is read, no row missing', async (schema, call) => {
    for (const example of examplesOf(schema)) {
      expect(readingOf(await answerWith(call, 200, example))).toHaveLength(rowsIn(example));
    }
  });

  test.each<[string, CallName]>([
    ['ProviderOrganization', 'clients'],
    ['ProviderUserUserDetails', 'team'],
    ['OrganizationUserMiniDetails', 'members'],
    ['ProviderUserPublicKey', 'teamKeys'],
    ['OrganizationUserPublicKey', 'memberKeys'],
    ['ProviderUserBulk', 'confirmTeam'],
    ['OrganizationUserBulk', 'confirmMembers'],
  ])('rows of %s are read', async (schema, call) => {
    const rows = examplesOf(schema);
    expect(readingOf(await answerWith(call, 200, listOf(rows)))).toHaveLength(rows.length);
  });

  test('rows of ProfileProvider and ProfileProviderOrganization are read inside a profile', async () => {
    const providers = examplesOf('ProfileProvider');
    const providerOrganizations = examplesOf('ProfileProviderOrganization');
    const [profile] = z.array(z.looseObject({})).parse(examplesOf('Profile'));
    const reading = readingOf(await answerWith('profile', 200, { ...profile, providers, providerOrganizations }));
    expect(reading).toHaveProperty('providers.length', providers.length);
  });

  test('one row that lacks something makes the list unreadable: nobody is lost in silence', async () => {
    for (const [schema, call, field] of [
      ['ProviderOrganization', 'clients', 'userCount'],
      ['ProviderUserUserDetails', 'team', 'status'],
      ['OrganizationUserMiniDetails', 'members', 'id'],
      ['ProviderUserPublicKey', 'teamKeys', 'userId'],
      ['OrganizationUserPublicKey', 'memberKeys', 'id'],
      ['ProviderUserBulk', 'confirmTeam', 'error'],
      ['OrganizationUserBulk', 'confirmMembers', 'id'],
    ] as const) {
      const rows = z.array(z.looseObject({})).parse(examplesOf(schema));
      const broken = { ...rows[0], [field]: null };
      const failure = failureOf(await answerWith(call, 200, listOf([...rows, broken])));
      expect(failure.kind).toBe('unreadable');
    }
  });

  test('a confirmation that the examples refuse is read as refused, every other as done', async () => {
    for (const [schema, call] of [
      ['ProviderUserBulk', 'confirmTeam'],
      ['OrganizationUserBulk', 'confirmMembers'],
    ] as const) {
      const rows = z.array(z.object({ id: z.string(), error: z.string() })).parse(examplesOf(schema));
      expect(readingOf(await answerWith(call, 200, listOf(rows)))).toEqual(
        rows.map(({ id, error }) => ({ id, confirmed: error === '', sentence: error === '' ? null : error })),
      );
    }
  });

  test('the event log tells who confirmed whom, and when', async () => {
    const rows = examplesOf('Event');
    const [confirmed] = z.array(z.looseObject({ type: z.number() })).parse(rows);
    expect(confirmed).toMatchObject({ type: 1801 });
    expect(readingOf(await answerWith('teamEvents', 200, listOf(rows)))).toEqual([
      {
        memberId: confirmed!.providerUserId,
        actingUserId: confirmed!.actingUserId,
        at: Date.UTC(2026, 7, 21, 7, 45, 12, 345),
      },
    ]);
    for (const example of examplesOf('EventList'))
      expect(readingOf(await answerWith('teamEvents', 200, example))).toHaveLength(1);
  });

  test('what a token answer says of keys is handed on to the letter', async () => {
    for (const example of examplesOf('TokenSuccess')) {
      const { Key, PrivateKey, AccountKeys, Kdf, UserDecryptionOptions } = z.looseObject({}).parse(example);
      const reading = readingOf(await answerWith('signIn', 200, example));
      expect(reading).toHaveProperty('sealed');
      expect(reading).toMatchObject({ sealed: { Key, PrivateKey, AccountKeys, Kdf, UserDecryptionOptions } });
      expect(JSON.stringify(Object.values(z.object({ sealed: z.unknown() }).parse(reading)))).not.toContain('Bearer');
    }
  });

  test('additional members are no reason to fail, whatever they hold', async () => {
    for (const [schema, call] of [
      ['TokenSuccess', 'signIn'],
      ['ConfigResponse', 'config'],
      ['Profile', 'profile'],
      ['ProviderOrganizationList', 'clients'],
    ] as const) {
      const [example] = z.array(z.looseObject({})).parse(examplesOf(schema));
      const newer = { ...example, somethingNew: { deep: [1, null] }, settings: 'other' };
      expect(readingOf(await answerWith(call, 200, newer))).toEqual(readingOf(await answerWith(call, 200, example)));
    }
  });
});

describe('answers that fail', () => {
  test('every TokenError has a meaning', async () => {
    for (const example of examplesOf('TokenError')) {
      const { error } = z.object({ error: z.string() }).parse(example);
      const failure = failureOf(await answerWith('signIn', 400, example));
      const expected: Record<string, string> = {
        invalid_client: 'key-refused',
        version_header_missing: 'version-refused',
        invalid_client_version: 'version-refused',
      };
      expect(failure).toEqual(
        expected[error] === undefined ? { kind: 'sign-in-refused', code: error } : { kind: expected[error] },
      );
    }
  });

  test('every ErrorResponse is judged by its status, not by its text', async () => {
    for (const example of examplesOf('ErrorResponse')) {
      for (const [status, kind] of [
        [400, 'rejected'],
        [401, 'refused'],
        [404, 'refused'],
        [429, 'rate-limited'],
        [500, 'server-error'],
      ] as const) {
        expect(failureOf(await answerWith('profile', status, example)).kind).toBe(kind);
      }
    }
  });
});
