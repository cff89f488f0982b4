import '@/components/styles/tokens.css';
import '@/components/styles/base.css';
import '@/components/styles/popup.css';
import { computed, effect, signal } from '@preact/signals';
import { render } from 'preact';
import { Popup } from '@/components/popup/context';
import { PopupShell } from '@/components/popup/PopupShell';
import type { Managed } from '@/lib/domain/preferences';
import { ask, onBroadcast } from '@/lib/messaging/door';
import { browserSpeech, preferredSpeech } from '@/lib/platform/i18n';
import { readManaged } from '@/lib/platform/managed';
import { openPage } from '@/lib/platform/pages';
import { openOwnPage } from '@/lib/platform/tabs';
import { createStore, openDatabase } from '@/lib/store/database';
import { readOverview } from '@/lib/store/store';
import { createOverviewModel } from '@/lib/view/overview';
import { createPopupMemory } from '@/lib/view/popup-memory';
import { createPopupModel } from '@/lib/view/popup-model';
import { wantedProvider } from '@/lib/view/popup-route';

const store = createStore(openDatabase());
let managed: Promise<Managed> | null = null;
const overview = createOverviewModel({
  async read() {
    managed ??= readManaged();
    return readOverview(store, await managed);
  },
  listen: onBroadcast,
});

const online = signal(navigator.onLine);
addEventListener('online', () => {
  online.value = true;
});
addEventListener('offline', () => {
  online.value = false;
});

const speech = signal(browserSpeech());
const model = createPopupModel({
  overview,
  ask,
  memory: createPopupMemory(localStorage),
  now: Date.now,
  online,
  locale: computed(() => speech.value.locale),
  openOptions: (hash) => openOwnPage(`options.html#${hash}`),
  openPage,
  later(ms, work) {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
  wanted: wantedProvider(location.search),
});

const preferences = computed(() => model.data.source.value?.preferences ?? null);
const language = computed(() => preferences.value?.language ?? 'browser');
let first = true;
effect(() => {
  const chosen = language.value;
  if (first && chosen === 'browser') first = false;
  else
    void preferredSpeech(chosen).then((next) => {
      speech.value = next;
    });
});
effect(() => {
  const root = document.documentElement;
  root.lang = speech.value.locale;
  const { appearance, density } = preferences.value ?? { appearance: 'system', density: 'compact' };
  if (appearance === 'system') delete root.dataset.theme;
  else root.dataset.theme = appearance;
  root.dataset.density = density;
});

const root = document.getElementById('app');
if (root !== null)
  render(
    <Popup.Provider value={{ model, speech }}>
      <PopupShell />
    </Popup.Provider>,
    root,
  );

// The first frame is painted from the copy. Everything that takes longer comes after.
void overview.refresh();
setInterval(() => model.tick(), 30_000);
