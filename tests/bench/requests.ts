/** Requests of the first full poll and of steady polls over 1,000 clients, counted in the server's log. */
import { type LogEntry, presets, type World } from '../simulator/index';
import { forcedMs } from './budget-floor';
import { type Benchmark, type Claim, count, fact } from './report';
import { median } from './statistics';
import { openVirtualDesk, type VirtualDesk } from './virtual-desk';

const clientCount = 1000;
const startAt = Date.UTC(2026, 7, 20, 12);
/** More runs than anything here takes. */
const patience = 60;

const isMembers = ({ path }: LogEntry): boolean => path.endsWith('/users/mini-details');
const isList = ({ path }: LogEntry): boolean => /^\/providers\/[^/]+\/organizations$/.test(path);
const refusedForHaste = (entries: readonly LogEntry[]): number => entries.filter(({ status }) => status === 429).length;
const seconds = (ms: number): string => `${(ms / 1000).toFixed(0)} s`;

/** Clients of which somebody is invited: they have to be asked each time, because accepting changes no figure. */
function clientsWithInvited(world: World): string[] {
  const [provider] = world.accounts[0]?.providers ?? [];
  if (provider === undefined) throw new Error('the world has no provider');
  return world
    .relationsOf(provider.id)
    .map(({ organizationId }) => organizationId)
    .filter((id) => {
      const { occupied, confirmed } = world.seatsOf(id);
      return occupied > confirmed && world.membersOf(id).some(({ status }) => status === 0);
    });
}

/** Runs until every client with people outstanding has been read. Answers with all requests since the sign-in. */
async function firstPoll(desk: VirtualDesk, outstanding: number): Promise<readonly LogEntry[]> {
  const mark = desk.sim.log.mark();
  await desk.signIn();
  for (let run = 0; run < patience; run += 1) {
    const entries = desk.sim.log.since(mark);
    const read = new Map<string, number>();
    for (const [at, entry] of entries.entries())
      if (isMembers(entry) && !read.has(entry.path)) read.set(entry.path, at);
    if (read.size >= outstanding) return entries.slice(0, Math.max(...read.values()) + 1);
    await desk.untilNextRun();
  }
  throw new Error('the first poll did not end');
}

interface Steady {
  /** Requests to the API of each run that read the list of clients. */
  readonly polls: number[];
  readonly signIns: number;
  /** Of all runs, whatever they were for. */
  readonly total: number;
  readonly refused: number;
  readonly minutes: number;
}

async function steadyPolls(desk: VirtualDesk, wanted: number): Promise<Steady> {
  const polls: number[] = [];
  const all: LogEntry[] = [];
  while (polls.length < wanted) {
    const entries = await desk.untilNextRun();
    all.push(...entries);
    if (entries.some(isList)) polls.push(entries.filter(({ host }) => host === 'api').length);
  }
  const minutes = ((all.at(-1)?.at ?? 0) - (all[0]?.at ?? 0)) / 60_000;
  const signIns = all.filter(({ host }) => host === 'identity').length;
  return { polls, signIns, total: all.length, refused: refusedForHaste(all), minutes };
}

const pollsText = ({ polls, signIns, total, minutes }: Steady): string =>
  `median ${median(polls)} (${Math.min(...polls)}–${Math.max(...polls)}) over ${polls.length} polls; with the profile every ` +
  `few minutes and ${signIns} hourly sign-in(s), ${total} requests in ${minutes.toFixed(0)} min`;

async function steady(): Promise<Claim[]> {
  const outstanding = 20;
  const world = presets.clients(clientCount, { now: startAt, invited: outstanding, waiting: 0 });
  const desk = await openVirtualDesk(world, startAt);
  try {
    await firstPoll(desk, outstanding);
    // The first look has ended with the next poll, and what it left over is read.
    await steadyPolls(desk, 2);
    const invited = clientsWithInvited(world);
    const busy = await steadyPolls(desk, 30);
    for (const organizationId of invited)
      for (const { id, status } of world.membersOf(organizationId))
        if (status === 0) desk.sim.control.acceptInvitation({ memberId: id, organizationId });
    await steadyPolls(desk, 2);
    const settled = await steadyPolls(desk, 30);
    return [
      count({
        what: `requests of a steady poll, ${clientCount} clients, ${invited.length} with somebody invited`,
        measured: pollsText(busy),
        floor: `${2 + invited.length}: the list, the team, and each of these clients, where accepting changes no figure`,
        goal: '≤ 22',
        met: invited.length === outstanding && Math.max(...busy.polls) <= 22,
      }),
      count({
        what: 'the same when everybody there has accepted, so that nothing changes',
        measured: pollsText(settled),
        floor: '2: the list and the team; now and then a look at each place, to be sure',
        goal: 'fewer, and never more than 22',
        met: median(settled.polls) < median(busy.polls) && Math.max(...settled.polls) <= 22,
      }),
      count({
        what: 'answers 429 during all of these',
        measured: String(busy.refused + settled.refused),
        floor: '0',
        goal: '0',
        met: busy.refused + settled.refused === 0,
      }),
    ];
  } finally {
    await desk.close();
  }
}

async function first(): Promise<Claim[]> {
  const outstanding = 200;
  const world = presets.clients(clientCount, { now: startAt, outstanding, waiting: 100, invited: 100 });
  const places = [...world.relationsOf(world.accounts[0]?.providers[0]?.id ?? '')].filter(({ organizationId }) => {
    const { occupied, confirmed } = world.seatsOf(organizationId);
    return occupied > confirmed;
  }).length;
  const desk = await openVirtualDesk(world, startAt);
  try {
    const entries = await firstPoll(desk, places);
    const tookMs = (entries.at(-1)?.at ?? 0) - (entries[0]?.at ?? 0);
    // Profile, list and team, then each client; sign-ins have a budget of their own.
    const least = places + 3;
    return [
      count({
        what: `answers 429 in the first full poll, ${clientCount} clients, ${places} with people outstanding`,
        measured: `${refusedForHaste(entries)} of ${entries.length} answers`,
        floor: '0',
        goal: '0',
        met: places >= outstanding && refusedForHaste(entries) === 0,
      }),
      fact({
        what: 'how long that poll takes, at about 0.1 s an answer',
        measured: `${seconds(tookMs)} for ${entries.length} requests`,
        floor: `${seconds(forcedMs(least))} is what the budget forces upon ${least} requests`,
      }),
    ];
  } finally {
    await desk.close();
  }
}

export const requests: Benchmark = {
  name: 'requests',
  title: 'Requests over 1,000 clients, on a clock of their own',
  run: async () => [...(await steady()), ...(await first())],
};
