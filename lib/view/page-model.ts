/**
 * What popup and desk have in common: which providers one looks at, what is stored about them, what is wrong, and what
 * can be done anywhere. Reads the store, asks the worker, waits for nobody.
 */
import { computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import type { BannerAction } from '@/lib/domain/banners';
import type { Scope } from '@/lib/domain/client-list';
import type { DeskRoute } from '@/lib/domain/desk-route';
import { needsPerson } from '@/lib/domain/failure';
import { personKey } from '@/lib/domain/keys';
import { type Provider, TEAM, type Waiting } from '@/lib/domain/model';
import { isLocked, isOld } from '@/lib/domain/overview';
import { type VaultPage, vaultUrl } from '@/lib/domain/server';
import { say, sayCount, type Words } from '@/lib/domain/words';
import type { Answers, RequestName, RequestOf } from '@/lib/messaging/protocol';
import { accountHash } from '@/lib/view/options/account-hash';
import type { OverviewModel } from './overview';
import { accountInScope, createPopupData, type PopupData } from './page-data';

export type Ask = <N extends RequestName>(name: N, request: RequestOf<N>) => Promise<Answers[N]>;

export interface PageDeps {
  readonly overview: OverviewModel;
  readonly ask: Ask;
  readonly now: () => number;
  readonly online: ReadonlySignal<boolean>;
  /** Opens the options page, at `#…`. */
  readonly openOptions: (hash: string) => Promise<void>;
  /** Opens an address that belongs to no account. */
  readonly openPage: (url: string) => Promise<void>;
  /** Shows a place of the desk. */
  readonly openDesk: (route: DeskRoute) => Promise<void>;
}

export type ProviderPage = 'clients' | 'team' | 'team-events' | 'provider-billing';

export interface PageModel {
  readonly data: PopupData;
  readonly now: ReadonlySignal<number>;
  /** To be read out: politely, or at once. */
  readonly polite: ReadonlySignal<readonly Words[]>;
  readonly urgent: ReadonlySignal<Words | null>;
  tick(): void;
  choose(scope: Scope): void;
  check(): void;
  pause(until: number | null): void;
  openProvider(provider: Provider, page: ProviderPage): void;
  /** The members of the place that somebody joins, in the web vault. */
  openPerson(waiting: Waiting): void;
  openOptions(hash: string): void;
  openDesk(route: DeskRoute): void;
  /** To the comparison: with these people, or with everybody in scope who can be compared. */
  compare(people: readonly Waiting[] | 'all'): void;
  act(action: BannerAction): void;
  /** Forgets the passphrase that was entered; nothing is checked or shown until it is entered again. */
  lock(): void;
  stop(): void;
}

/** What the models of single pages add to it with. */
export interface PageTools {
  readonly chosen: ReadonlySignal<Scope>;
  /** Waits for an answer of which only the absence has to be told. */
  readonly send: (work: Promise<unknown>) => Promise<void>;
  readonly speak: (words: readonly Words[]) => void;
  readonly openVault: (accountId: string, page: VaultPage) => void;
}

/** `scope`: what was chosen last, which may name a provider that is gone. */
export function createPageModel(deps: PageDeps, scope: Scope): { page: PageModel; tools: PageTools } {
  const { overview } = deps;
  const now = signal(deps.now());
  const chosen = signal<Scope>(scope);
  const asked = signal(0);
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

  /** The answer comes with the next reading; only that there was none has to be told. */
  const send = (work: Promise<unknown>): Promise<void> =>
    work.then(
      () => undefined,
      () => {
        urgent.value = say('popup_live_failed');
      },
    );

  const check = (accountId: string | null, pressed: boolean): void => {
    urgent.value = null;
    asked.value += 1;
    void send(deps.ask('checkNow', { accountId, pressed })).then(() => {
      asked.value -= 1;
    });
  };

  const openVault = (accountId: string, page: VaultPage): void => {
    const account = data.source.value?.accounts.find((one) => one.id === accountId);
    if (account !== undefined) void send(deps.ask('openVault', { accountId, url: vaultUrl(account.server, page) }));
  };

  const stops = [checkIfOld(), checkWhenBack(), tellChanges(), forgetFailure()];

  /** What failed is over once something newer was read: "That did not work" beside "Checked just now" would be no help. */
  function forgetFailure(): () => void {
    const at = computed(() => data.totals.value.checkedAt);
    return effect(() => {
      if (at.value !== null || data.state.value === 'locked') urgent.value = null;
    });
  }

  /** Once, on opening: what is old or was never read is asked for. What only a person can end is not tried again. */
  function checkIfOld(): () => void {
    let done = false;
    return effect(() => {
      const stored = overview.overview.value;
      if (done || stored === null) return;
      done = true;
      untracked(() => {
        if (!deps.online.value || isLocked(stored)) return;
        const mine = stored.accounts.filter((account) => accountInScope(data.scope.value, account.id));
        const at = data.totals.value.checkedAt;
        const able = mine.some((account) => account.failure === null || !needsPerson(account.failure));
        if (able && (at === null || isOld(at, stored.preferences, deps.now()))) check(null, false);
      });
    });
  }

  /** The network is back. */
  function checkWhenBack(): () => void {
    let before = deps.online.value;
    return effect(() => {
      const online = deps.online.value;
      if (online && !before && untracked(() => (data.source.value?.accounts.length ?? 0) > 0))
        untracked(() => check(null, false));
      before = online;
    });
  }

  /** Only changes are spoken: who came and who left while one is looking. */
  function tellChanges(): () => void {
    let before: { scope: Scope; keys: ReadonlySet<string> } | null = null;
    return effect(() => {
      if (overview.overview.value === null || isLocked(overview.overview.value)) {
        before = null;
        return;
      }
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

  const compare = (people: readonly Waiting[] | 'all'): void => {
    const able = data.comparable.value;
    // Everybody who waits anywhere needs no names: addresses have an end.
    const anywhere = data.providers.value.length === data.entries.value.length;
    const everybody = people === 'all' && anywhere && able.length === data.people.value.length;
    const who = everybody ? [] : (people === 'all' ? able : people).map(personKey);
    if (everybody ? able.length > 0 : who.length > 0) void send(deps.openDesk({ page: 'confirm', who }));
  };

  const page: PageModel = {
    data,
    now,
    polite,
    urgent,
    tick() {
      now.value = deps.now();
    },
    choose(scope) {
      chosen.value = scope;
    },
    check: () => check(data.scope.value?.accountId ?? null, true),
    pause: (until) => void send(deps.ask('pause', { until })),
    openProvider: (provider, page) => openVault(provider.accountId, { page, providerId: provider.id }),
    openPerson: ({ accountId, providerId, place }) =>
      openVault(accountId, place === TEAM ? { page: 'team', providerId } : { page: 'members', clientId: place }),
    openOptions: (hash) => void send(deps.openOptions(hash)),
    openDesk: (route) => void send(deps.openDesk(route)),
    compare,
    lock: () => void send(deps.ask('lockKeys', {})),
    act(action) {
      switch (action.do) {
        case 'account':
          return void send(deps.openOptions(accountHash(action.accountId)));
        case 'vault':
          return void send(deps.ask('openVault', { accountId: action.accountId, url: action.url }));
        case 'page':
          return void send(deps.openPage(action.url));
        case 'check':
          return check(data.scope.value?.accountId ?? null, true);
        case 'dismiss':
          return void send(deps.ask('dismissProvider', { accountId: action.accountId, providerId: action.providerId }));
      }
    },
    stop() {
      for (const stop of stops) stop();
    },
  };
  return {
    page,
    tools: {
      chosen,
      send,
      speak: (words) => {
        polite.value = words;
      },
      openVault,
    },
  };
}
