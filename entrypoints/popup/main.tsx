import '@/components/styles/tokens.css';
import '@/components/styles/base.css';
import '@/components/styles/popup.css';
import { computed, effect, signal } from '@preact/signals';
import { render } from 'preact';
import { Popup } from '@/components/popup/context';
import { PopupShell } from '@/components/popup/PopupShell';
import { browserSpeech } from '@/lib/platform/browser-speech';
import { createOverviewModel } from '@/lib/view/overview';
import { createPopupMemory } from '@/lib/view/popup-memory';
import { createPopupModel } from '@/lib/view/popup-model';
import { wantedProvider } from '@/lib/view/popup-route';

/** Comes after the first frame, which is painted from the copy in the page's own storage. */
const behind = afterFirstFrame().then(() => import('./behind'));
const reader = behind.then(({ createReader }) => createReader(() => void overview.refresh()));

function afterFirstFrame(): Promise<void> {
  return new Promise((resolve) => {
    // A page in the background has no frames.
    if (document.hidden) resolve();
    else requestAnimationFrame(() => setTimeout(resolve));
  });
}

const overview = createOverviewModel({
  read: async () => (await reader)(),
  listen(handle) {
    const silence = behind.then(({ onBroadcast }) => onBroadcast(handle));
    return () => void silence.then((stop) => stop());
  },
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
  ask: async (name, request) => (await behind).ask(name, request),
  memory: createPopupMemory(localStorage),
  now: Date.now,
  online,
  locale: computed(() => speech.value.locale),
  openOptions: async (hash) => (await behind).openOwnPage(`options.html#${hash}`),
  openPage: async (url) => (await behind).openPage(url),
  later(ms, work) {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
  wanted: wantedProvider(location.search),
});

const preferences = computed(() => model.data.source.value?.preferences ?? null);
const language = computed(() => preferences.value?.language ?? 'browser');
let spoken = 'browser';
effect(() => {
  const chosen = language.value;
  if (chosen === spoken) return;
  spoken = chosen;
  void behind
    .then(({ preferredSpeech }) => preferredSpeech(chosen))
    .then((next) => {
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

void overview.refresh();
setInterval(() => model.tick(), 30_000);
