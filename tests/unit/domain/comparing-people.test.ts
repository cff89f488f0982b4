import { describe, expect, it } from 'vitest';
import { askedFor, clientCount, fullName, grouped, shortName, waitingByKey } from '@/lib/domain/comparing-people';
import { personKey } from '@/lib/domain/keys';
import { defaultPreferences } from '@/lib/domain/preferences';
import { account, client, overviewOf, person, place, provider } from './samples';

describe('how somebody is called', () => {
  it.each([
    ['Priya Nair', 'Priya'],
    ['  Tom   Okafor ', 'Tom'],
    ['Madonna', 'Madonna'],
    ['J. Smith', 'J. Smith'],
    ['Smith, Jane', 'Smith, Jane'],
    ['de Vries', 'de Vries'],
    ['Jo Li', 'Jo Li'],
    ['李 明', '李 明'],
    ['', 'priya@example.org'],
    [null, 'priya@example.org'],
  ])('%s → %s', (name, expected) => {
    expect(shortName({ name, email: 'priya@example.org' })).toBe(expected);
  });

  it('in full by the name, else the address', () => {
    expect(fullName({ name: ' Priya Nair ', email: 'p@x' })).toBe('Priya Nair');
    expect(fullName({ name: ' ', email: 'p@x' })).toBe('p@x');
  });
});

const overview = overviewOf({
  accounts: [account()],
  providers: [provider(), provider({ accountId: 'b', removed: true })],
  lists: [{ accountId: 'a', providerId: 'p', readAt: 1, clients: [client('1'), client('2', { name: null })] }],
  places: [
    place('team', [person('priya', { role: 'service-user', waitingSince: 30 })]),
    place('1', [person('tom', { waitingSince: 20 }), person('eva', { status: 'invited', waitingSince: null })]),
    place('2', [person('sanne', { waitingSince: 10 })]),
    place('1', [person('gone')], { accountId: 'b' }),
  ],
  preferences: {
    ...defaultPreferences,
    muted: [{ accountId: 'a', providerId: 'p', clientId: '2', name: null }],
  },
});

describe('the people that are asked for', () => {
  it('are all who wait where nobody is named, without muted clients', () => {
    expect(askedFor(overview, []).map(personKey)).toEqual(['a/p/1/tom', 'a/p/team/priya']);
  });

  it('are those named, longest wait first, once each, muted or not', () => {
    const who = ['a/p/team/priya', 'a/p/2/sanne', 'a/p/team/priya', 'a/p/1/eva', 'b/p/1/gone', 'nobody'];
    expect(askedFor(overview, who).map(personKey)).toEqual(['a/p/2/sanne', 'a/p/team/priya']);
  });

  it('are known with provider and client', () => {
    expect(waitingByKey(overview).get('a/p/1/tom')).toMatchObject({
      providerName: 'Harbour IT',
      clientName: 'Client 1',
      place: '1',
    });
    expect(waitingByKey(overview).get('a/p/team/priya')).toMatchObject({ clientName: null, place: 'team' });
  });
});

it('counts the clients of a provider, where it knows', () => {
  const [tom] = askedFor(overview, []);
  expect(clientCount(overview, tom!)).toBe(2);
  expect(clientCount({ ...overview, lists: [] }, tom!)).toBeNull();
});

it('groups in the order of first meeting, none larger than may be', () => {
  expect(grouped(['a1', 'b1', 'a2', 'a3', 'b2', 'a4'], ([letter]) => letter ?? '', 2)).toEqual([
    ['a1', 'a2'],
    ['b1', 'b2'],
    ['a3', 'a4'],
  ]);
  expect(grouped([], String, 2)).toEqual([]);
});
