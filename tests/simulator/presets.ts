/** Worlds that are used again and again. */
import { storyClients } from './names';
import { beginSeeding, type SeedOptions, seedWorld, settlePool } from './seed';
import type { World } from './world';

const minuteMs = 60_000;
const hourMs = 3_600_000;

/**
 * Harbour IT with its clients of the design: three people wait (one in the own team, one with a name, one without),
 * some more were invited and can accept next, one client is full.
 */
export function story(options: { readonly now?: number } = {}): World {
  const seeding = beginSeeding({ seed: 'story', ...options });
  const { world, people, first, second, now } = seeding;
  const byName = new Map<string, ReturnType<typeof seeding.addClient>>();
  // Who is outstanding takes a seat too, so that the used figures are the design's.
  const outstanding: Record<string, number> = {
    'Tideway Marine Supplies': 1,
    'Brightwater Dental Group': 2,
    'Coöperatie Noorderlicht U.A.': 2,
    'Fjord Logistics': 2,
    'Kestrel Engineering': 1,
  };
  for (const [name, planType, seats, used] of storyClients) {
    const confirmed = used - (outstanding[name] ?? 0);
    byName.set(name, seeding.addClient(first, { name, planType, seats, confirmed }));
  }
  for (const [place, name] of ['Dijkgraaf Techniek', 'Sluiswachter Catering', 'Kwelder Zeilen'].entries()) {
    seeding.addClient(second, { name, planType: 19, seats: 12 + place, confirmed: 9 });
  }
  const client = (name: string) => {
    const found = byName.get(name);
    if (found === undefined) throw new Error(`The story has no client ${name}`);
    return found;
  };

  for (const place of [0, 1]) people.confirmInTeam(first, people.colleague(place), 1);
  const priya = people.acceptInTeam(first, 0, people.user('priya.nair@harbour-it.example', 'Priya Nair'));
  priya.invitedAt = now - 50 * hourMs;
  people.inviteToTeam(first, 0, 'eva.roth@harbour-it.example');
  people.inviteToTeam(first, 1, 'noah@harbour-it.example');

  const tom = people.user('tom.okafor@brightwater.example', 'Tom Okafor');
  const sanne = people.user('sanne.devries@noorderlicht.example', null);
  const wait = (name: string, place: number, user: typeof tom, sinceMs: number): void => {
    people.acceptedMember(client(name), place, user).invitedAt = now - sinceMs;
  };
  wait('Brightwater Dental Group', 0, tom, 16 * hourMs);
  wait('Coöperatie Noorderlicht U.A.', 0, sanne, 40 * minuteMs);

  people.invitedMember(client('Tideway Marine Supplies'), 0, 'ingrid.solberg@tideway.example');
  people.invitedMember(client('Brightwater Dental Group'), 1, 'aoife.brennan@brightwater.example');
  people.invitedMember(client('Coöperatie Noorderlicht U.A.'), 1, 'dev.patel@noorderlicht.example');
  people.invitedMember(client('Fjord Logistics'), 0, 'luca.moretti@fjord.example');
  people.invitedMember(client('Fjord Logistics'), 1, 'nina.kowalczyk@fjord.example');
  people.invitedMember(client('Kestrel Engineering'), 0, 'marek.zielinski@kestrel.example');
  people.revokedMember(client('Hollis Freight'), 0);
  people.stagedMember(client('Eastgate Primary School'), 0);
  settlePool(seeding, 25);
  return world;
}

/** Many clients, of which `outstanding` have somebody invited or waiting: by default 20, half of them waiting. */
export function clients(count: number, options: SeedOptions & { readonly outstanding?: number } = {}): World {
  const { outstanding = Math.min(20, count), ...rest } = options;
  const waiting = Math.ceil(outstanding / 2);
  return seedWorld({ clients: count, waiting, invited: outstanding - waiting, ...rest });
}

export const presets = { story, clients } as const;
