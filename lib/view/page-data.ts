/** What the popup derives from the overview: providers, rows, people, what is wrong. Pure signals, no actions. */
import { computed, type ReadonlySignal } from '@preact/signals';
import { type Banner, banners } from '@/lib/domain/banners';
import { type ClientRow, clientRows, inScope, isAlarming, type Scope } from '@/lib/domain/client-list';
import { type Account, type Provider, providerKeyText, TEAM, type Waiting } from '@/lib/domain/model';
import { accountView, checkedAt, isLocked, type Overview, waitingPeople } from '@/lib/domain/overview';
import { confirmObstacles, type Obstacle } from '@/lib/domain/who-may';
import { lockedStatus, type StatusView, statusView } from '@/lib/view/popup/status';
import type { Progress } from './overview';

export type PopupState =
  /** Nothing is known yet, not even whether there is an account. */
  | 'opening'
  /** The passphrase has to be entered first. */
  | 'locked'
  | 'first-run'
  /** No list has been read. */
  | 'first-check'
  /** Accounts, but no provider to show. */
  | 'no-provider'
  | 'empty'
  | 'list';

/** A provider as the switcher lists it. */
export interface ProviderEntry {
  readonly provider: Provider;
  readonly account: Account;
  /** null: not read yet. */
  readonly clients: number | null;
  readonly waiting: number;
}

/** Figures about everything in scope. */
export interface Totals {
  readonly clients: number;
  readonly low: number;
  readonly people: number;
  readonly checkedAt: number | null;
  readonly unread: { readonly clients: number; readonly total: number; readonly team: boolean };
}

export interface DataInput {
  readonly overview: ReadonlySignal<Overview | null>;
  readonly storageFailed: ReadonlySignal<boolean>;
  readonly progress: ReadonlySignal<Progress | null>;
  /** What was chosen; may name a provider that is gone. */
  readonly chosen: ReadonlySignal<Scope>;
  /** A check was asked for from here. */
  readonly asked: ReadonlySignal<boolean>;
  readonly online: ReadonlySignal<boolean>;
  readonly now: ReadonlySignal<number>;
}

export interface PopupData {
  readonly source: ReadonlySignal<Overview | null>;
  readonly providers: ReadonlySignal<readonly Provider[]>;
  readonly entries: ReadonlySignal<readonly ProviderEntry[]>;
  readonly scope: ReadonlySignal<Scope>;
  /** The one provider in scope; null: several, or none. */
  readonly provider: ReadonlySignal<Provider | null>;
  readonly rows: ReadonlySignal<readonly ClientRow[]>;
  readonly people: ReadonlySignal<readonly Waiting[]>;
  /** What keeps from comparing somebody; null: nothing that is known. */
  readonly obstacle: ReadonlySignal<(waiting: Waiting) => Obstacle | null>;
  /** Those of them whom nothing keeps from it. */
  readonly comparable: ReadonlySignal<readonly Waiting[]>;
  readonly totals: ReadonlySignal<Totals>;
  readonly state: ReadonlySignal<PopupState>;
  readonly firstCheck: ReadonlySignal<boolean>;
  readonly banners: ReadonlySignal<readonly Banner[]>;
  readonly status: ReadonlySignal<StatusView | null>;
  /** Of a check that concerns what is shown; null: none is running. */
  readonly progress: ReadonlySignal<Progress | null>;
}

const noTotals: Totals = {
  clients: 0,
  low: 0,
  people: 0,
  checkedAt: null,
  unread: { clients: 0, total: 0, team: false },
};

/** The account of everything in scope is this one. */
export const accountInScope = (scope: Scope, accountId: string): boolean =>
  scope === null || scope.accountId === accountId;

function checkedInScope(overview: Overview, providers: readonly Provider[], scope: Scope, now: number): number | null {
  let oldest: number | null = null;
  for (const account of overview.accounts) {
    if (!accountInScope(scope, account.id)) continue;
    const view = accountView(overview, account);
    for (const provider of providers) {
      if (provider.accountId !== account.id) continue;
      const at = checkedAt(view, provider, now);
      // An account that cannot be read says so itself, and does not hide how old the others are.
      if (at === null && account.failure !== null) continue;
      if (at === null) return null;
      oldest = oldest === null ? at : Math.min(oldest, at);
    }
  }
  return oldest;
}

/** What may be shown: while it is locked, neither clients nor people. */
const visible = (overview: Overview | null): Overview | null =>
  isLocked(overview) && overview !== null ? { ...overview, lists: [], places: [] } : overview;

export function createPopupData(input: DataInput): PopupData {
  const source = computed(() => visible(input.overview.value));

  const all = computed(() => (source.value?.providers ?? []).filter((provider) => !provider.removed));
  const keyOf = (provider: Provider) => ({ accountId: provider.accountId, providerId: provider.id });
  // The same scope stays the same object: others ask whether it is still the one they know.
  let lastScope: Scope = null;
  const scope = computed<Scope>(() => {
    const chosen = input.chosen.value;
    const [first, second] = all.value;
    let next: Scope = first === undefined || second !== undefined ? null : keyOf(first);
    if (chosen !== null && all.value.some((provider) => inScope(chosen, keyOf(provider)))) next = chosen;
    if (next === null || lastScope === null || !inScope(lastScope, next)) lastScope = next;
    return lastScope;
  });
  const providers = computed(() => all.value.filter((provider) => inScope(scope.value, keyOf(provider))));
  const provider = computed(() => (scope.value === null ? null : (providers.value[0] ?? null)));

  let known: ReadonlyMap<string, ClientRow> = new Map();
  const rows = computed<readonly ClientRow[]>(() => {
    if (source.value === null) return [];
    const next = clientRows(source.value, scope.value, known);
    known = new Map(next.map((row) => [row.key, row]));
    return next;
  });
  const people = computed<readonly Waiting[]>(() =>
    source.value === null ? [] : waitingPeople(source.value, scope.value ?? undefined),
  );
  const obstacle = computed(() => confirmObstacles(source.value ?? { accounts: [], providers: [], places: [] }));
  const comparable = computed(() => people.value.filter((one) => obstacle.value(one) === null));

  const totals = computed<Totals>(() => {
    const overview = source.value;
    if (overview === null) return noTotals;
    const shown = rows.value;
    const admins = new Set(
      providers.value.filter((one) => one.role === 'provider-admin').map((one) => providerKeyText(keyOf(one))),
    );
    return {
      clients: shown.length,
      low: shown.filter(isAlarming).length,
      people: people.value.length,
      checkedAt: checkedInScope(overview, providers.value, scope.value, input.now.value),
      unread: {
        clients: shown.filter((row) => !row.people.read).length,
        total: shown.length,
        team: overview.places.some(
          (place) => place.place === TEAM && place.failure !== null && admins.has(providerKeyText(place)),
        ),
      },
    };
  });

  const entries = computed<readonly ProviderEntry[]>(() => {
    const overview = source.value;
    if (overview === null || isLocked(overview)) return [];
    const counts = new Map(overview.lists.map((list) => [providerKeyText(list), list.clients.length]));
    const waiting = new Map<string, number>();
    for (const one of waitingPeople(overview)) {
      const key = providerKeyText(one);
      waiting.set(key, (waiting.get(key) ?? 0) + 1);
    }
    return overview.accounts.flatMap((account) =>
      all.value
        .filter((one) => one.accountId === account.id)
        .map((one) => {
          const key = providerKeyText(keyOf(one));
          return { provider: one, account, clients: counts.get(key) ?? null, waiting: waiting.get(key) ?? 0 };
        }),
    );
  });

  const hasList = computed(() => {
    const overview = source.value;
    const shown = new Set(providers.value.map((one) => providerKeyText(keyOf(one))));
    return overview?.lists.some((list) => shown.has(providerKeyText(list))) ?? false;
  });
  const state = computed<PopupState>(() => {
    const overview = source.value;
    if (overview === null) return 'opening';
    if (isLocked(overview)) return 'locked';
    if (overview.accounts.length === 0) return 'first-run';
    if (providers.value.length === 0)
      return overview.accounts.some((account) => account.profileReadAt === null) ? 'first-check' : 'no-provider';
    if (!hasList.value) return 'first-check';
    return totals.value.clients === 0 ? 'empty' : 'list';
  });

  const progress = computed(() => {
    const running = input.progress.value;
    return running !== null && accountInScope(scope.value, running.accountId) ? running : null;
  });

  return {
    source,
    progress,
    providers,
    entries,
    scope,
    provider,
    rows,
    people,
    obstacle,
    comparable,
    totals,
    state,
    firstCheck: computed(() => totals.value.checkedAt === null),
    banners: computed(() => {
      if (isLocked(source.value)) return [];
      return banners({
        overview: source.value ?? { accounts: [], providers: [] },
        scope: scope.value,
        now: input.now.value,
        online: input.online.value,
        checkedAt: totals.value.checkedAt,
        unread: totals.value.unread,
        storageFailed: input.storageFailed.value,
      });
    }),
    status: computed(() => {
      const overview = source.value;
      if (isLocked(overview)) return lockedStatus;
      if (overview === null || overview.accounts.length === 0) return null;
      const running = progress.value;
      return statusView({
        accounts: overview.accounts.filter((account) => accountInScope(scope.value, account.id)),
        checkedAt: totals.value.checkedAt,
        checking: running !== null || input.asked.value,
        progress: running,
        online: input.online.value,
        preferences: overview.preferences,
        now: input.now.value,
      });
    }),
  };
}
