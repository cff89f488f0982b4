/** The list of a place's members, read when the page needs it, and made into what the page shows. */
import { computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import { type EventPage, providerEvents } from '@/lib/bitwarden/administration/events';
import type { PlaceKey } from '@/lib/domain/confirmation';
import type { Failure, Result } from '@/lib/domain/failure';
import { invitationAge } from '@/lib/domain/invitation';
import { TEAM } from '@/lib/domain/keys';
import type { Member } from '@/lib/domain/membership';
import type { Person, Place } from '@/lib/domain/model';
import type { Overview } from '@/lib/domain/overview';
import { dayMs, minuteMs } from '@/lib/domain/time';
import type { DeskTools } from '@/lib/view/desk/tools';
import { type ListedMember, listErrand } from './errands';

export interface ReadingDeps extends Pick<DeskTools, 'work' | 'ask'> {
  readonly where: PlaceKey;
  readonly overview: ReadonlySignal<Overview | null>;
  /** Epoch ms, moved on by the page. */
  readonly now: ReadonlySignal<number>;
  /** Epoch ms, this very moment. */
  readonly clock: () => number;
}

export interface PeopleReading {
  /** As the server had them; null: not read yet. */
  readonly listed: ReadonlySignal<readonly ListedMember[] | null>;
  readonly members: ReadonlySignal<readonly Member[]>;
  /** When the list was read, epoch ms; null: not yet. */
  readonly readAt: ReadonlySignal<number | null>;
  /** Why it could not be read the last time; null: it could. */
  readonly failure: ReadonlySignal<Failure | null>;
  readonly busy: ReadonlySignal<boolean>;
  /** Reads the list again. Answers with it, or null where it could not be read. Never rejects. */
  read(): Promise<readonly ListedMember[] | null>;
  /** The same, unless it was read a moment ago. */
  readIfOld(): void;
  stop(): void;
}

const oldMs = minuteMs;
/** The worker is not asked to look more often than this. */
const nudgeMs = minuteMs;
/** server: without dates the event log answers for the last 30 days. */
const eventDaysMs = 30 * dayMs;
/** Of 50 events each: sign-ins fill the log, and nobody waits for the rest. */
const mostPages = 8;
/** server: EventType, a provider member was invited. */
const invitedType = 1800;

const placeOf = (overview: Overview | null, where: PlaceKey): Place | undefined =>
  overview?.places.find(
    (one) => one.accountId === where.accountId && one.providerId === where.providerId && one.place === where.place,
  );

/** Who is not in yet, as one text: to see whether two readings differ in that. */
const notIn = (people: readonly { id: string; status: string; role: string }[]): string =>
  people
    .filter(({ status }) => status === 'invited' || status === 'accepted')
    .map(({ id, status, role }) => `${id} ${status} ${role}`)
    .sort()
    .join();

export function createReading(deps: ReadingDeps): PeopleReading {
  const { where, overview, now, clock } = deps;
  const isTeam = where.place === TEAM;
  const listed = signal<readonly ListedMember[] | null>(null);
  const readAt = signal<number | null>(null);
  const failure = signal<Failure | null>(null);
  const busy = signal(false);
  /** When people were invited, by membership, as the event log has it. */
  const logged = signal<ReadonlyMap<string, number>>(new Map());
  /** Whom the event log was asked about already. */
  const lookedUp = new Set<string>();
  let asked = 0;
  /** When the worker was last asked to look for itself, epoch ms. */
  let nudgedAt = 0;

  const known = computed(() => {
    const people = placeOf(overview.value, where)?.people ?? [];
    return new Map(people.map((person): [string, Person] => [person.id, person]));
  });
  const self = computed(() => overview.value?.accounts.find(({ id }) => id === where.accountId)?.userId ?? null);

  const members = computed<readonly Member[]>(() => {
    const people = known.value;
    return (listed.value ?? []).map((row): Member => {
      const { id, userId, name, email, status, role } = row;
      const person = people.get(id);
      const invitedAt = Math.max(person?.invitedAt ?? 0, logged.value.get(id) ?? 0);
      // Whom the worker has not seen yet, this page saw first.
      const firstSeenAt = person?.firstSeenAt ?? readAt.value;
      const since = person?.waitingSince ?? null;
      return {
        id,
        userId,
        name,
        email,
        status,
        role,
        isSelf: userId !== null && userId === self.value,
        invitation:
          status === 'invited' ? invitationAge({ invitedAt, createdAt: row.createdAt, firstSeenAt }, now.value) : null,
        waiting:
          status === 'accepted' && since !== null ? { at: since, before: person?.sinceFirstCheck ?? false } : null,
        twoStep: row.twoStep,
        recovery: row.recoveryEnrolled,
        revokedBy: row.revokedBy,
      };
    });
  });

  /** server: the team's list tells no dates; the event log does, to provider admins, where the provider keeps one. */
  async function readDates(list: readonly ListedMember[]): Promise<void> {
    const undated = new Set(
      list
        .filter(({ id, status }) => status === 'invited' && known.value.get(id)?.invitedAt === undefined)
        .map(({ id }) => id)
        .filter((id) => !lookedUp.has(id)),
    );
    if (undated.size === 0) return;
    for (const id of undated) lookedUp.add(id);
    const found = new Map(logged.value);
    const range = { from: clock() - eventDaysMs, to: clock() };
    let next: string | null = null;
    for (let page = 0; page < mostPages && undated.size > 0; page += 1) {
      const answer: Result<EventPage> = await deps.work.run(
        where.accountId,
        providerEvents(where.providerId, range, next),
      );
      // Estimates have to do.
      if (!answer.ok) break;
      for (const { type, memberId, at } of answer.value.events) {
        if (type !== invitedType || memberId === null || at === null || !undated.delete(memberId)) continue;
        found.set(memberId, at);
      }
      next = answer.value.next;
      if (next === null) break;
    }
    logged.value = found;
    const sent = list.flatMap(({ id, email }) => {
      const at = found.get(id);
      return at === undefined ? [] : [{ email, at }];
    });
    if (sent.length > 0) await deps.ask('invited', { ...where, sent }).catch(() => undefined);
  }

  /** Who waits here and is unknown to the worker could not be compared, and is missing from the badge: it is told to look. */
  function nudge(list: readonly ListedMember[]): void {
    if (clock() - nudgedAt < nudgeMs) return;
    const people = placeOf(overview.peek(), where)?.people;
    if (people === undefined || notIn(people) === notIn(list)) return;
    nudgedAt = clock();
    void deps.work.readPlace(where);
  }

  async function read(): Promise<readonly ListedMember[] | null> {
    asked += 1;
    const mine = asked;
    busy.value = true;
    const answer = await deps.work.run(where.accountId, listErrand(where));
    if (mine === asked) busy.value = false;
    if (!answer.ok) {
      if (mine === asked) failure.value = answer.failure;
      return null;
    }
    // A reading that began later knows more.
    if (mine === asked) {
      listed.value = answer.value;
      readAt.value = clock();
      failure.value = null;
      nudge(answer.value);
      if (isTeam) void readDates(answer.value);
    }
    return answer.value;
  }

  // The worker looks every few minutes: what it saw change is read here too.
  const stop = effect(() => {
    const place = placeOf(overview.value, where);
    untracked(() => {
      const mine = listed.value;
      if (place === undefined || mine === null || busy.value || failure.value !== null) return;
      if ((place.readAt ?? 0) <= (readAt.value ?? 0)) return;
      if (notIn(place.people) !== notIn(mine)) void read();
    });
  });

  return {
    listed,
    members,
    readAt,
    failure,
    busy,
    read,
    readIfOld() {
      // Set back, a clock tells nothing.
      if (!busy.peek() && Math.abs(clock() - (readAt.peek() ?? 0)) > oldMs) void read();
    },
    stop,
  };
}
