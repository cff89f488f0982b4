/** What every page wires up in the same way: timers, the network, the stored overview, language and appearance. */
import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Overview } from '@/lib/domain/overview';
import type { Preferences } from '@/lib/domain/preferences';
import { onBroadcast } from '@/lib/messaging/door';
import { browserSpeech, preferredSpeech } from '@/lib/platform/i18n';
import { readEntered } from '@/lib/platform/lock';
import type { Speech } from '@/lib/platform/speech';
import { createStore, openDatabase } from '@/lib/store/database';
import { readOverview, type Store } from '@/lib/store/store';
import { createOverviewModel, type OverviewModel } from './overview';

/** Does something later; answers with a function that calls it off. */
export const later = (ms: number, work: () => void): (() => void) => {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
};

/** Calls at this pace until the answer is called. */
export function every(ms: number, call: () => void): () => void {
  const timer = setInterval(call, ms);
  return () => clearInterval(timer);
}

/** Puts a text on the clipboard; answers whether the browser did. */
export const copy = (text: string): Promise<boolean> =>
  navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  );

/** The chosen languages that are loaded. */
const loaded = new Map<Preferences['language'], Speech>();

/** The store, and the overview as it stands in it. */
export function openStored(): { readonly store: Store; readonly overview: OverviewModel } {
  const store = createStore(openDatabase());
  const read = async (): Promise<Overview> => {
    const stored = await readOverview(store, readEntered);
    const { language } = stored.preferences;
    // Before anybody sees what was read: nothing is told in one language first and in another a moment later.
    if (language !== 'browser' && !loaded.has(language)) loaded.set(language, await preferredSpeech(language));
    return stored;
  };
  return { store, overview: createOverviewModel({ read, listen: onBroadcast, later }) };
}

/**
 * Shows a page once what is stored was read, for its language is among it, and once its program is there: so it is drawn
 * once, and whole. A store or a program that keeps one waiting does not keep the page.
 */
export function showRead(overview: OverviewModel, show: () => void, program?: Promise<unknown>): void {
  const cancel = later(300, show);
  void Promise.allSettled([overview.refresh(), program]).then(() => {
    cancel();
    show();
  });
}

/** Whether the browser believes to have a network. */
export function createOnline(): ReadonlySignal<boolean> {
  const online = signal(navigator.onLine);
  for (const event of ['online', 'offline'] as const)
    addEventListener(event, () => {
      online.value = event === 'online';
    });
  return online;
}

/** The page's language: the browser's, until another one is chosen and read from the store. */
export function followLanguage(preferences: ReadonlySignal<Preferences | null>): ReadonlySignal<Speech> {
  const own = browserSpeech();
  const speech = signal(own);
  effect(() => {
    const chosen = preferences.value?.language ?? 'browser';
    speech.value = chosen === 'browser' ? own : (loaded.get(chosen) ?? speech.peek());
  });
  return speech;
}

/** Language, theme and density of the document, for styles and screen readers. */
export function followAppearance(
  preferences: ReadonlySignal<Preferences | null>,
  speech: ReadonlySignal<Speech>,
  page: HTMLElement,
): void {
  effect(() => {
    page.lang = speech.value.locale;
    if (preferences.value === null) return;
    const { appearance, density } = preferences.value;
    if (appearance === 'system') delete page.dataset.theme;
    else page.dataset.theme = appearance;
    page.dataset.density = density;
  });
}

/** Hands a file to the person, as the browser saves files. */
export function saveFile(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
