/** The members of a team or a client on the desk: the list, what is ticked in it, what is asked, done and told. */
import { batch, computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { foldQuery } from '@/lib/domain/client-list';
import { waitingByKey } from '@/lib/domain/comparing-people';
import type { PlaceKey } from '@/lib/domain/confirmation';
import { csvText } from '@/lib/domain/csv';
import { datedName } from '@/lib/domain/file-name';
import { type Known, sameAddress } from '@/lib/domain/invite';
import { personKey } from '@/lib/domain/keys';
import {
  hindrance,
  isRise,
  type Member,
  type MemberColumn,
  type MemberDeed,
  type MemberFilter,
  type MemberSort,
  matches,
  memberFilters,
  type PlaceKind,
  passes,
  placeKind,
  sortMembers,
  takesLastOwner,
} from '@/lib/domain/membership';
import type { Client, MemberRole, Provider, Waiting } from '@/lib/domain/model';
import { sayCount } from '@/lib/domain/words';
import type { DeskModel } from '@/lib/view/desk/model';
import type { DeskTools } from '@/lib/view/desk/tools';
import { createInviteModel, type InviteModel } from './invite';
import { createJob, type Order, type Progress, type Report } from './job';
import { isSettled } from './outcome';
import { createReading, type PeopleReading } from './reading';
import { memberTable } from './table';
import { reportText, reportTitle, reportWords } from './words';

/** Something that is asked before it is done. */
export interface Question {
  readonly deed: Exclude<MemberDeed, 'resend' | 'restore'>;
  readonly people: readonly Member[];
  /** The role they would get; null: it is no change of role. */
  readonly role: MemberRole | null;
  /** A client would be left without an owner of its own. */
  readonly lastOwner: boolean;
}

export interface PeopleModel extends Pick<PeopleReading, 'listed' | 'readAt' | 'failure' | 'busy' | 'readIfOld'> {
  readonly where: PlaceKey;
  readonly kind: PlaceKind;
  readonly provider: ReadonlySignal<Provider | null>;
  /** null: the team, or a client that is not in the list any more. */
  readonly client: ReadonlySignal<Client | null>;
  /** Everybody. */
  readonly members: ReadonlySignal<readonly Member[]>;
  /** As filter, search and sort have them. */
  readonly shown: ReadonlySignal<readonly Member[]>;
  readonly counts: ReadonlySignal<Readonly<Record<string, number>>>;
  readonly filter: ReadonlySignal<MemberFilter>;
  readonly query: ReadonlySignal<string>;
  readonly folded: ReadonlySignal<string>;
  readonly sort: ReadonlySignal<MemberSort>;
  readonly ticked: ReadonlySignal<ReadonlySet<string>>;
  /** Who is ticked, shown or not. */
  readonly chosen: ReadonlySignal<readonly Member[]>;
  /** Nothing can be changed: Bitwarden has suspended the provider. */
  readonly suspended: ReadonlySignal<boolean>;
  readonly progress: ReadonlySignal<Progress | null>;
  /** When it goes on after a pause, epoch ms; null: it does not pause. */
  readonly pausedUntil: ReadonlySignal<number | null>;
  readonly question: Signal<Question | null>;
  /** What became of the last thing done; null: read and put away, or all of it was said in passing. */
  readonly report: ReadonlySignal<Report | null>;
  readonly checking: ReadonlySignal<boolean>;
  readonly invite: InviteModel;
  /** Those of these with whom it can be done. */
  able(deed: MemberDeed, people: readonly Member[], role?: MemberRole): readonly Member[];
  waitingOf(member: Member): Waiting | null;
  choose(filter: MemberFilter): void;
  search(text: string): void;
  sortBy(column: MemberColumn): void;
  tick(id: string, on: boolean): void;
  /** Ticks everybody shown, or nobody. */
  tickShown(on: boolean): void;
  untick(): void;
  refresh(): Promise<void>;
  /** Does it, or asks first where somebody loses or gains much. */
  want(deed: MemberDeed, people: readonly Member[], role?: MemberRole): void;
  /** The answer to the question was yes. */
  agree(): void;
  /** Asks the server once more what became of those of whom nothing is known. */
  checkAgain(): Promise<void>;
  closeReport(): void;
  copyReport(): Promise<void>;
  compare(people: readonly Member[]): void;
  /** The list in the web vault; of a client beginning with a search for this address. */
  openVault(member: Member): void;
  exportCsv(): void;
  copyAddresses(people: readonly Member[]): Promise<void>;
  stop(): void;
}

export function createPeopleModel(tools: DeskTools, desk: DeskModel, where: PlaceKey): PeopleModel {
  const { work, speech } = tools;
  const { source } = desk.data;
  const kind = placeKind(where.place);
  const reading = createReading({
    where,
    work,
    ask: tools.ask,
    overview: source,
    now: desk.now,
    clock: tools.now,
  });
  const { members, listed } = reading;
  const filter = signal<MemberFilter>('all');
  const query = signal('');
  const sort = signal<MemberSort>(null);
  const marks = signal<ReadonlySet<string>>(new Set());
  const question = signal<Question | null>(null);
  const report = signal<Report | null>(null);
  const checking = signal(false);
  const job = createJob({ where, work, clock: tools.now, listed: () => listed.peek() ?? [], read: reading.read });

  const mine = (one: { accountId: string }): boolean => one.accountId === where.accountId;
  const provider = computed(
    () => source.value?.providers.find((one) => mine(one) && one.id === where.providerId) ?? null,
  );
  const client = computed(() => {
    const list = source.value?.lists.find((one) => mine(one) && one.providerId === where.providerId);
    return list?.clients.find(({ id }) => id === where.place) ?? null;
  });
  const folded = computed(() => foldQuery(query.value));
  const collator = computed(() => new Intl.Collator(speech.value.locale, { sensitivity: 'base', numeric: true }));
  const found = computed(() => members.value.filter((one) => passes(filter.value, one) && matches(one, folded.value)));
  const shown = computed(() => sortMembers(found.value, sort.value, collator.value));
  const counts = computed(() =>
    Object.fromEntries(
      memberFilters[kind].map((name) => [name, members.value.filter((member) => passes(name, member)).length]),
    ),
  );
  // Whoever is gone is not ticked any more. In the order of the list, in which a question names them, too.
  const chosen = computed(() =>
    sortMembers(members.value, sort.value, collator.value).filter(({ id }) => marks.value.has(id)),
  );
  const ticked = computed(() => new Set(chosen.value.map(({ id }) => id)));
  const known = computed<Known>(() => new Map((listed.value ?? []).map((row) => [sameAddress(row.email), row])));
  const suspended = computed(() => provider.value?.enabled === false);

  const context = () => ({ kind, provider: provider.peek(), client: client.peek() });

  /** Whether everything went as it was meant: then a sentence in passing is enough. */
  const isSmooth = ({ lines, unread }: Report): boolean =>
    !unread && lines.length === 1 && lines.every(({ outcome }) => outcome.kind === 'done');

  function tell(ended: Report): void {
    batch(() => {
      const left = new Set(ended.lines.filter(({ outcome }) => !isSettled(outcome)).map(({ person }) => person.id));
      const concerned = new Set(ended.lines.map(({ person }) => person.id));
      // Those with whom it failed stay ticked, to try again.
      marks.value = new Set([...marks.value].filter((id) => !concerned.has(id) || left.has(id)));
      report.value = isSmooth(ended) ? null : ended;
    });
    const [first] = ended.lines;
    if (first !== undefined && isSmooth(ended)) tools.announce(reportWords(ended, first, context()));
    else tools.speak([reportTitle(ended)]);
  }

  async function carryOut(order: Order): Promise<Report | null> {
    report.value = null;
    const ended = await job.run(order);
    if (ended !== null && order.what !== 'invite') tell(ended);
    return ended;
  }

  const able: PeopleModel['able'] = (deed, people, role) =>
    people.filter((one) => hindrance(deed, one, members.value) === null && (role === undefined || one.role !== role));

  const stopFilter = effect(() => {
    // What is empty now would look like an empty list.
    if (
      filter.value !== 'all' &&
      listed.value !== null &&
      counts.value[filter.value] === 0 &&
      job.progress.value === null
    )
      filter.value = 'all';
  });

  // Every row asks; everybody who waits is looked up once.
  const everybody = computed(() => (source.value === null ? null : waitingByKey(source.value)));
  const waitingOf = (member: Member): Waiting | null =>
    everybody.value?.get(personKey({ ...where, person: { id: member.id } })) ?? null;

  const invite = createInviteModel({
    kind,
    known,
    provider,
    client,
    suspended,
    busy: computed(() => job.progress.value !== null),
    send: (people, role) => carryOut({ what: 'invite', people, role }),
    check: job.check,
    resend(emails) {
      const wanted = new Set(emails.map(sameAddress));
      want(
        'resend',
        members.peek().filter(({ email }) => wanted.has(sameAddress(email))),
      );
    },
  });

  function want(deed: MemberDeed, people: readonly Member[], role?: MemberRole): void {
    const with_ = able(deed, people, role);
    if (with_.length === 0 || suspended.peek() || job.progress.peek() !== null) return;
    if (deed === 'resend' || deed === 'restore') return void carryOut({ what: deed, people: with_, role: null });
    const rises = role !== undefined && with_.some((one) => isRise(one.role, role));
    const lastOwner =
      kind === 'client' && (deed !== 'role' || role !== 'owner') && takesLastOwner(members.peek(), with_);
    if (deed === 'role' && role !== undefined && !rises && !lastOwner && with_.length === 1)
      return void carryOut({ what: 'role', people: with_, role });
    question.value = { deed, people: with_, role: role ?? null, lastOwner };
  }

  const copied = async (text: string, count: number): Promise<void> => {
    tools.announce((await tools.copy(text)) ? sayCount('people_copied', count) : sayCount('people_not_copied', count));
  };

  return {
    ...reading,
    where,
    kind,
    provider,
    client,
    shown,
    counts,
    filter,
    query,
    folded,
    sort,
    ticked,
    chosen,
    suspended,
    progress: job.progress,
    pausedUntil: work.pausedUntil,
    question,
    report,
    checking,
    invite,
    able,
    waitingOf,
    choose(next) {
      filter.value = next;
    },
    search(text) {
      query.value = text;
    },
    sortBy(column) {
      const now = sort.value;
      if (now?.column !== column) sort.value = { column, descending: false };
      else sort.value = now.descending ? null : { column, descending: true };
    },
    tick(id, on) {
      const next = new Set(ticked.value);
      if (on) next.add(id);
      else next.delete(id);
      marks.value = next;
    },
    tickShown(on) {
      const next = new Set(ticked.value);
      for (const { id } of shown.value) {
        if (on) next.add(id);
        else next.delete(id);
      }
      marks.value = next;
    },
    untick() {
      marks.value = new Set();
    },
    async refresh() {
      await reading.read();
    },
    want,
    agree() {
      const asked = question.value;
      question.value = null;
      if (asked !== null) void carryOut({ what: asked.deed, people: asked.people, role: asked.role });
    },
    async checkAgain() {
      const old = report.value;
      if (old === null || checking.value) return;
      checking.value = true;
      const next = await job.check(old);
      checking.value = false;
      if (report.value === old) tell(next);
    },
    closeReport() {
      report.value = null;
    },
    async copyReport() {
      const ended = report.value;
      if (ended !== null) await copied(reportText(ended, context(), speech.value.say), ended.lines.length);
    },
    compare(people) {
      desk.compare(people.flatMap((one) => waitingOf(one) ?? []));
    },
    openVault({ email }) {
      tools.openVault(
        where.accountId,
        kind === 'team'
          ? { page: 'team', providerId: where.providerId }
          : { page: 'members', clientId: where.place, search: email },
      );
    },
    exportCsv() {
      const file = datedName('members', tools.now(), 'csv');
      const rows = shown.value;
      tools.saveFile(file, csvText(memberTable(rows, kind, speech.value.say)), 'text/csv');
      tools.announce(sayCount('people_saved', rows.length, { file }));
    },
    copyAddresses: (people) => copied(people.map(({ email }) => email).join(', '), people.length),
    stop() {
      reading.stop();
      stopFilter();
    },
  };
}
