/** Event logs against the simulated server: what pages hold, how they go on, and who may read them. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { clientEvents, type EventPage, type EventRange, providerEvents } from '@/lib/bitwarden/administration/events';
import type { Errand } from '@/lib/domain/errand';
import type { LogEvent } from '@/lib/domain/event-log';
import { fail, type Result, succeed } from '@/lib/domain/failure';
import { dayMs } from '@/lib/domain/time';
import { createPaging } from '@/lib/view/events/paging';
import { type Account, createStoppedClock, type Simulator, startSimulator } from '../../simulator/index';
import { apiAt } from './harness';

const at = Date.UTC(2026, 7, 20, 12);
const range: EventRange = { from: at - 30 * dayMs, to: at + dayMs };

let sim: Simulator;
beforeEach(async () => {
  sim = await startSimulator({ clock: createStoppedClock(at) });
});
afterEach(async () => {
  expect(sim.crashes).toEqual([]);
  await sim.close();
});

function account(label: string): Account {
  const found = sim.world.accounts.find((one) => one.label === label);
  if (found === undefined) throw new Error(`There is no account "${label}"`);
  return found;
}
const providerId = (): string => account('provider admin').providers[0]?.id ?? '';
const clientId = (): string => sim.control.truth.clients(account('provider admin').userId)[0]?.organizationId ?? '';

async function readerAs(label: string): Promise<<T>(errand: Errand<T>) => Promise<Result<T>>> {
  const api = apiAt(
    { region: 'own', vault: sim.origin, api: sim.apiUrl, identity: sim.identityUrl },
    { now: () => at },
  );
  const { clientId: id, clientSecret, userId } = account(label);
  const token = await api.signIn({ clientId: id, clientSecret, deviceId: userId });
  if (!token.ok) throw new Error('no token');
  return async (errand) => {
    const answer = await api.errand(token.value.accessToken, errand.request);
    if (!answer.ok) {
      const { failure } = answer;
      if (failure.kind === 'token-dead') throw new Error('the token is dead');
      return fail(failure);
    }
    const read = errand.read(answer.value);
    if (read === null) throw new Error('not readable');
    return succeed(read.value);
  };
}

const write = (count: number, organizationId: string): void => {
  for (let number = 0; number < count; number += 1)
    sim.world.events.push({
      type: number % 2 === 0 ? 1107 : 1500,
      at: at - number * 1_000,
      organizationId,
      providerId: providerId(),
      deviceType: 9,
      ipAddress: '203.0.113.9',
    });
};

test('all pages of a log, newest first, each event once, whatever empty pages lie between', async () => {
  write(137, clientId());
  const read = await readerAs('provider admin');
  for (const emptyEventPages of [0, 3, 7]) {
    sim.control.setSwitches({ emptyEventPages });
    const paging = createPaging(
      (dates, next): Promise<Result<EventPage>> => read(clientEvents(clientId(), dates, next)),
      () => at,
    );
    await paging.start(range);
    let steps = 0;
    while (!paging.whole.value && steps < 20) {
      await paging.more();
      steps += 1;
    }
    const times = paging.events.value.map(({ at: when }) => when ?? 0);
    expect(times).toEqual(Array.from({ length: 137 }, (_, number) => at - number * 1_000));
    expect(paging.failure.value).toBeNull();
  }
});

test('an event is read with everything that says who, where and by what', async () => {
  sim.world.events.push({ type: 2002, at, organizationId: clientId(), systemUser: 2, domainName: 'tideway.example' });
  const read = await readerAs('provider admin');
  const page = await read(clientEvents(clientId(), range));
  const expected: LogEvent = {
    type: 2002,
    at,
    userId: null,
    actingUserId: null,
    memberId: null,
    clientId: clientId(),
    providerId: null,
    relationId: null,
    systemUser: 2,
    deviceType: null,
    ipAddress: null,
    domainName: 'tideway.example',
  };
  expect(page).toEqual({ ok: true, value: { events: [expected], next: null } });
});

test('a service user reads the logs of clients, and is refused the provider’s', async () => {
  write(1, clientId());
  const read = await readerAs('service user');
  expect(await read(clientEvents(clientId(), range))).toMatchObject({ ok: true, value: { next: null } });
  expect(await read(providerEvents(providerId(), range))).toMatchObject({
    ok: false,
    failure: { kind: 'refused', status: 404 },
  });
});

test('more than a year is rejected by the server', async () => {
  const read = await readerAs('provider admin');
  const long = { from: at - 368 * dayMs, to: at };
  expect(await read(providerEvents(providerId(), long))).toMatchObject({ ok: false, failure: { kind: 'rejected' } });
  const year = { from: at - 367 * dayMs, to: at };
  expect(await read(providerEvents(providerId(), year))).toMatchObject({ ok: true });
});

test('a page ends the log if it names no further one, with null, nothing, or an empty text', () => {
  const { read } = providerEvents(providerId(), range);
  for (const continuationToken of [null, undefined, ''])
    expect(read({ object: 'list', data: [], continuationToken })).toEqual({ value: { events: [], next: null } });
  expect(read({ object: 'list', data: [], continuationToken: 'x' })).toEqual({ value: { events: [], next: 'x' } });
});
