/** One client: what is known of it, how its seats went and may go on, and what can be done for it. */
import { computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import type { Scope } from '@/lib/domain/client-list';
import { type Forecast, forecast, fullSince } from '@/lib/domain/forecast';
import { type HistoryStep, inOrder } from '@/lib/domain/history';
import type { Overview } from '@/lib/domain/overview';
import type { VaultPage } from '@/lib/domain/server';
import { say, type Words } from '@/lib/domain/words';
import type { DeskTools } from '@/lib/view/desk/tools';
import { type Chart, chartOf, chartSteps } from './chart';
import { dateText } from './dates';
import { type Absence, absenceOf, type FoundClient, findClient } from './find';
import { createPending, type PendingModel } from './pending';
import { createSeatChange, type SeatChangeModel } from './seat-change';
import { seatSentences } from './sentences';

/** Pages of the web vault that belong to a client. */
export type ClientVaultPage = Extract<VaultPage, { readonly clientId: string }>['page'];

export interface ClientModel {
  readonly clientId: string;
  readonly found: ReadonlySignal<FoundClient | null>;
  /** Why there is nothing to show; null: there is. */
  readonly absence: ReadonlySignal<Absence | null>;
  /** The client's name, also of one that is gone; null: it has none. */
  readonly name: ReadonlySignal<string | null>;
  readonly forecast: ReadonlySignal<Forecast>;
  /** What the figures come to. */
  readonly sentences: ReadonlySignal<readonly Words[]>;
  /** null: the history was not read yet, or is too short for a picture. */
  readonly chart: ReadonlySignal<Chart | null>;
  /** What the picture shows, in figures; newest first. */
  readonly steps: ReadonlySignal<readonly HistoryStep[]>;
  readonly tableShown: ReadonlySignal<boolean>;
  readonly seats: SeatChangeModel;
  readonly people: PendingModel;
  showTable(on: boolean): void;
  mute(): void;
  openVault(page: ClientVaultPage): void;
  openProvider(page: 'clients' | 'provider-billing'): void;
  /** The page is on the screen; answers with what ends it. */
  open(): () => void;
}

/** What all pages of the desk show. */
export interface ClientInput {
  readonly source: ReadonlySignal<Overview | null>;
  readonly scope: ReadonlySignal<Scope>;
  readonly now: ReadonlySignal<number>;
}

export function createClientModel(
  tools: DeskTools,
  { source, scope, now }: ClientInput,
  clientId: string,
): ClientModel {
  const found = computed(() => findClient(source.value, scope.value, clientId));
  const history = signal<readonly HistoryStep[] | null>(null);
  const tableShown = signal(false);
  const lastName = signal<string | null>(null);
  const seen = signal(false);
  const seats = createSeatChange(tools, found);
  let asked = 0;

  /** Reads the history; a reading that began later knows more. */
  async function readHistory(): Promise<void> {
    const client = found.peek();
    if (client === null) return;
    asked += 1;
    const mine = asked;
    try {
      const all = await tools.readHistory({ accountId: client.row.accountId, providerId: client.row.providerId });
      if (mine === asked) history.value = all.find((one) => one.clientId === clientId)?.steps ?? [];
    } catch {
      // The store says of itself that it cannot be read; what was read stays.
    }
  }

  // Other news of the desk, of which there are many while it checks, change nothing here.
  const reading = computed(() => {
    const client = found.value;
    return client === null ? null : `${client.row.key} ${client.readAt}`;
  });
  const readAt = computed(() => found.value?.readAt ?? 0);
  const told = computed(() => forecast({ steps: history.value ?? [], readAt: readAt.value, now: now.value }));
  const steps = computed(() => chartSteps(history.value ?? [], readAt.value));

  return {
    clientId,
    found,
    absence: computed(() => (found.value === null ? absenceOf(source.value, seen.value) : null)),
    name: computed(() => found.value?.row.client.name ?? lastName.value),
    forecast: told,
    sentences: computed(() => {
      const client = found.value;
      if (client === null) return [];
      const { locale } = tools.speech.value;
      const today = now.value;
      return seatSentences({
        row: client.row,
        forecast: told.value,
        full: fullSince(inOrder(history.value ?? [], readAt.value)),
        date: (at) => dateText(locale, at, today),
      });
    }),
    chart: computed(() => chartOf(history.value ?? [], readAt.value)),
    steps: computed(() => [...steps.value].reverse()),
    tableShown,
    seats,
    people: createPending(tools, source, found, now),
    showTable(on) {
      tableShown.value = on;
    },
    mute() {
      const client = found.value;
      if (client === null) return;
      const { accountId, providerId, client: row, muted } = client.row;
      const name = row.name ?? say('client_unnamed');
      void tools.ask('mute', { client: { accountId, providerId, clientId, name: row.name }, muted: !muted }).then(
        () => tools.speak([say(muted ? 'popup_live_unmuted' : 'popup_live_muted', { client: name })]),
        () => tools.announce(say('popup_live_failed')),
      );
    },
    openVault(page) {
      const client = found.value;
      if (client !== null) tools.openVault(client.row.accountId, { page, clientId });
    },
    openProvider(page) {
      const client = found.value;
      if (client !== null) tools.openVault(client.row.accountId, { page, providerId: client.row.providerId });
    },
    open: () =>
      // Each new reading of the clients may have brought a step, and a change of the pool.
      effect(() => {
        if (reading.value === null) return;
        untracked(() => {
          seen.value = true;
          lastName.value = found.value?.row.client.name ?? null;
          void readHistory();
          void seats.readPool();
        });
      }),
  };
}
