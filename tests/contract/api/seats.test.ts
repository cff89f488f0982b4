/** Changing seats over real HTTP: what was previewed is what the server does, and what it refuses is told as it said it. */
import { signal } from '@preact/signals';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { clientsNow } from '@/lib/bitwarden/administration/seats';
import type { ErrandRequest } from '@/lib/domain/errand';
import { fail } from '@/lib/domain/failure';
import type { Client, Role } from '@/lib/domain/model';
import type { Overview } from '@/lib/domain/overview';
import type { Words } from '@/lib/domain/words';
import { findClient } from '@/lib/view/client/find';
import { createSeatChange, type SeatChangeModel } from '@/lib/view/client/seat-change';
import type { DeskTools } from '@/lib/view/desk/tools';
import { createWork } from '@/lib/view/desk/work';
import type { Simulator } from '../../simulator/index';
import { encodeName } from '../../simulator/wire';
import { spoken } from '../../unit/domain/english';
import { account, client, overviewOf, provider } from '../../unit/domain/samples';
import { apiAt, readingOf } from './harness';
import { simulate } from './members-scene';

// Many exchanges in one test take their time on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

let sim: Simulator;
beforeEach(async () => {
  sim = await simulate();
});
afterEach(async () => {
  expect(sim.crashes).toEqual([]);
  await sim.close();
});

interface Scene {
  readonly seats: SeatChangeModel;
  readonly pool: { seatMinimum: number; purchasedSeats: number; allocatedSeats: number };
  readonly organization: { seats: number | null; name: string; status: number };
  /** Runs just before the change is sent. */
  beforeSending: (() => void) | null;
  want(seats: number): Promise<string>;
  puts(): readonly string[];
}

async function seatsOf(label: string, name: string): Promise<Scene> {
  const who = sim.world.accounts.find((one) => one.label === label)!;
  const [{ id: providerId, role }] = who.providers as [{ id: string; role: Role }];
  const now = (): number => sim.control.advance({ ms: 0 }).now;
  const api = apiAt({ region: 'own', vault: sim.origin, api: sim.apiUrl, identity: sim.identityUrl }, { now });
  const { accessToken } = readingOf(await api.signIn({ ...who, deviceId: who.userId }));
  const id = sim.control.truth.clients(who.userId).find((one) => one.name === name)!.organizationId;
  const scene: { beforeSending: (() => void) | null } = { beforeSending: null };
  const overview = signal<Overview | null>(null);
  const every: Parameters<typeof createWork>[0]['every'] = (ms, call) => {
    const timer = setInterval(() => {
      sim.control.advance({ ms });
      call();
    }, 1);
    return () => clearInterval(timer);
  };
  const work = createWork({
    async ask(task, request) {
      if (task !== 'errand') return undefined as never;
      const errand = request as unknown as ErrandRequest;
      if (errand.call.startsWith('PUT')) scene.beforeSending?.();
      const answer = await api.errand(accessToken, errand);
      const told = answer.ok || answer.failure.kind !== 'token-dead' ? answer : fail({ kind: 'key-lost' } as const);
      return told as never;
    },
    overview,
    newId: () => 'deed',
    now,
    every,
  });
  const answer = await work.run('a', clientsNow(providerId));
  if (!answer.ok) throw new Error('The clients cannot be read');
  const clients = answer.value.map(
    ({ clientId, name: called, plan, seats, occupied }): Client =>
      client(clientId, {
        name: called,
        plan,
        assigned: seats,
        used: occupied,
        remaining: (seats ?? 0) - (occupied ?? 0),
      }),
  );
  overview.value = overviewOf({
    accounts: [account()],
    providers: [provider({ id: providerId, role })],
    lists: [{ accountId: 'a', providerId, readAt: now() - 1, clients }],
  });
  const spokenWords: Words[] = [];
  const tools = {
    work,
    now,
    later: () => () => undefined,
    speak: (words: readonly Words[]) => void spokenWords.push(...words),
  } satisfies Partial<DeskTools>;
  // Only these four are used; a test that needs more fails at once.
  const seats = createSeatChange(tools as unknown as DeskTools, signal(findClient(overview.value, null, id)));
  await seats.readPool();
  const organization = sim.world.organizations.get(id)!;
  return Object.assign(scene, {
    seats,
    organization,
    pool: sim.world.providers.get(providerId)!.plans.find(({ planType }) => planType === organization.planType)!,
    async want(to: number) {
      seats.type(String(to));
      seats.tick(true);
      await seats.save();
      const words = seats.result.value?.words ?? (seats.toast.value === null ? [] : [seats.toast.value.words]);
      return words.map(spoken).join(' ');
    },
    puts: () => sim.log.filter({ method: 'PUT' }).map(({ path }) => path),
  });
}

describe('what was previewed is what happens', () => {
  test.each(['provider admin', 'service user'])('step by step, as %s', async (label) => {
    const scene = await seatsOf(label, 'Tideway Marine Supplies');
    const { seats, pool, organization } = scene;
    for (const to of [24, 45, 46, 60, 20, 47, 44, 70, 21]) {
      const before = { seats: organization.seats, purchased: pool.purchasedSeats };
      seats.type(String(to));
      const draft = seats.draft.value;
      if (draft.kind !== 'change') {
        // Only what nobody but an admin may do is not offered.
        expect([label, draft.kind]).toEqual(['service user', 'problem']);
        continue;
      }
      const told = await scene.want(to);
      expect([organization.seats, pool.purchasedSeats]).toEqual([to, before.purchased + (draft.effect?.bought ?? 0)]);
      expect(pool.allocatedSeats).toBe(draft.effect?.after.assigned);
      expect(told).toBe(`Tideway Marine Supplies now has ${to} seats.`);
    }
  });

  test('a name goes back letter by letter, whatever is in it', async () => {
    const odd = 'AT&T-like &amp; Associates';
    (await seatsOf('provider admin', 'Gable Architects')).organization.name = encodeName(odd);
    for (const name of [
      'Willow & Wren "Florists"',
      'Yarrow <Digital>',
      'Zephyr Cycle Works 🚲',
      'مكتبة النيل للنشر',
      odd,
    ]) {
      const scene = await seatsOf('provider admin', name);
      const seats = (scene.organization.seats ?? 0) + 1;
      expect(await scene.want(seats)).toContain(`now has ${seats} seats.`);
      const after = await seatsOf('provider admin', name);
      expect(after.organization.seats).toBe(seats);
    }
  });
});

describe('what the server refuses', () => {
  test('a purchase by a service user, because the pool shrank in the last moment', async () => {
    const scene = await seatsOf('service user', 'Tideway Marine Supplies');
    scene.beforeSending = () => {
      scene.pool.seatMinimum -= 25;
    };
    expect(await scene.want(22)).toBe(
      'Bitwarden refused: “Service users cannot purchase additional seats”. Tideway Marine Supplies now has 20 seats.',
    );
  });

  test('without a payment set-up, or for a provider that is not billed: nothing is hidden, nothing changes', async () => {
    const provider = [...sim.world.providers.values()][0]!;
    provider.payment = false;
    const unpaid = await seatsOf('provider admin', 'Tideway Marine Supplies');
    expect(unpaid.seats.basis.value?.pool.kind).toBe('unread');
    expect(await unpaid.want(22)).toContain('It was not changed. Tideway Marine Supplies now has 20 seats.');
    provider.payment = true;
    provider.status = 1;
    const unbilled = await seatsOf('provider admin', 'Tideway Marine Supplies');
    expect(await unbilled.want(22)).toContain('Tideway Marine Supplies now has 20 seats.');
    expect(unbilled.organization.seats).toBe(20);
  });

  test('on an own server', async () => {
    sim.control.setSwitches({ selfHosted: true });
    const scene = await seatsOf('provider admin', 'Tideway Marine Supplies');
    expect(await scene.want(22)).toMatch(/^Bitwarden refused: “Only allowed when not self hosted”\./);
  });

  test('a client that is not managed, or was unlinked in the last moment', async () => {
    const scene = await seatsOf('provider admin', 'Tideway Marine Supplies');
    scene.beforeSending = () => {
      scene.organization.status = 1;
    };
    expect(await scene.want(22)).toContain('now has 20 seats.');
    const gone = await seatsOf('provider admin', 'Gable Architects');
    gone.beforeSending = () => {
      const id = sim.control.truth
        .clients(sim.world.accounts[0]!.userId)
        .find(({ name }) => name === 'Gable Architects');
      sim.control.removeClient({ organizationId: id?.organizationId ?? '' });
    };
    expect(await gone.want(22)).toBe('Gable Architects is no longer a client of this provider. Nothing was changed.');
  });
});

describe('lines that break', () => {
  const put = { method: 'PUT', path: '/providers/*/clients/*', count: 1 } as const;

  test('after it was done, and before', async () => {
    const scene = await seatsOf('provider admin', 'Tideway Marine Supplies');
    sim.control.addFault({ kind: 'drop', after: true, ...put });
    expect(await scene.want(22)).toBe('No clear answer came, but it worked. Tideway Marine Supplies now has 22 seats.');
    sim.control.addFault({ kind: 'html', status: 502, ...put });
    expect(await scene.want(23)).toBe('No answer, so we do not know. Tideway Marine Supplies now has 22 seats.');
  });

  test('told to wait: one more look, one more request', async () => {
    const scene = await seatsOf('provider admin', 'Tideway Marine Supplies');
    sim.control.addFault({ kind: 'tooManyRequests', retryAfterSeconds: 1, ...put });
    expect(await scene.want(22)).toBe('Tideway Marine Supplies now has 22 seats.');
    expect(scene.puts()).toHaveLength(2);
  });
});
