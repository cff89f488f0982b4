/** The desk: where in it one is, and its pages. */
import { batch, computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Activity } from '@/lib/domain/activity';
import { type DeskRoute, deskHash, deskRoute } from '@/lib/domain/desk-route';
import type { JournalEntry } from '@/lib/domain/journal';
import { TEAM } from '@/lib/domain/keys';
import type { VaultPage } from '@/lib/domain/server';
import { type PluralKey, say, sayCount, type Words } from '@/lib/domain/words';
import type { Broadcast } from '@/lib/messaging/protocol';
import type { Speech } from '@/lib/platform/speech';
import { createPageModel, type PageDeps, type PageModel } from '@/lib/view/page-model';
import { type ActivityModel, createActivityModel } from './activity';
import { createWaitingModel, type WaitingModel } from './waiting';

export interface DeskDeps extends PageDeps {
  readonly speech: ReadonlySignal<Speech>;
  /** The hash that the desk was opened with. */
  readonly hash: string;
  /** Has the address say where one is, without going anywhere, so that a reload comes back to it. */
  readonly keepHash: (hash: string) => void;
  /** Does something later; answers with a function that calls it off. */
  readonly later: (ms: number, work: () => void) => () => void;
  /** Reads the record of who was confirmed. */
  readonly readActivity: () => Promise<readonly Activity[]>;
  /** Reads the record of what else was done, and of what notices told. */
  readonly readJournal: () => Promise<readonly JournalEntry[]>;
  /** Hears the worker; answers with a function that stops listening. */
  readonly listen: (handle: (message: Broadcast) => void) => () => void;
  /** Hands a file to the person. */
  readonly saveFile: (name: string, text: string, type: string) => void;
  readonly version: string;
}

export interface DeskModel extends PageModel {
  readonly route: ReadonlySignal<DeskRoute>;
  readonly waiting: WaitingModel;
  readonly activity: ActivityModel;
  /** How many the team of the one provider in scope has; 0: there are several, or it is not known. */
  readonly teamSize: ReadonlySignal<number>;
  /** What was just done, for the toast; null: nothing. */
  readonly said: ReadonlySignal<Words | null>;
  /** Says in passing what was just done. */
  announce(words: Words): void;
  /** Has something read out, politely. */
  speak(words: readonly Words[]): void;
  /** Opens a page of an account's web vault. */
  openVault(accountId: string, page: VaultPage): void;
  /** Has the address say more about the page one is on, without going anywhere, so that a reload comes back to it. */
  keepRoute(route: DeskRoute): void;
  /** To the comparison: with those who are ticked, else with everybody shown who can be compared. */
  compareShown(): void;
  /** The address changed. */
  follow(hash: string): void;
}

/** How long typing has to rest before the count is read out, and how long a toast stays. */
const spokenAfterMs = 400;
const toastMs = 5_000;

export function createDeskModel(deps: DeskDeps): DeskModel {
  const { page, tools } = createPageModel(deps, null);
  const route = signal(deskRoute(deps.hash));
  const said = signal<Words | null>(null);
  const locale = signal(deps.speech.value.locale);
  const waiting = createWaitingModel({ overview: page.data.source, scope: page.data.scope, now: page.now, locale });

  const narrow = (to: DeskRoute): void => {
    if (to.page === 'waiting' && to.only !== undefined) waiting.choose(to.only);
  };
  narrow(route.value);
  const keepRoute = (to: DeskRoute): void => {
    route.value = to;
    deps.keepHash(deskHash(to));
  };
  // Not the filter that holds, but what was chosen: after a reload nobody is known to wait there yet.
  const stopKeeping = effect(() => {
    const only = waiting.wanted.value;
    const here = route.value;
    if (here.page !== 'waiting' || (here.only ?? null) === only) return;
    keepRoute({ page: 'waiting', ...(only === null ? {} : { only }) });
  });

  let hush = (): void => undefined;
  const announce = (words: Words): void => {
    hush();
    // A new object, so that the same words are said again.
    said.value = { ...words };
    hush = deps.later(toastMs, () => {
      said.value = null;
    });
  };
  const activity = createActivityModel({
    read: deps.readActivity,
    readJournal: deps.readJournal,
    listen: deps.listen,
    erase: () => tools.send(deps.ask('eraseActivity', {})),
    saveFile: deps.saveFile,
    announce,
    speech: deps.speech,
    scope: page.data.scope,
    several: page.data.entries,
    now: deps.now,
    version: deps.version,
  });

  function tellSearch(list: Pick<WaitingModel, 'query'>, key: PluralKey, count: () => number): () => void {
    let cancel = (): void => undefined;
    const stop = effect(() => {
      const query = list.query.value.trim();
      cancel();
      if (query === '') return;
      cancel = deps.later(spokenAfterMs, () => {
        const found = count();
        tools.speak([found === 0 ? say('popup_nothing_title', { query }) : sayCount(key, found, { query })]);
      });
    });
    return () => {
      cancel();
      stop();
    };
  }

  const stops = [
    effect(() => {
      locale.value = deps.speech.value.locale;
    }),
    tellSearch(waiting, 'desk_matches', () => waiting.rowKeys.value.length),
    tellSearch(activity, 'activity_matches', () => activity.items.value.filter(({ kind }) => kind === 'entry').length),
    stopKeeping,
    waiting.stop,
    activity.stop,
    page.stop,
    () => hush(),
  ];

  return {
    ...page,
    route,
    waiting,
    activity,
    teamSize: computed(() => {
      const only = page.data.provider.value;
      if (only?.role !== 'provider-admin') return 0;
      const team = page.data.source.value?.places.find(
        ({ accountId, providerId, place }) => place === TEAM && accountId === only.accountId && providerId === only.id,
      );
      return team?.members ?? 0;
    }),
    said,
    announce,
    speak: tools.speak,
    openVault: tools.openVault,
    keepRoute,
    compareShown() {
      const chosen = waiting.chosen.value;
      const able = waiting.comparable.value;
      if (chosen.length > 0) page.compare(chosen);
      else page.compare(able.length === page.data.people.value.length ? 'all' : able);
    },
    follow(hash) {
      batch(() => {
        route.value = deskRoute(hash);
        narrow(route.value);
      });
    },
    stop() {
      for (const stop of stops) stop();
    },
  };
}
