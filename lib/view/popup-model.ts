/** The popup: what it shows and what can be done in it. Reads the store, asks the worker, waits for nobody. */
import { batch, computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import type { BannerAction } from '@/lib/domain/banners';
import type { ClientRow, Scope } from '@/lib/domain/client-list';
import { needsPerson } from '@/lib/domain/failure';
import { personKey } from '@/lib/domain/keys';
import { type Provider, TEAM, type Waiting } from '@/lib/domain/model';
import { isOld } from '@/lib/domain/overview';
import { type VaultPage, vaultUrl } from '@/lib/domain/server';
import { say, sayCount, type Words } from '@/lib/domain/words';
import type { Answers, RequestName, RequestOf } from '@/lib/messaging/protocol';
import { accountHash } from './options-route';
import type { OverviewModel } from './overview';
import { accountInScope, createPopupData, type PopupData } from './popup-data';
import { createPopupList, type PopupList } from './popup-list';
import type { PopupMemory } from './popup-memory';

export interface PopupDeps {
  readonly overview: OverviewModel;
  readonly ask: <N extends RequestName>(name: N, request: RequestOf<N>) => Promise<Answers[N]>;
  readonly memory: PopupMemory;
  readonly now: () => number;
  readonly online: ReadonlySignal<boolean>;
  readonly locale: ReadonlySignal<string>;
  /** Opens the options page, at `#…`. */
  readonly openOptions: (hash: string) => Promise<void>;
  /** Opens an address that belongs to no account. */
  readonly openPage: (url: string) => Promise<void>;
  /** Does something later; answers with a function that calls it off. */
  readonly later: (ms: number, work: () => void) => () => void;
  /** The provider that a notice leads to; null: the one last looked at. */
  readonly wanted: Scope;
}

/** Pages of the web vault that a client's row leads to. */
export type ClientPage = 'client' | 'members' | 'events' | 'reports' | 'billing';
export type ProviderPage = 'clients' | 'team' | 'team-events' | 'provider-billing';

export interface PopupModel {
  readonly data: PopupData;
  readonly list: PopupList;
  readonly now: ReadonlySignal<number>;
  /** The client whose drawer is open. */
  readonly open: ReadonlySignal<string | null>;
  /** To be read out: politely, or at once. */
  readonly polite: ReadonlySignal<readonly Words[]>;
  readonly urgent: ReadonlySignal<Words | null>;
  tick(): void;
  choose(scope: Scope): void;
  toggle(key: string | null): void;
  check(): void;
  pause(until: number | null): void;
  mute(row: ClientRow): void;
  openClient(row: ClientRow, page: ClientPage): void;
  openProvider(provider: Provider, page: ProviderPage): void;
  /** Where somebody is confirmed until the comparison has its own page: the members in the web vault. */
  openPerson(waiting: Waiting): void;
  openOptions(hash: string): void;
  act(action: BannerAction): void;
  stop(): void;
}

/** How long typing has to rest before the count is read out. */
const spokenAfterMs = 400;

export function createPopupModel(deps: PopupDeps): PopupModel {
  const { overview, memory } = deps;
  const choices = memory.choices();
  const now = signal(deps.now());
  const chosen = signal<Scope>(deps.wanted ?? choices.scope);
  const asked = signal(0);
  const open = signal<string | null>(null);
  const polite = signal<readonly Words[]>([]);
  const urgent = signal<Words | null>(null);

  const data = createPopupData({
    overview: overview.overview,
    storageFailed: overview.unreadable,
    progress: overview.progress,
    chosen,
    asked: computed(() => asked.value > 0),
    online: deps.online,
    now,
  });
  const list = createPopupList({ ...data, locale: deps.locale, sort: choices.sort });

  /** The answer comes with the next reading; only that there was none has to be told. */
  const send = (work: Promise<unknown>): Promise<void> =>
    work.then(
      () => undefined,
      () => {
        urgent.value = say('popup_live_failed');
      },
    );

  const check = (accountId: string | null): void => {
    urgent.value = null;
    asked.value += 1;
    void send(deps.ask('checkNow', { accountId })).then(() => {
      asked.value -= 1;
    });
  };

  const openVault = (accountId: string, page: VaultPage): void => {
    const account = data.source.value?.accounts.find((one) => one.id === accountId);
    if (account !== undefined) void send(deps.ask('openVault', { accountId, url: vaultUrl(account.server, page) }));
  };

  const stops = [
    effect(() => memory.choose(chosen.value, list.sort.value)),
    checkIfOld(),
    checkWhenBack(),
    tellChanges(),
    tellSearch(),
    list.stop,
  ];

  /** Once, on opening: what is old or was never read is asked for. What only a person can end is not tried again. */
  function checkIfOld(): () => void {
    let done = false;
    return effect(() => {
      const stored = overview.overview.value;
      if (done || stored === null) return;
      done = true;
      untracked(() => {
        if (!deps.online.value) return;
        const mine = stored.accounts.filter((account) => accountInScope(data.scope.value, account.id));
        const at = data.totals.value.checkedAt;
        const able = mine.some((account) => account.failure === null || !needsPerson(account.failure));
        if (able && (at === null || isOld(at, stored.preferences, deps.now()))) check(null);
      });
    });
  }

  /** The network is back. */
  function checkWhenBack(): () => void {
    let before = deps.online.value;
    return effect(() => {
      const online = deps.online.value;
      if (online && !before && untracked(() => (data.source.value?.accounts.length ?? 0) > 0))
        untracked(() => check(null));
      before = online;
    });
  }

  /** Only changes are spoken: who came and who left while one is looking. */
  function tellChanges(): () => void {
    let before: { scope: Scope; keys: ReadonlySet<string> } | null = null;
    return effect(() => {
      if (overview.overview.value === null) return;
      const scope = data.scope.value;
      const keys = new Set(data.people.value.map(personKey));
      if (before !== null && before.scope === scope) {
        const known = before.keys;
        const more = [...keys].filter((key) => !known.has(key)).length;
        const fewer = [...known].filter((key) => !keys.has(key)).length;
        if (more + fewer > 0) {
          polite.value = [
            say('popup_live_checked'),
            ...(more > 0 ? [sayCount('popup_live_more', more)] : []),
            ...(fewer > 0 ? [sayCount('popup_live_fewer', fewer)] : []),
          ];
        }
      }
      before = { scope, keys };
    });
  }

  function tellSearch(): () => void {
    let cancel = (): void => undefined;
    const stop = effect(() => {
      const query = list.query.value.trim();
      cancel();
      if (query === '') return;
      cancel = deps.later(spokenAfterMs, () => {
        const clients = list.rowKeys.value.length;
        const people = list.queue.value.shown.length;
        const total = data.totals.value.clients;
        polite.value =
          clients + people === 0
            ? [say('popup_nothing_title', { query })]
            : [
                sayCount('popup_matches', clients, { total, query }),
                ...(people > 0 ? [sayCount('popup_matches_people', people)] : []),
              ];
      });
    });
    return () => {
      cancel();
      stop();
    };
  }

  return {
    data,
    list,
    now,
    open,
    polite,
    urgent,
    tick() {
      now.value = deps.now();
    },
    choose(scope) {
      batch(() => {
        chosen.value = scope;
        open.value = null;
        list.expand(false);
      });
    },
    toggle(key) {
      open.value = open.value === key ? null : key;
    },
    check: () => check(data.scope.value?.accountId ?? null),
    pause: (until) => void send(deps.ask('pause', { until })),
    mute(row) {
      const { accountId, providerId, client } = row;
      const muted = !row.muted;
      const name = client.name ?? say('client_unnamed');
      void send(
        deps
          .ask('mute', { client: { accountId, providerId, clientId: client.id, name: client.name }, muted })
          .then(() => {
            polite.value = [say(muted ? 'popup_live_muted' : 'popup_live_unmuted', { client: name })];
          }),
      );
    },
    openClient: (row, page) => openVault(row.accountId, { page, clientId: row.client.id }),
    openProvider: (provider, page) => openVault(provider.accountId, { page, providerId: provider.id }),
    openPerson: ({ accountId, providerId, place }) =>
      openVault(accountId, place === TEAM ? { page: 'team', providerId } : { page: 'members', clientId: place }),
    openOptions: (hash) => void send(deps.openOptions(hash)),
    act(action) {
      switch (action.do) {
        case 'account':
          return void send(deps.openOptions(accountHash(action.accountId)));
        case 'vault':
          return void send(deps.ask('openVault', { accountId: action.accountId, url: action.url }));
        case 'page':
          return void send(deps.openPage(action.url));
        case 'check':
          return check(data.scope.value?.accountId ?? null);
        case 'dismiss':
          return void send(deps.ask('dismissProvider', { accountId: action.accountId, providerId: action.providerId }));
      }
    },
    stop() {
      for (const stop of stops) stop();
    },
  };
}
