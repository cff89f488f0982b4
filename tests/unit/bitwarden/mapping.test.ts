import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  memberRole,
  memberStatus,
  providerRole,
  providerType,
  teamRole,
  teamStatus,
  toClient,
  toClientMember,
  toConfig,
  toProfile,
  toTeamMember,
  toToken,
} from '@/lib/bitwarden/mapping';
import type { ClientDto, MemberDto, ProfileDto } from '@/lib/bitwarden/schemas';

const client: ClientDto = {
  id: 'relation-1',
  organizationId: 'client-1',
  organizationName: 'Tideway Marine Supplies',
  plan: 'Teams (Monthly)',
  userCount: 18,
  seats: 20,
  occupiedSeats: 20,
  remainingSeats: 0,
};

const member: MemberDto = {
  id: 'm-1',
  userId: 'u-1',
  type: 1,
  status: 1,
  name: 'Priya Nair',
  email: 'priya@harbour-it.example',
};

describe('numbers of the server', () => {
  const table = <T>(map: (number: number) => T, numbers: number[]): T[] => numbers.map(map);
  const range = [-2, -1, 0, 1, 2, 3, 4, 5, 99];

  test('role of the account in a provider: unknown has the least rights', () => {
    expect(table(providerRole, [0, 1, 2, -1, 99])).toEqual([
      'provider-admin',
      'service-user',
      'service-user',
      'service-user',
      'service-user',
    ]);
  });

  test('type of a provider', () => {
    expect([0, 1, 2, 3, -1, null, undefined].map(providerType)).toEqual([
      'msp',
      'reseller',
      'business-unit',
      'unknown',
      'unknown',
      'unknown',
      'unknown',
    ]);
  });

  test('status in the team, where nobody is revoked or staged', () => {
    expect(table(teamStatus, range)).toEqual([
      'unknown',
      'unknown',
      'invited',
      'accepted',
      'confirmed',
      'unknown',
      'unknown',
      'unknown',
      'unknown',
    ]);
  });

  test('status in a client', () => {
    expect(table(memberStatus, range)).toEqual([
      'unknown',
      'revoked',
      'invited',
      'accepted',
      'confirmed',
      'staged',
      'unknown',
      'unknown',
      'unknown',
    ]);
  });

  test('role in the team', () => {
    expect(table(teamRole, [-1, 0, 1, 2])).toEqual(['unknown', 'provider-admin', 'service-user', 'unknown']);
  });

  test('role in a client; 3 is retired', () => {
    expect(table(memberRole, [-1, 0, 1, 2, 3, 4, 5])).toEqual([
      'unknown',
      'owner',
      'admin',
      'user',
      'unknown',
      'custom',
      'unknown',
    ]);
  });

  test('no number but 2 is confirmed, and none but 1 is accepted', () => {
    fc.assert(
      fc.property(fc.integer(), (number) => {
        for (const status of [teamStatus(number), memberStatus(number)]) {
          expect(status === 'confirmed').toBe(number === 2);
          expect(status === 'accepted').toBe(number === 1);
        }
      }),
    );
  });
});

describe('a client', () => {
  test('takes its id from the organization and keeps the relation apart', () => {
    expect(toClient(client)).toEqual({
      id: 'client-1',
      relationId: 'relation-1',
      name: 'Tideway Marine Supplies',
      plan: 'Teams (Monthly)',
      assigned: 20,
      used: 20,
      remaining: 0,
      confirmed: 18,
    });
  });

  test.each<
    [
      string,
      Partial<ClientDto>,
      {
        assigned: number | null;
        used: number | null;
        remaining: number | null;
      },
    ]
  >([
    [
      'more used than assigned',
      { seats: 48, occupiedSeats: 50, remainingSeats: -2 },
      { assigned: 48, used: 50, remaining: -2 },
    ],
    ['no limit', { seats: null, occupiedSeats: 7, remainingSeats: null }, { assigned: null, used: 7, remaining: null }],
    ['occupied unknown', { occupiedSeats: null, remainingSeats: null }, { assigned: 20, used: null, remaining: null }],
    ['the server knows better than we reckon', { remainingSeats: 3 }, { assigned: 20, used: 20, remaining: 3 }],
  ])('%s', (_name, change, expected) => {
    expect(toClient({ ...client, ...change })).toMatchObject(expected);
  });

  test('of a server before 2024-07 has neither used nor remaining', () => {
    const { occupiedSeats: _occupied, remainingSeats: _remaining, ...old } = client;
    expect(toClient(old)).toMatchObject({
      assigned: 20,
      used: null,
      remaining: null,
      confirmed: 18,
    });
  });

  test('remaining is reckoned where only that is missing', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (seats, occupiedSeats) => {
        const { remainingSeats: _remaining, ...row } = {
          ...client,
          seats,
          occupiedSeats,
        };
        expect(toClient(row).remaining).toBe(seats - occupiedSeats);
      }),
    );
  });

  test('names stay as they are, but a blank one is none', () => {
    const odd = '  <b>O’Neill & Zn.</b> 🚢 ';
    expect(toClient({ ...client, organizationName: odd }).name).toBe(odd);
    expect(toClient({ ...client, organizationName: ' ', plan: '' })).toMatchObject({ name: null, plan: null });
    expect(toClient({ ...client, organizationName: null, plan: null })).toMatchObject({ name: null, plan: null });
  });
});

describe('a member', () => {
  test('of the team and of a client are told apart: the same numbers mean different roles', () => {
    const common = {
      id: 'm-1',
      userId: 'u-1',
      name: 'Priya Nair',
      email: 'priya@harbour-it.example',
      status: 'accepted',
    };
    expect(toTeamMember(member)).toEqual({ ...common, role: 'service-user' });
    expect(toClientMember(member)).toEqual({ ...common, role: 'admin' });
  });

  test('invited people have an address only', () => {
    const invited: MemberDto = {
      ...member,
      userId: null,
      name: null,
      status: 0,
    };
    expect(toTeamMember(invited)).toMatchObject({
      userId: null,
      name: null,
      status: 'invited',
    });
    expect(toClientMember({ id: 'm-2', type: 2, status: 0 })).toEqual({
      id: 'm-2',
      userId: null,
      name: null,
      email: '',
      status: 'invited',
      role: 'user',
    });
  });
});

describe('the profile', () => {
  const profile = {
    id: 'u-1',
    email: 'ada@harbour-it.example',
    name: 'Ada',
    providers: [
      {
        id: 'p-1',
        name: 'Harbour IT',
        type: 0,
        enabled: true,
        providerType: 0,
      },
      { id: 'p-2', name: null, type: 1, enabled: false },
    ],
    providerOrganizations: [
      { id: 'c-1', providerId: 'p-1', enabled: false },
      { id: 'c-2', providerId: 'p-2', enabled: false },
      { id: 'c-3', providerId: 'p-1', enabled: true },
      { id: 'c-4', providerId: 'p-1', enabled: false },
    ],
  } satisfies ProfileDto;

  test('of somebody without any provider may say so with null', () => {
    expect(toProfile({ ...profile, providers: null, providerOrganizations: null, organizations: null })).toMatchObject({
      providers: [],
      keys: { providers: [], providerOrganizations: [], organizations: [] },
    });
  });

  test('gives each provider its own switched-off clients', () => {
    expect(toProfile(profile)).toMatchObject({
      userId: 'u-1',
      email: 'ada@harbour-it.example',
      name: 'Ada',
      providers: [
        {
          id: 'p-1',
          name: 'Harbour IT',
          role: 'provider-admin',
          enabled: true,
          type: 'msp',
          disabledClientIds: ['c-1', 'c-4'],
        },
        {
          id: 'p-2',
          name: null,
          role: 'service-user',
          enabled: false,
          type: 'unknown',
          disabledClientIds: ['c-2'],
        },
      ],
    });
  });

  test('hands on every sealed key as it is, and says where there is none', () => {
    const [harbour, polder] = profile.providers;
    const [first, second] = profile.providerOrganizations;
    const { keys } = toProfile({
      ...profile,
      providers: [
        { ...harbour!, key: '4.cHJvdmlkZXI=' },
        { ...polder!, key: null },
      ],
      providerOrganizations: [
        { ...first!, key: '2.aXY=|Y3Q=|bWFj', useMyItems: true },
        { ...second!, key: '', useMyItems: null },
      ],
      organizations: [{ id: 'o-1', key: '4.b3du' }, { id: 'o-2' }],
    });
    expect(keys).toEqual({
      providers: [
        { id: 'p-1', key: '4.cHJvdmlkZXI=' },
        { id: 'p-2', key: null },
      ],
      providerOrganizations: [
        { id: first!.id, providerId: first!.providerId, key: '2.aXY=|Y3Q=|bWFj', useMyItems: true },
        { id: second!.id, providerId: second!.providerId, key: null, useMyItems: null },
      ],
      organizations: [
        { id: 'o-1', key: '4.b3du' },
        { id: 'o-2', key: null },
      ],
    });
    expect(toProfile(profile).keys.organizations).toEqual([]);
  });

  test('every switched-off client of a known provider is listed once, under its provider', () => {
    const row = fc.record({
      id: fc.uuid(),
      providerId: fc.constantFrom('p-1', 'p-2', 'elsewhere'),
      enabled: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.uniqueArray(row, { selector: (r) => r.id }), (providerOrganizations) => {
        for (const provider of toProfile({
          ...profile,
          providerOrganizations,
        }).providers) {
          expect(provider.disabledClientIds).toEqual(
            providerOrganizations.filter((r) => !r.enabled && r.providerId === provider.id).map((r) => r.id),
          );
        }
      }),
    );
  });
});

describe('token and configuration', () => {
  test('a token ends its seconds after it was asked for', () => {
    expect(toToken({ access_token: 'a.b.c', expires_in: 3600 }, 1_000)).toEqual({
      accessToken: 'a.b.c',
      expiresAt: 3_601_000,
      issuedAt: 1_000,
      sealed: {},
    });
  });

  test('along with a token come the parts that concern keys, in either spelling, and nothing else', () => {
    const sealed = {
      Key: '2.a|b|c',
      privateKey: '2.d|e|f',
      AccountKeys: { publicKeyEncryptionKeyPair: { wrappedPrivateKey: '2.d|e|f' } },
      Kdf: 0,
      kdfIterations: 600_000,
      KdfMemory: null,
      KdfParallelism: null,
      UserDecryptionOptions: { HasMasterPassword: true },
      ApiUseKeyConnector: true,
    };
    const dto = {
      access_token: 'a.b.c',
      expires_in: 3600,
      refresh_token: 'r',
      scope: 'api',
      ForcePasswordReset: false,
    };
    expect(toToken({ ...dto, ...sealed }, 1_000).sealed).toEqual(sealed);
  });

  test('the official server has no flavour, others have their name, or else their address', () => {
    expect(toConfig({ version: '2026.8.0', server: null }).flavour).toBeNull();
    expect(
      toConfig({
        version: '1',
        server: { name: 'Harbourwarden', url: 'https://h.example' },
      }).flavour,
    ).toBe('Harbourwarden');
    expect(
      toConfig({
        version: '1',
        server: { name: null, url: 'https://h.example' },
      }).flavour,
    ).toBe('https://h.example');
  });

  test('addresses that are not named are null', () => {
    const named = { api: 'https://api.h.example', identity: '', vault: null };
    expect(toConfig({ version: '1', environment: named })).toMatchObject({
      api: 'https://api.h.example',
      identity: null,
      vault: null,
    });
    expect(toConfig({ version: '1' })).toMatchObject({
      api: null,
      identity: null,
      vault: null,
    });
  });
});
