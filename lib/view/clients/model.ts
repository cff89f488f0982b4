/** The clients' page: its table, what it is narrowed to, and the rail beside it. */
import { batch, computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import type { ClientRow } from '@/lib/domain/client-list';
import { csvText } from '@/lib/domain/csv';
import { datedName } from '@/lib/domain/file-name';
import type { HistoryStep } from '@/lib/domain/history';
import { type Provider, providerKeyText } from '@/lib/domain/model';
import { minuteMs } from '@/lib/domain/time';
import { say, sayCount } from '@/lib/domain/words';
import type { DeskModel } from '@/lib/view/desk/model';
import type { DeskTools } from '@/lib/view/desk/tools';
import { rememberedSort, rememberSort } from './columns';
import { createEnding, type EndingModel } from './ending';
import { asClientFilter, type ClientFilter, endingAt, filterCounts, type PeopleIndex, peopleIndex } from './filters';
import { type ClientsList, createClientsList } from './list';
import { createPool, type PoolModel } from './pool';
import { clientsTable, type Sums, sumsOf } from './table';
import { dayOf, type Trend, usedTrend } from './trend';

/** Pages of the web vault that a row leads to; its other pages are here. */
export type VaultClientPage = 'client' | 'reports' | 'billing';

export interface ClientsModel {
  readonly list: ClientsList;
  readonly ending: EndingModel;
  readonly pool: PoolModel;
  readonly filter: ReadonlySignal<ClientFilter>;
  readonly counts: ReadonlySignal<Readonly<Record<ClientFilter, number>>>;
  /** Of what is shown. */
  readonly sums: ReadonlySignal<Sums>;
  readonly people: ReadonlySignal<PeopleIndex>;
  readonly trendOf: ReadonlySignal<(row: ClientRow) => Trend>;
  /** Names of providers by key, where clients of several are shown; null: of one only. */
  readonly providerNames: ReadonlySignal<ReadonlyMap<string, string | null> | null>;
  /** Providers to which the account may add clients. server: provider admins, in the web vault. */
  readonly growing: ReadonlySignal<readonly Provider[]>;
  find(key: string | null): ClientRow | null;
  choose(filter: ClientFilter): void;
  openVault(row: ClientRow, page: VaultClientPage): void;
  open(row: ClientRow, part: 'seats' | 'members' | 'events'): void;
  mute(row: ClientRow): void;
  /** Saves what is shown, in its order. */
  exportCsv(): void;
  /** The page came on the screen, or left it. */
  show(on: boolean): void;
  stop(): void;
}

/** How long typing has to rest before the count is read out. */
const spokenAfterMs = 400;
/** A check tells of each of its steps; the past does not change as often. */
const historyEveryMs = minuteMs;

export function createClientsModel(tools: DeskTools, desk: DeskModel): ClientsModel {
  const { data } = desk;
  const filter = signal<ClientFilter>('all');
  const shown = signal(false);

  const today = computed(() => dayOf(desk.now.value));
  const histories = signal<ReadonlyMap<string, readonly HistoryStep[]>>(new Map());
  const trendOf = computed(() => {
    const known = histories.value;
    const day = today.value;
    return (row: ClientRow): Trend => usedTrend(known.get(row.key), row.client.used, day);
  });

  const nobody: ReadonlySet<string> = new Set();
  let lastEnding = nobody;
  const ending = computed(() => {
    const next = data.source.value === null ? nobody : endingAt(data.source.value, desk.now.value);
    // The same set stays the same object: the clock alone moves no rows.
    const same = next.size === lastEnding.size && [...next].every((key) => lastEnding.has(key));
    if (!same) lastEnding = next;
    return lastEnding;
  });
  const people = computed<PeopleIndex>(() =>
    data.source.value === null ? new Map() : peopleIndex(data.source.value, data.scope.value),
  );
  const locale = computed(() => tools.speech.value.locale);
  const list = createClientsList({
    rows: data.rows,
    scope: data.scope,
    people,
    ending,
    trendOf,
    filter,
    locale,
    sort: rememberedSort(tools.storage),
  });
  const invitations = createEnding({
    overview: data.source,
    scope: data.scope,
    now: desk.now,
    work: tools.work,
    speak: tools.speak,
  });
  const pool = createPool({ overview: data.source, providers: data.providers, work: tools.work, now: tools.now });

  /** The address says what the table is narrowed to; where it says nothing, what was chosen before holds. */
  function followAddress(): () => void {
    let followed: unknown = null;
    return effect(() => {
      const here = desk.route.value;
      const now = filter.value;
      untracked(() => {
        if (here.page !== 'clients') return;
        const asked = asClientFilter(here.only);
        const isNew = followed !== here;
        followed = here;
        if (isNew && asked !== null) {
          filter.value = asked;
          return;
        }
        const only = now === 'all' ? undefined : now;
        if (here.only === only) return;
        const to = { page: 'clients' as const, ...(only === undefined ? {} : { only }) };
        followed = to;
        desk.keepRoute(to);
      });
    });
  }

  function tellSearch(): () => void {
    let cancel = (): void => undefined;
    const stop = effect(() => {
      const query = list.query.value.trim();
      cancel();
      if (query === '') return;
      cancel = tools.later(spokenAfterMs, () => {
        const found = list.rows.value.length;
        const total = data.totals.value.clients;
        tools.speak([
          found === 0 ? say('popup_nothing_title', { query }) : sayCount('popup_matches', found, { total, query }),
        ]);
      });
    });
    return () => {
      cancel();
      stop();
    };
  }

  /** The past of all clients in scope, read while somebody looks. */
  function readHistories(): () => void {
    let readAt = Number.NEGATIVE_INFINITY;
    let asked = 0;
    let waits = false;
    const read = async (): Promise<void> => {
      asked += 1;
      const mine = asked;
      readAt = tools.now();
      const found = new Map<string, readonly HistoryStep[]>();
      try {
        for (const { accountId, id } of data.providers.value)
          for (const one of await tools.readHistory({ accountId, providerId: id }))
            found.set(`${providerKeyText(one)}/${one.clientId}`, one.steps);
      } catch {
        // Then the column stays as it is: nothing else hangs on it.
        return;
      }
      if (mine === asked) histories.value = found;
    };
    const keys = computed(() => data.providers.value.map(({ accountId, id }) => `${accountId}/${id}`).join());
    const stopFollowing = effect(() => {
      if (shown.value && keys.value !== '') untracked(() => void read());
    });
    const silence = tools.listen((message) => {
      if (message.kind !== 'changed' || !shown.value || waits) return;
      const left = Math.min(readAt + historyEveryMs - tools.now(), historyEveryMs);
      waits = left > 0;
      if (!waits) void read();
      else
        tools.later(left, () => {
          waits = false;
          if (shown.value) void read();
        });
    });
    return () => {
      stopFollowing();
      silence();
    };
  }

  const stops = [
    followAddress(),
    tellSearch(),
    readHistories(),
    effect(() => rememberSort(tools.storage, list.sort.value)),
    list.stop,
    pool.stop,
  ];

  const providerNames = computed(() =>
    data.providers.value.length < 2
      ? null
      : new Map(data.providers.value.map(({ accountId, id, name }) => [`${accountId}/${id}`, name])),
  );

  return {
    list,
    ending: invitations,
    pool,
    filter,
    counts: computed(() => filterCounts(data.rows.value, ending.value)),
    sums: computed(() => sumsOf(list.rows.value)),
    people,
    trendOf,
    providerNames,
    growing: computed(() => data.providers.value.filter(({ role }) => role === 'provider-admin')),
    find: (key) => data.rows.value.find((row) => row.key === key) ?? null,
    choose(next) {
      filter.value = next;
    },
    openVault: (row, page) => tools.openVault(row.accountId, { page, clientId: row.client.id }),
    open: (row, part) => desk.openDesk({ page: 'client', clientId: row.client.id, part }),
    mute(row) {
      const { accountId, providerId, client } = row;
      const muted = !row.muted;
      const name = client.name ?? say('client_unnamed');
      tools.ask('mute', { client: { accountId, providerId, clientId: client.id, name: client.name }, muted }).then(
        () => tools.announce(say(muted ? 'popup_live_muted' : 'popup_live_unmuted', { client: name })),
        () => tools.speak([say('popup_live_failed')]),
      );
    },
    exportCsv() {
      const overview = data.source.value;
      if (overview === null) return;
      const rows = list.rows.value;
      const file = datedName('clients', tools.now(), 'csv');
      const table = clientsTable(rows, { overview, trendOf: trendOf.value, text: tools.speech.value.say });
      tools.saveFile(file, csvText(table), 'text/csv');
      tools.announce(sayCount('clients_saved', rows.length, { file }));
    },
    show(on) {
      batch(() => {
        shown.value = on;
        pool.watch(on);
        if (!on) invitations.leave();
      });
    },
    stop() {
      for (const stop of stops) stop();
    },
  };
}
