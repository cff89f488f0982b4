/** Seeding, the two layouts of a server, and the controls over HTTP. */
import { describe, expect, test } from 'vitest';
import { presets, type Simulator, seedWorld, type World } from '@/tests/simulator/index';
import { decodeName, encodeName, toWireDate, toWireJson } from '@/tests/simulator/wire';
import { accountNamed, call, requestToken, rowsOf, signIn, simulate } from './harness';

/** Everything in a world, rosters written down and keys sealed. */
function contentsOf(world: World): unknown {
  return {
    accounts: world.accounts,
    users: [...world.users.values()].map((user) => ({ ...user, devices: [...user.devices] })),
    providers: [...world.providers.values()],
    team: [...world.providerUsers.values()],
    organizations: [...world.organizations.values()].map((organization) => ({
      ...organization,
      relation: world.relationOf(organization.id),
      members: world.membersOf(organization.id).map((row) => ({ ...row, key: world.sealedKeyOf(row) })),
    })),
  };
}

describe('seeding', () => {
  test('the same seed gives the same world, another one another', () => {
    const small = { clients: 4, membersPerClient: 4, members: 1 };
    const first = JSON.stringify(contentsOf(seedWorld({ seed: 7, ...small })));
    expect(JSON.stringify(contentsOf(seedWorld({ seed: 7, ...small })))).toBe(first);
    expect(JSON.stringify(contentsOf(seedWorld({ seed: 8, ...small })))).not.toBe(first);
  });

  test('figures are as ordered, and the same before and after members are written down', () => {
    const world = seedWorld({
      seed: 3,
      clients: 100,
      waiting: 23,
      waitingTeam: 4,
      invited: 31,
      invitedTeam: 5,
      members: 6,
    });
    const account = world.accounts[0]!;
    const providerId = account.providers[0]!.id;
    const relations = world.relationsOf(providerId);
    expect(relations).toHaveLength(100);
    expect(world.teamOf(providerId).filter(({ status }) => status === 1)).toHaveLength(4);
    expect(world.teamOf(providerId).filter(({ status }) => status === 0)).toHaveLength(5);
    const before = relations.map(({ organizationId }) => world.seatsOf(organizationId));
    const members = relations.flatMap(({ organizationId }) => world.membersOf(organizationId));
    expect(relations.map(({ organizationId }) => world.seatsOf(organizationId))).toEqual(before);
    expect(members.filter(({ status }) => status === 1)).toHaveLength(23);
    expect(members.filter(({ status }) => status === 0)).toHaveLength(31);
    expect(new Set(members.map(({ status }) => status))).toEqual(new Set([-1, 0, 1, 2, 3]));
    const perPerson = new Map<string, number>();
    for (const { userId } of members) if (userId !== null) perPerson.set(userId, (perPerson.get(userId) ?? 0) + 1);
    expect(Math.max(...perPerson.values()), 'somebody works for several clients').toBeGreaterThan(1);
  });

  test('has the names and figures of real life', async () => {
    const simulator = await simulate({ world: presets.clients(120) });
    const account = accountNamed(simulator, 'provider admin');
    const admin = await signIn(simulator, account);
    const rows = rowsOf(await admin.get(`/providers/${account.providers[0]!.id}/organizations`));
    const names = rows.map(({ organizationName }) => String(organizationName));
    for (const pattern of [/^.{80,}$/u, /\p{Script=Arabic}/u, /\p{Extended_Pictographic}/u, /<script>/, /"/, /&amp;/]) {
      expect(
        names.some((name) => pattern.test(name)),
        String(pattern),
      ).toBe(true);
    }
    const remaining = rows.map(({ remainingSeats }) => remainingSeats);
    expect(remaining).toContain(null);
    expect(remaining.some((seats) => seats === 0)).toBe(true);
    expect(remaining.some((seats) => Number(seats) < 0)).toBe(true);
    expect(new Set(rows.map(({ plan }) => plan)).size).toBeGreaterThan(3);
    const clients = simulator.control.truth.clients(account.userId);
    expect(clients.filter(({ occupied, confirmed }) => occupied > confirmed)).toHaveLength(20);
  });

  test('a thousand clients are there within two seconds', () => {
    // Of the processor, since the machine may be busy with something else.
    const before = process.cpuUsage();
    expect(presets.clients(1000).organizations.size).toBe(1003);
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(2000);
  });

  test('the story is the one of the design', () => {
    const world = presets.story();
    const figures = [...world.organizations.values()]
      .slice(0, 4)
      .map(({ id, name, seats }) => [decodeName(name), seats, world.seatsOf(id).occupied]);
    expect(figures).toEqual([
      ['Tideway Marine Supplies', 20, 20],
      ['Verhoeven & Zonen Installatietechniek B.V.', 50, 48],
      ['Brightwater Dental Group', 60, 52],
      ['Coöperatie Noorderlicht U.A.', 120, 97],
    ]);
    const roles = world.accounts.slice(0, 4).map(({ email, providers }) => [email, providers.map(({ role }) => role)]);
    expect(roles).toEqual([
      ['ada@harbour-it.example', ['provider-admin']],
      ['bram@harbour-it.example', ['service-user']],
      ['lena@harbour-it.example', ['service-user', 'provider-admin']],
      ['gil@elsewhere.example', []],
    ]);
  });
});

describe('writing', () => {
  test('names are stored encoded and sent decoded; an empty one is sent as null', () => {
    for (const name of ['<b>A</b> & "B" \'C\'', 'Coöperatie', '🚲', 'a &amp; b', '株式会社']) {
      expect(decodeName(encodeName(name))).toBe(name);
    }
    expect(encodeName('A & B')).toBe('A &amp; B');
    expect([decodeName(''), decodeName(null), decodeName('&unknown; &#x41;')]).toEqual([null, null, '&unknown; A']);
  });

  test('raw JSON has no letter that the server’s serializer escapes', () => {
    const text = toWireJson({ name: "<é🚲'&+>" });
    expect(text).toBe('{"name":"\\u003C\\u00E9\\uD83D\\uDEB2\\u0027\\u0026\\u002B\\u003E"}');
    expect(JSON.parse(text)).toEqual({ name: "<é🚲'&+>" });
  });

  test('dates have no fraction or up to seven digits of one', () => {
    expect(toWireDate(Date.UTC(2026, 7, 20))).toBe('2026-08-20T00:00:00Z');
    for (const at of [1, 120, 999, 5]) expect(toWireDate(at)).toMatch(/^1970-01-01T00:00:00\.\d{1,7}Z$/);
    expect(Date.parse(toWireDate(1_786_000_123_456))).toBe(1_786_000_123_456);
  });
});

describe('layouts', () => {
  test('one base address names itself', async () => {
    const simulator = await simulate();
    const { origin } = simulator;
    expect([simulator.apiUrl, simulator.identityUrl]).toEqual([`${origin}/api`, `${origin}/identity`]);
    const { json } = await call(simulator, 'GET', '/config');
    expect(json).toHaveProperty('environment.api', `${origin}/api`);
  });

  test('a split one names its parts at the base, and serves them nowhere else', async () => {
    const simulator = await simulate({ split: true });
    const config = await fetch(`${simulator.origin}/api/config`);
    expect(await config.json()).toMatchObject({
      environment: { vault: simulator.origin, api: simulator.apiUrl, identity: simulator.identityUrl },
    });
    expect(new URL(simulator.apiUrl).origin).not.toBe(simulator.origin);
    expect((await requestToken(simulator, accountNamed(simulator, 'provider admin'))).status).toBe(200);
    const atBase = await fetch(`${simulator.origin}/api/accounts/profile`);
    expect(atBase.headers.get('content-type')).toContain('text/html');
    expect((await call(simulator, 'GET', '/accounts/profile')).status).toBe(401);
  });

  test('everything else is the stand-in for the web vault', async () => {
    const { origin } = await simulate();
    const page = await fetch(`${origin}/`);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await page.text()).toContain('<title>Simulated web vault</title>');
  });
});

describe('controls over HTTP', () => {
  const control = async (simulator: Simulator, name: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${simulator.origin}/__control/${name}`, {
      method: 'POST',
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, json: text === '' ? undefined : JSON.parse(text) };
  };

  test('do what the controls in code do', async () => {
    const simulator = await simulate();
    const userId = simulator.world.accounts[0]!.userId;
    const accepted = await control(simulator, 'acceptInvitation', { email: 'nina.kowalczyk@fjord.example' });
    expect(accepted).toMatchObject({ status: 200, json: { name: 'Nina Kowalczyk', status: 1 } });
    expect((await control(simulator, 'waiting', { userId })).json).toHaveLength(4);
    expect((await control(simulator, 'accounts')).json).toHaveLength(simulator.world.accounts.length);
    await control(simulator, 'addFault', { kind: 'status', status: 500, count: 1 });
    await call(simulator, 'GET', '/config', { unchecked: true });
    expect((await control(simulator, 'log', { status: 500 })).json).toMatchObject({
      mark: 1,
      entries: [{ path: '/config' }],
    });
  });

  test('say what they did not understand, and change nothing then', async () => {
    const simulator = await simulate();
    for (const [name, body] of [
      ['acceptInvitation', { email: 'nobody@nowhere.example' }],
      ['acceptInvitation', {}],
      ['setSeats', { organizationId: 'x', seats: 1 }],
      ['setSeats', { organizationId: 5, seats: 1 }],
      ['addFault', { kind: 'earthquake' }],
    ] as const) {
      expect((await control(simulator, name, body)).status).toBe(400);
    }
    expect((await control(simulator, 'truth')).status).toBe(404);
    expect((await control(simulator, 'advance', { ms: 1 }, { Origin: 'https://evil.example' })).status).toBe(403);
  });

  test('several people of one address have to be told apart', async () => {
    const { control: moves, world } = await simulate();
    const [first, second] = [...world.organizations.keys()];
    moves.invite({ organizationId: first!, email: 'twice@example.org' });
    moves.invite({ organizationId: second!, email: 'twice@example.org' });
    expect(() => moves.acceptInvitation({ email: 'twice@example.org' })).toThrow('narrow it down');
    expect(moves.acceptInvitation({ email: 'twice@example.org', organizationId: second! }).status).toBe(1);
  });
});

describe('controls over clients', () => {
  test('add, rename, fill and remove', async () => {
    const simulator = await simulate();
    const account = accountNamed(simulator, 'provider admin');
    const providerId = account.providers[0]!.id;
    const admin = await signIn(simulator, account);
    const { organizationId } = simulator.control.addClient({ providerId, name: 'New & Shiny', seats: 9, confirmed: 4 });
    const row = async () =>
      rowsOf(await admin.get(`/providers/${providerId}/organizations`)).find(
        (one) => one.organizationId === organizationId,
      );
    expect(await row()).toMatchObject({ organizationName: 'New & Shiny', seats: 9, occupiedSeats: 4 });
    simulator.control.fillClient({ organizationId });
    simulator.control.renameClient({ organizationId, name: '<i>Newer</i>' });
    expect(await row()).toMatchObject({ organizationName: '<i>Newer</i>', seats: 4, remainingSeats: 0 });
    expect(rowsOf(await admin.get(`/organizations/${organizationId}/users/mini-details`))).toHaveLength(4);
    simulator.control.removeClient({ organizationId });
    expect(await row()).toBeUndefined();
  });
});
