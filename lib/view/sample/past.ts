/** What the sample's record holds from the days before: somebody was confirmed, invited, given seats, told of. */
import type { Activity } from '@/lib/domain/activity';
import type { Deed, JournalEntry, Sighting } from '@/lib/domain/journal';
import { TEAM } from '@/lib/domain/model';
import { hourMs } from '@/lib/domain/time';
import { accountId } from './snapshot';
import { createRandom, type SampleClient, type SampleWorld, statuses } from './world';

export interface Past {
  readonly activity: readonly Activity[];
  readonly journal: readonly JournalEntry[];
}

export function createPast(world: SampleWorld, now: number): Past {
  const { providerId, providerName, self, team } = world;
  const random = createRandom(7);
  const hex = (): string => Array.from({ length: 64 }, () => Math.floor(random() * 16).toString(16)).join('');
  const common = (hours: number) => ({
    id: world.next('entry'),
    at: now - hours * hourMs,
    accountId,
    providerId,
    providerName,
  });
  const clientAt = (at: number): SampleClient | undefined => world.clients[at];
  const placeOf = (client: SampleClient | undefined) => ({
    account: self.email,
    place: client?.id ?? TEAM,
    clientName: client?.name ?? null,
  });

  const confirmed = (hours: number, client: SampleClient | undefined, nth: number): Activity[] => {
    const member = client?.members.filter(({ status }) => status === statuses.confirmed)[nth];
    if (member === undefined) return [];
    const { id, userId, name, email } = member;
    const person = { id, userId, name, email, role: 'user' as const };
    const how = { what: 'confirm', way: 'covered-word', state: 'confirmed' } as const;
    return [{ ...common(hours), ...placeOf(client), person, publicKeyHash: hex(), ...how }];
  };
  const deed = (hours: number, client: SampleClient | undefined, more: Pick<Deed, 'what'> & Partial<Deed>): Deed => ({
    ...common(hours),
    ...placeOf(client),
    state: 'done',
    people: [],
    sentence: null,
    ...more,
  });
  const clientOf = (name: string): SampleClient | undefined =>
    world.clients.find(({ members }) => members.some((member) => member.name === name));
  const noticed = (hours: number, kind: Sighting['kind'], name: string): Sighting => ({
    ...common(hours),
    what: 'noticed',
    kind,
    names: [name],
    ...(kind === 'low-seats' ? {} : { places: [clientOf(name)?.name ?? providerName] }),
    count: 1,
  });
  const people = (names: readonly string[]) =>
    [...team, ...world.clients.flatMap(({ members }) => members)]
      .filter(({ name }) => names.includes(name))
      .map(({ name, email }) => ({ name, email }));
  const seated = clientAt(25);

  return {
    activity: [
      ...confirmed(20, clientAt(2), 4),
      ...confirmed(21, clientAt(2), 5),
      ...confirmed(49, clientAt(15), 3),
      ...confirmed(98, clientAt(34), 6),
    ],
    journal: [
      deed(26, undefined, { what: 'invite', role: 'service-user', people: people(['Greta Lind']) }),
      deed(30, undefined, { what: 'invite', role: 'service-user', people: people(['Priya Nair']) }),
      deed(52, seated, { what: 'seats', seats: { from: (seated?.seats ?? 8) - 2, to: seated?.seats ?? 8 } }),
      deed(70, clientAt(15), {
        what: 'invite',
        role: 'user',
        people: people(['Noah Whitfield', 'Lotte van Beek']),
      }),
      noticed(16, 'waiting', 'Tom Okafor'),
      noticed(27, 'waiting', 'Marek Nowak'),
      noticed(31, 'low-seats', 'Tideway Marine Supplies'),
      noticed(20, 'invitation', 'Hugo Brandt'),
    ],
  };
}
