/** The popup's composition: store, worker and browser on one side, the model in the middle, components on the other. */
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
import { createOverviewModel, type OverviewModel } from '@/lib/view/overview';
import { keepFirstScreen, pictureOf } from '@/lib/view/picture';
import { createPopupMemory } from '@/lib/view/popup-memory';
import { createPopupModel, type PopupModel } from '@/lib/view/popup-model';
import { wantedProvider } from '@/lib/view/popup-route';

const later = (ms: number, work: () => void): (() => void) => {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
};

function createOverview(): OverviewModel {
  const store = createStore(openDatabase());
  let managed: Managed = {};
  const overview = createOverviewModel({ read: () => readOverview(store, managed), listen: onBroadcast, later });
  // Right after its start the browser takes seconds to tell what is prescribed. Nobody waits for it.
  void readManaged().then((prescribed) => {
    managed = prescribed;
    if (Object.keys(prescribed).length > 0) void overview.refresh();
  });
  return overview;
}

function createOnline() {
  const online = signal(navigator.onLine);
  for (const event of ['online', 'offline'] as const)
    addEventListener(event, () => {
      online.value = event === 'online';
    });
  return online;
}

/** A picture for the next opening, a moment after what is shown changed. Searches and open drawers are not part of it. */
function keepPictures(model: PopupModel, app: Element): void {
  let cancel = (): void => undefined;
  effect(() => {
    const { state, banners, people } = model.data;
    const plain = model.list.folded.value === '' && model.open.value === null && !model.list.expanded.value;
    const ready = state.value === 'list' || state.value === 'empty';
    const gone = state.value === 'first-run' || state.value === 'no-provider';
    // Whatever changes the first screen.
    void [banners.value, people.value, model.list.items.value];
    cancel();
    if (gone) keepFirstScreen(localStorage, null);
    if (!plain || !ready) return;
    cancel = later(300, () => {
      const [shell] = app.children;
      const body = shell === undefined ? null : pictureOf(shell, innerHeight);
      const scrolled = [...document.querySelectorAll('main')].some((main) => main.scrollTop > 0);
      if (body === null || scrolled) return;
      const page: Record<string, string> = {};
      for (const { name, value } of document.documentElement.attributes)
        if (name === 'lang' || name === 'data-theme' || name === 'data-density') page[name] = value;
      keepFirstScreen(localStorage, { version: 1, page, body });
    });
  });
}

/** Starts the popup in an element, and takes over what is painted there. */
export function start(app: Element): void {
  const overview = createOverview();
  const speech = signal(browserSpeech());
  const model = createPopupModel({
    overview,
    ask,
    memory: createPopupMemory(localStorage),
    now: Date.now,
    online: createOnline(),
    locale: computed(() => speech.value.locale),
    openOptions: (hash) => openOwnPage(`options.html#${hash}`),
    openPage,
    later,
    wanted: wantedProvider(location.search),
  });

  const preferences = computed(() => model.data.source.value?.preferences ?? null);
  const language = computed(() => preferences.value?.language ?? 'browser');
  let spoken = 'browser';
  effect(() => {
    const chosen = language.value;
    if (chosen === spoken) return;
    spoken = chosen;
    void preferredSpeech(chosen).then((next) => {
      speech.value = next;
    });
  });
  effect(() => {
    const page = document.documentElement;
    page.lang = speech.value.locale;
    if (preferences.value === null) return;
    const { appearance, density } = preferences.value;
    if (appearance === 'system') delete page.dataset.theme;
    else page.dataset.theme = appearance;
    page.dataset.density = density;
  });

  // What is painted stays until there is something to show instead of it.
  const shown = (): void => {
    app.removeAttribute('inert');
    render(
      <Popup.Provider value={{ model, speech }}>
        <PopupShell />
      </Popup.Provider>,
      app,
    );
  };
  if (app.childElementCount === 0) {
    shown();
    void overview.refresh();
  } else void overview.refresh().then(shown);

  keepPictures(model, app);
  setInterval(() => model.tick(), 30_000);
}
