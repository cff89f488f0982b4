import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readUnlockData, readWrappedKeys } from '@/lib/crypto/account-keys';
import { reasonOf, valueIn } from './support';

const unlock = {
  Kdf: { KdfType: 0, Iterations: 600_000 },
  MasterKeyEncryptedUserKey: 'user',
  Salt: ' Salt@Example.com',
};
const pair = { wrappedPrivateKey: 'private', publicKey: 'public' };
const answer = {
  Key: 'old user',
  PrivateKey: 'old private',
  Kdf: 1,
  KdfIterations: 6,
  KdfMemory: 32,
  KdfParallelism: 4,
  AccountKeys: { publicKeyEncryptionKeyPair: pair, Object: 'privateKeys' },
  UserDecryptionOptions: { HasMasterPassword: true, MasterPasswordUnlock: unlock, Object: 'userDecryptionOptions' },
};
const pbkdf2 = { type: 'pbkdf2', iterations: 600_000 };
const argon2id = { type: 'argon2id', iterations: 6, memoryMib: 32, parallelism: 4 };
const options = (change: object) => ({ UserDecryptionOptions: { ...answer.UserDecryptionOptions, ...change } });

describe('what a sign-in says about unlocking', () => {
  test('is taken from the newer places first', () => {
    expect(valueIn(readUnlockData(answer, 'me@example.com'))).toEqual({
      kdf: pbkdf2,
      salt: 'salt@example.com',
      wrappedUserKey: 'user',
      wrappedPrivateKey: 'private',
    });
  });

  test('and from the older ones where those are missing', () => {
    const older = { ...answer, AccountKeys: undefined, UserDecryptionOptions: { HasMasterPassword: true } };
    expect(valueIn(readUnlockData(older, ' Me@Example.com'))).toEqual({
      kdf: argon2id,
      salt: 'me@example.com',
      wrappedUserKey: 'old user',
      wrappedPrivateKey: 'old private',
    });
  });

  test('survives a message: it is plain data', () => {
    const data = valueIn(readUnlockData(answer, 'me@example.com'));
    expect(structuredClone(data)).toEqual(data);
    expect(JSON.parse(JSON.stringify(data))).toEqual(data);
  });

  const weak = { MasterPasswordUnlock: { ...unlock, Kdf: { KdfType: 0, Iterations: 1_000 } } };
  const unknown = { MasterPasswordUnlock: { ...unlock, Kdf: { KdfType: 7, Iterations: 600_000 } } };
  const huge = {
    MasterPasswordUnlock: { ...unlock, Kdf: { KdfType: 1, Iterations: 3, Memory: 4_096, Parallelism: 4 } },
  };
  test.each<[string, unknown, string]>([
    ['as it is', answer, 'ok'],
    ['without a salt', { ...answer, ...options({ MasterPasswordUnlock: { ...unlock, Salt: null } }) }, 'ok'],
    ['in lower case', { key: 'user', privateKey: 'p', kdf: 0, kdfIterations: 600_000 }, 'ok'],
    ['no master password', { ...answer, ...options({ HasMasterPassword: false }) }, 'no-master-password'],
    ['a key connector', { ...answer, ApiUseKeyConnector: true }, 'no-master-password'],
    ['no user key', { ...answer, Key: null, UserDecryptionOptions: null }, 'no-master-password'],
    ['no private key', { ...answer, PrivateKey: null, AccountKeys: null }, 'private-key-missing'],
    ['weak settings', { ...answer, ...options(weak) }, 'weak-kdf'],
    ['unknown settings', { ...answer, ...options(unknown) }, 'unsupported-kdf'],
    ['enormous settings', { ...answer, ...options(huge) }, 'excessive-kdf'],
    ['no settings', { ...answer, Kdf: undefined, UserDecryptionOptions: null }, 'malformed-answer'],
    ['a blank salt', { ...answer, ...options({ MasterPasswordUnlock: { ...unlock, Salt: ' ' } }) }, 'malformed-answer'],
    ['numbers for keys', { ...answer, Key: 5 }, 'malformed-answer'],
    ['a text', 'Key', 'malformed-answer'],
    ['nothing', null, 'malformed-answer'],
  ])('%s', (_, raw, expected) => {
    expect(reasonOf(readUnlockData(raw, 'me@example.com'))).toBe(expected);
  });

  test('is never taken from weaker settings beside: the newer place alone counts', () => {
    expect(reasonOf(readUnlockData({ ...answer, ...options(weak) }, 'me@example.com'))).toBe('weak-kdf');
    expect(reasonOf(readUnlockData({ ...answer, Kdf: 0, KdfIterations: 1 }, 'me@example.com'))).toBe('ok');
  });

  test('of any kind is read without an exception', () => {
    let deep: object = {};
    for (let depth = 0; depth < 50_000; depth += 1) deep = { Deep: deep };
    expect(reasonOf(readUnlockData({ ...answer, AccountKeys: deep }, 'me@example.com'))).toBe('ok');
    fc.assert(
      fc.property(fc.anything(), (raw) => {
        expect(['malformed-answer', 'no-master-password']).toContain(reasonOf(readUnlockData(raw, '')));
        expect(reasonOf(readWrappedKeys(raw))).toBe('malformed-answer');
      }),
    );
  });
});

describe('the sealed keys of a profile', () => {
  test('are found by id in any case; of what has none that is known', () => {
    const keys = valueIn(
      readWrappedKeys({
        providers: [
          { id: 'P1', key: '4.p1' },
          { id: 'p2', key: null },
        ],
        providerOrganizations: [
          { id: 'O1', providerId: 'P1', key: '2.o1' },
          { id: 'o2', providerId: 'p2', key: '' },
          { id: 'o3', providerId: 'p2' },
        ],
        organizations: [{ id: 'Own', key: '4.own' }],
      }),
    );
    expect([...keys.providers]).toEqual([
      ['p1', '4.p1'],
      ['p2', null],
    ]);
    expect([...keys.clients]).toEqual([
      ['o1', { providerId: 'p1', key: '2.o1' }],
      ['o2', null],
      ['o3', null],
    ]);
    expect([...keys.organizations]).toEqual([['own', '4.own']]);
  });

  const row = { id: 'o', providerId: 'p', key: '2.o' };
  const right = { providerId: 'p', key: '2.o' };
  test.each<[string, (typeof row | { id: string; providerId: string })[], typeof right | null]>([
    ['the same', [row, { id: 'O', providerId: 'P', key: '2.o' }], right],
    ['of another provider', [row, { ...row, providerId: 'q' }], null],
    ['of another provider, before it', [{ ...row, providerId: 'q' }, row], null],
    ['with another key', [row, { ...row, key: '2.x' }], null],
    ['without a key', [row, { id: 'o', providerId: 'p' }], null],
    ['without a key, before it', [{ id: 'o', providerId: 'p' }, row], null],
    ['with another key, and the first once more', [row, { ...row, key: '2.x' }, row], null],
  ])('two rows of one client, the second %s', (_, providerOrganizations, expected) => {
    const keys = valueIn(readWrappedKeys({ providers: [], providerOrganizations }));
    expect([...keys.clients]).toEqual([['o', expected]]);
  });

  test('two rows of one provider, or of one membership, that differ', () => {
    const rows = [
      { id: 'x', key: '4.x' },
      { id: 'X', key: '4.y' },
      { id: 'y', key: '4.y' },
    ];
    const keys = valueIn(readWrappedKeys({ providers: rows, providerOrganizations: [], organizations: rows }));
    const expected = [
      ['x', null],
      ['y', '4.y'],
    ];
    expect([[...keys.providers], [...keys.organizations]]).toEqual([expected, expected]);
  });

  test.each([null, {}, { providers: [] }, { providers: [{}], providerOrganizations: [] }])('%j is malformed', (raw) => {
    expect(reasonOf(readWrappedKeys(raw))).toBe('malformed-answer');
  });
});
