/** Something that is done for several people: request by request, with progress, and what became of each in the end. */
import { type ReadonlySignal, signal } from '@preact/signals';
import { clientMembership, type Membership } from '@/lib/bitwarden/administration/members';
import type { PlaceKey } from '@/lib/domain/confirmation';
import { isRefusal } from '@/lib/domain/errand';
import { type Failure, type Result, succeed } from '@/lib/domain/failure';
import { sameAddress } from '@/lib/domain/invite';
import { TEAM } from '@/lib/domain/keys';
import type { MemberRole } from '@/lib/domain/model';
import type { ActResult, Subject, Work } from '@/lib/view/desk/work';
import { bulkErrand, inviteErrand, type ListedMember, listErrand, roleErrand } from './errands';
import { judge, type Outcome, type PeopleDeed, type PeopleEnding } from './outcome';

/** Done by this, as far as the list tells. */
const isDone = ({ kind }: Outcome): boolean => kind === 'done' || kind === 'found';

/** People in one request: few enough that progress is seen. */
const atOnce = 50;

/** So long a reading of the team stands for the record of each of several whose role is changed, ms. */
const freshMs = 3_000;

export interface Progress {
  readonly what: PeopleDeed;
  readonly done: number;
  readonly total: number;
}

export interface ResultLine {
  readonly person: Subject;
  readonly outcome: Outcome;
}

export interface Report {
  readonly what: PeopleDeed;
  readonly role: MemberRole | null;
  /** When it ended, epoch ms. */
  readonly at: number;
  readonly lines: readonly ResultLine[];
  /** The list could not be read afterwards: nothing was held against it. */
  readonly unread: boolean;
}

/** Whom it is done for. `role`: the one that the page showed when it was wanted, which a change of role goes by. */
export type Ordered = Subject & { readonly role?: MemberRole };

export interface Order {
  readonly what: PeopleDeed;
  readonly people: readonly Ordered[];
  /** For invitations and changes of role. */
  readonly role: MemberRole | null;
}

export interface JobDeps {
  readonly where: PlaceKey;
  readonly work: Work;
  readonly clock: () => number;
  /** The list as it was last read, and read anew. */
  readonly listed: () => readonly ListedMember[];
  readonly read: () => Promise<readonly ListedMember[] | null>;
}

export interface Job {
  /** null: nothing is under way. */
  readonly progress: ReadonlySignal<Progress | null>;
  /** Does it, and answers with what became of everybody; null: something else is under way. Never rejects. */
  run(order: Order): Promise<Report | null>;
  /** Reads the list again and judges a report by it once more. */
  check(report: Report): Promise<Report>;
}

interface Evidence {
  readonly endings: ReadonlyMap<string, PeopleEnding>;
  readonly before: readonly ListedMember[];
  /** One for each request, with whom it was about, to write its end into the record with. */
  readonly settles: readonly { readonly ids: readonly string[]; readonly settle: ActResult['settle'] }[];
  /** When the last request ended, answered or not, epoch ms. */
  readonly sentAt: number;
}

interface Portion extends Partial<Pick<ActResult, 'settle'>> {
  readonly endings: ReadonlyMap<string, PeopleEnding>;
}

/** Somebody's role as the server has it, with what has to be sent back of a client's member. */
interface Standing {
  readonly role: MemberRole;
  readonly record: Membership | null;
}

const find = (what: PeopleDeed, list: readonly ListedMember[], { id, email }: Subject): ListedMember | null =>
  list.find((row) => (what === 'invite' ? sameAddress(row.email) === sameAddress(email) : row.id === id)) ?? null;

const notMade: Failure = { kind: 'rejected', status: 0, what: '' };

export function createJob({ where, work, clock, listed, read }: JobDeps): Job {
  const progress = signal<Progress | null>(null);
  /** Of reports that may be checked again. */
  const evidence = new WeakMap<Report, Evidence>();

  const all = (people: readonly Subject[], failure: Failure): Portion => ({
    endings: new Map(people.map(({ id }) => [id, { kind: 'not-sent', failure }])),
  });

  /** The team as it was read last for a change of roles, and when, epoch ms. */
  let team: { readonly at: number; readonly list: readonly ListedMember[] } | null = null;

  /** Reads what somebody is at this moment. null: they are no longer there. */
  async function standing(id: string): Promise<Result<Standing | null>> {
    if (where.place !== TEAM) {
      const answer = await work.run(where.accountId, clientMembership(where.place, id));
      return answer.ok ? succeed({ role: answer.value.role, record: answer.value }) : answer;
    }
    // Set back, a clock tells nothing.
    if (team === null || Math.abs(clock() - team.at) > freshMs) {
      const answer = await work.run(where.accountId, listErrand(where));
      if (!answer.ok) return answer;
      team = { at: clock(), list: answer.value };
    }
    const found = team.list.find((one) => one.id === id);
    return succeed(found === undefined ? null : { role: found.role, record: null });
  }

  /** server: whoever writes last wins, without a word; so what is there is looked at a moment before. */
  async function changeRole(person: Ordered, role: MemberRole): Promise<Portion> {
    const now = await standing(person.id);
    if (!now.ok) {
      const { failure } = now;
      if (!isRefusal(failure)) return all([person], failure);
      // server: 404 for whoever is gone, which the list will show.
      return { endings: new Map([[person.id, { kind: 'refused', sentence: failure.sentence ?? null }]]) };
    }
    if (now.value === null) return { endings: new Map([[person.id, { kind: 'gone' }]]) };
    // A colleague was faster. A role with permissions of its own would lose them to one of ours.
    if (now.value.role !== person.role)
      return { endings: new Map([[person.id, { kind: 'overtaken', role: now.value.role }]]) };
    const errand = roleErrand(where, person.id, role, now.value.record);
    if (errand === null) return all([person], notMade);
    return work.act({ where, what: 'role', people: [person], role, errand });
  }

  async function portion({ what, role }: Order, people: readonly Ordered[]): Promise<Portion> {
    if (what === 'role') {
      const [person] = people;
      return person === undefined || role === null ? all(people, notMade) : changeRole(person, role);
    }
    if (what === 'invite') {
      const emails = people.map(({ email }) => email);
      const errand = role === null ? null : inviteErrand(where, emails, role);
      if (errand === null || role === null) return all(people, notMade);
      return work.act({ where, what, people, role, errand });
    }
    const ids = people.map(({ id }) => id);
    return work.act({ where, what, people, errand: bulkErrand(what, where, ids) });
  }

  /** server: seats for restoring are reckoned over all who are sent, so they go together. */
  const sizeOf = ({ what, people }: Order): number => {
    if (what === 'role') return 1;
    return what === 'restore' ? Math.max(1, people.length) : atOnce;
  };

  function report({ what, people, role }: Order, known: Evidence, after: readonly ListedMember[] | null): Report {
    const { endings, before, settles, sentAt } = known;
    const ageMs = clock() - sentAt;
    const lines = people.map((person): ResultLine => {
      const ending = endings.get(person.id) ?? { kind: 'not-sent', failure: notMade };
      const seen = after === null ? 'unread' : find(what, after, person);
      return { person, outcome: judge({ what, ending, before: find(what, before, person), after: seen, role, ageMs }) };
    });
    const made: Report = { what, role, at: clock(), lines, unread: after === null };
    evidence.set(made, known);
    // server: no list shows whether an invitation was sent again.
    if (after !== null && what !== 'resend') {
      const done = new Set(lines.flatMap(({ person, outcome }) => (isDone(outcome) ? [person.id] : [])));
      const open = new Set(lines.flatMap(({ person, outcome }) => (outcome.kind === 'unknown' ? [person.id] : [])));
      for (const { ids, settle } of settles) if (!ids.some((id) => open.has(id))) void settle(done);
    }
    return made;
  }

  return {
    progress,
    async run(order) {
      if (progress.peek() !== null) return null;
      const { what, people } = order;
      const endings = new Map<string, PeopleEnding>();
      const settles: Evidence['settles'][number][] = [];
      const size = sizeOf(order);
      progress.value = { what, done: 0, total: people.length };
      // server: whoever is there already is skipped without a word, so it has to be known who is, and they are not sent.
      const before = (what === 'invite' ? await read() : null) ?? listed();
      const todo = what === 'invite' ? people.filter((person) => find(what, before, person) === null) : people;
      let sentAt = clock();
      team = null;
      for (let at = 0; at < todo.length; at += size) {
        const now = todo.slice(at, at + size);
        const sent = await portion(order, now);
        sentAt = clock();
        for (const [id, ending] of sent.endings) endings.set(id, ending);
        if (sent.settle !== undefined) settles.push({ ids: now.map(({ id }) => id), settle: sent.settle });
        progress.value = { what, done: Math.min(at + size, todo.length), total: people.length };
      }
      const after = await read();
      // Seats moved.
      if (where.place !== TEAM && what !== 'resend' && what !== 'role') await work.readClients(where);
      progress.value = null;
      return report(order, { endings, before, settles, sentAt }, after);
    },
    async check(old) {
      const kept = evidence.get(old);
      const after = await read();
      if (kept === undefined || after === null) return old;
      const people = old.lines.map(({ person }) => person);
      return report({ what: old.what, people, role: old.role }, kept, after);
    },
  };
}
