/** The members' page over real HTTP: its requests go to the simulated server, with the token of an account. */
import { signal } from '@preact/signals';
import type { Api } from '@/lib/bitwarden/api';
import type { PlaceKey } from '@/lib/domain/confirmation';
import type { ErrandRequest } from '@/lib/domain/errand';
import { fail } from '@/lib/domain/failure';
import type { Deed } from '@/lib/domain/journal';
import { TEAM } from '@/lib/domain/keys';
import type { MemberRole } from '@/lib/domain/model';
import { createWork, type Subject } from '@/lib/view/desk/work';
import { type ListedMember, listErrand } from '@/lib/view/people/errands';
import { createJob, type Report } from '@/lib/view/people/job';
import type { PeopleDeed } from '@/lib/view/people/outcome';
import { createStoppedClock, type Simulator, startSimulator } from '../../simulator/index';
import { apiAt, readingOf } from './harness';

export const at = Date.UTC(2026, 7, 20, 12);
/** An id that nothing has. */
export const unknownId = '00000000-0000-4000-8000-000000000000';

export const simulate = (): Promise<Simulator> => startSimulator({ clock: createStoppedClock(at), rateLimits: false });

export interface MembersScene {
  readonly sim: Simulator;
  readonly where: PlaceKey;
  readonly deeds: Deed[];
  /** Reads the list. */
  list(): Promise<readonly ListedMember[]>;
  /** Those of the list with these addresses, in this order. */
  named(...emails: string[]): Promise<Subject[]>;
  run(what: PeopleDeed, people: readonly Subject[], role?: MemberRole): Promise<Report>;
  check(report: Report): Promise<Report>;
  /** Cuts the line while the list is read. */
  cutList(count: number): void;
}

/**
 * Signs in, and opens the members of a place.
 * @param place `team`, or the id of a client
 */
export async function membersOf(sim: Simulator, label: string, place: string = TEAM): Promise<MembersScene> {
  const now = (): number => sim.control.advance({ ms: 0 }).now;
  const api: Api = apiAt({ region: 'own', vault: sim.origin, api: sim.apiUrl, identity: sim.identityUrl }, { now });
  const who = sim.world.accounts.find((account) => account.label === label)!;
  const { accessToken } = readingOf(await api.signIn({ ...who, deviceId: who.userId }));
  const where: PlaceKey = { accountId: 'a', providerId: who.providers[0]?.id ?? '', place };
  const deeds: Deed[] = [];
  const work = createWork({
    async ask(name, request) {
      if (name === 'note') deeds.push(request as Deed);
      if (name !== 'errand') return undefined as never;
      const answer = await api.errand(accessToken, request as unknown as ErrandRequest);
      // The worker signs in anew; here no token ever dies.
      const told = answer.ok || answer.failure.kind !== 'token-dead' ? answer : fail({ kind: 'key-lost' } as const);
      return told as never;
    },
    overview: signal(null),
    newId: () => `deed-${deeds.length}`,
    now,
    every(ms, call) {
      // Time passes as soon as somebody waits for it.
      const timer = setInterval(() => {
        sim.control.advance({ ms });
        call();
      }, 1);
      return () => clearInterval(timer);
    },
  });
  let last: readonly ListedMember[] = [];
  const read = async (): Promise<readonly ListedMember[] | null> => {
    const answer = await work.run(where.accountId, listErrand(where));
    if (answer.ok) last = answer.value;
    return answer.ok ? answer.value : null;
  };
  const job = createJob({ where, work, clock: now, listed: () => last, read });
  await read();
  return {
    sim,
    where,
    deeds,
    list: async () => (await read()) ?? [],
    async named(...emails) {
      return emails.map((email) => {
        const found = last.find((row) => row.email === email);
        if (found === undefined) throw new Error(`${email} is not in the list`);
        return found;
      });
    },
    async run(what, people, role) {
      const report = await job.run({ what, people, role: role ?? null });
      if (report === null) throw new Error('Something else is under way');
      return report;
    },
    check: job.check,
    cutList: (count) =>
      void sim.control.addFault({
        kind: 'drop',
        method: 'GET',
        path: place === TEAM ? '/providers/*/users' : '/organizations/*/users',
        count,
      }),
  };
}

/** Addresses to be invited. */
export const toInvite = (...emails: string[]): Subject[] => emails.map((email) => ({ id: email, name: null, email }));

/** What became of each, in order. */
export const kinds = ({ lines }: Report): string[] => lines.map(({ outcome }) => outcome.kind);

/** The server's own sentences, of those who were refused. */
export const sentences = ({ lines }: Report): (string | null)[] =>
  lines.flatMap(({ outcome }) => (outcome.kind === 'refused' ? [outcome.sentence] : []));
