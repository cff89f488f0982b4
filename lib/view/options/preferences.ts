/** The preferences on the options page: shown as they count, saved as they are changed. */
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Overview } from '@/lib/domain/overview';
import type { LowSeats, MutedClient, Preferences } from '@/lib/domain/preferences';
import { fold } from '@/lib/domain/seats';
import { say, sayCount, type Words } from '@/lib/domain/words';
import type { Ask } from './form';

/** One entry of a list to choose from. `value` is what a `<select>` holds. */
export interface Choice<V> {
  readonly value: V;
  readonly words: Words;
}

/** Minutes between two checks that can be chosen. */
export const intervals = [1, 2, 5, 15, 30, 60] as const;

export const intervalChoices: readonly Choice<number>[] = intervals.map((value) => ({
  value,
  words: sayCount('options_minutes', value),
}));

/** Minutes without use after which opened keys are forgotten. */
export const lockAfterChoices: readonly Choice<number>[] = [1, 5, 10, 30, 60].map((value) => ({
  value,
  words: sayCount('options_minutes', value),
}));

/** Hours until the first reminder; 0: none. */
export const reminderChoices: readonly Choice<number>[] = [
  { value: 0, words: say('options_remind_off') },
  ...[1, 4, 24].map((value) => ({ value, words: sayCount('options_remind', value) })),
];

const lowSeats: readonly LowSeats[] = [
  ...[0, 1, 2, 5, 10].map((value): LowSeats => ({ unit: 'seats', value })),
  ...[5, 10].map((value): LowSeats => ({ unit: 'percent', value })),
];

/** A threshold as text, for a `<select>`: "seats-2". */
export const lowSeatsText = ({ unit, value }: LowSeats): string => `${unit}-${value}`;

/** A threshold in words. */
export const lowSeatsWords = ({ unit, value }: LowSeats): Words =>
  unit === 'seats' ? sayCount('options_low_seats', value) : say('options_low_percent', { n: value });

export const lowSeatsChoices: readonly (Choice<string> & { readonly threshold: LowSeats })[] = lowSeats.map(
  (threshold) => ({ value: lowSeatsText(threshold), words: lowSeatsWords(threshold), threshold }),
);

/** The choices, with the present value among them even if it is none of ours (set by policy, or by another version). */
export function withPresent<V>(choices: readonly Choice<V>[], value: V, words: (value: V) => Words): Choice<V>[] {
  const known = choices.some((choice) => choice.value === value);
  return known ? [...choices] : [...choices, { value, words: words(value) }];
}

/** The languages that there is a catalogue for, by their own names, which are never translated. */
export const languages: readonly { readonly value: Preferences['language']; readonly name: string | null }[] = [
  { value: 'browser', name: null },
  { value: 'en', name: 'English' },
  { value: 'nl', name: 'Nederlands' },
];

/** "18:05" for minutes of the day, as a time field holds it. */
export const timeText = (minuteOfDay: number): string =>
  `${String(Math.floor(minuteOfDay / 60)).padStart(2, '0')}:${String(minuteOfDay % 60).padStart(2, '0')}`;

/** Minutes of the day; null for what a time field holds while it is incomplete. */
export function parseTime(text: string): number | null {
  const match = /^([01]\d|2[0-3]):([0-5]\d)/.exec(text);
  return match === null ? null : Number(match[1]) * 60 + Number(match[2]);
}

/** A client that can be muted. */
export interface MutableClient {
  readonly client: MutedClient;
  /** Shown where there is more than one provider. */
  readonly providerName: string | null;
  readonly muted: boolean;
}

/** What makes two muted clients the same. */
export const mutedKey = (client: MutedClient): string => `${client.accountId}/${client.providerId}/${client.clientId}`;

/** All clients by name, and those muted that are no longer listed. */
export function mutableClients(overview: Overview, locale: string): MutableClient[] {
  const muted = new Map(overview.preferences.muted.map((client) => [mutedKey(client), client]));
  const many = overview.providers.length > 1;
  const listed = overview.lists.flatMap((list) => {
    const provider = overview.providers.find((p) => p.accountId === list.accountId && p.id === list.providerId);
    return list.clients.map((row): MutableClient => {
      const { accountId, providerId } = list;
      const client = { accountId, providerId, clientId: row.id, name: row.name };
      return { client, providerName: many ? (provider?.name ?? null) : null, muted: muted.delete(mutedKey(client)) };
    });
  });
  const gone = [...muted.values()].map((client) => ({ client, providerName: null, muted: true }));
  const collator = new Intl.Collator(locale);
  return [...listed, ...gone].sort(
    (a, b) =>
      collator.compare(a.client.name ?? '', b.client.name ?? '') ||
      (mutedKey(a.client) < mutedKey(b.client) ? -1 : Number(mutedKey(a.client) > mutedKey(b.client))),
  );
}

/** Those whose name holds the text, whatever its case and accents. */
export function findClients(clients: readonly MutableClient[], query: string): readonly MutableClient[] {
  const wanted = fold(query.trim());
  return wanted === '' ? clients : clients.filter(({ client }) => fold(client.name ?? '').includes(wanted));
}

export interface PreferencesDeps {
  readonly overview: ReadonlySignal<Overview | null>;
  readonly ask: Ask;
  readonly refresh: () => Promise<void>;
  readonly announce: (words: Words) => void;
}

export interface PreferencesModel {
  /** What counts, changes that are still being saved included; null until the store has answered. */
  readonly preferences: ReadonlySignal<Preferences | null>;
  readonly isManaged: (name: keyof Preferences) => boolean;
  /** Minutes between two checks that may be chosen. */
  readonly intervals: ReadonlySignal<readonly Choice<number>[]>;
  /** Changes and saves. Only what is changed is sent: the rest may be prescribed, or have changed elsewhere. */
  readonly change: (patch: Partial<Preferences>) => Promise<void>;
  readonly mute: (client: MutedClient, muted: boolean) => Promise<void>;
  /** Ends a pause of the notifications. */
  readonly goOn: () => Promise<void>;
  /** All clients to choose from, ordered as the language orders names. */
  readonly mutable: (locale: string) => MutableClient[];
  readonly choosingMuted: Signal<boolean>;
  /** Whether the browser took the sample; null: not tried. */
  readonly sample: ReadonlySignal<boolean | null>;
  readonly trySample: () => Promise<void>;
}

export function createPreferencesModel(deps: PreferencesDeps): PreferencesModel {
  /** Changes that the store does not show yet. */
  const pending = signal<Partial<Preferences>>({});
  /** Those of them that have not been sent, or were not taken. */
  let unsaved: Partial<Preferences> = {};
  const sample = signal<boolean | null>(null);
  let changes = 0;
  let saving: Promise<unknown> = Promise.resolve();

  const preferences = computed<Preferences | null>(() =>
    deps.overview.value === null ? null : { ...deps.overview.value.preferences, ...pending.value },
  );

  const isManaged = (name: string): boolean => Object.hasOwn(deps.overview.value?.managed?.enforced ?? {}, name);

  /** Runs one request, then reads the store again and says how it went. */
  async function tell(request: () => Promise<unknown>): Promise<void> {
    try {
      await request();
      await deps.refresh();
      deps.announce(say('options_saved'));
    } catch {
      deps.announce(say('options_not_saved'));
    }
  }

  async function send(): Promise<void> {
    const patch = unsaved;
    unsaved = {};
    try {
      await deps.ask('savePreferences', patch);
    } catch (error) {
      // A change that waits behind this one takes it along.
      unsaved = { ...patch, ...unsaved };
      throw error;
    }
  }

  return {
    preferences,
    isManaged,
    intervals: computed(() => {
      const { leastMinutes = 1, mostMinutes = 60 } = deps.overview.value?.managed ?? {};
      return intervalChoices.filter(({ value }) => value >= leastMinutes && value <= mostMinutes);
    }),
    async change(patch) {
      if (preferences.value === null || Object.keys(patch).some((name) => isManaged(name))) return;
      changes += 1;
      const mine = changes;
      pending.value = { ...pending.value, ...patch };
      unsaved = { ...unsaved, ...patch };
      // One after the other: two changes in quick succession must not overtake each other on their way.
      const before = saving;
      const saved = before.then(() => (Object.keys(unsaved).length === 0 ? undefined : tell(send)));
      saving = saved;
      await saved;
      if (mine !== changes) return;
      pending.value = {};
      unsaved = {};
    },
    mute: (client, muted) => tell(() => deps.ask('mute', { client, muted })),
    goOn: () => tell(() => deps.ask('pause', { until: null })),
    mutable: (locale) => (deps.overview.value === null ? [] : mutableClients(deps.overview.value, locale)),
    choosingMuted: signal(false),
    sample,
    async trySample() {
      sample.value = null;
      try {
        sample.value = await deps.ask('sampleNotice', {});
      } catch {
        sample.value = false;
      }
    },
  };
}
