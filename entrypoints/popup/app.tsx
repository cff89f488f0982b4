/** The popup's composition: store, worker and browser on one side, the model in the middle, components on the other. */
import { computed, effect } from '@preact/signals';
import { render } from 'preact';
import { PopupRoot } from '@/components/popup/context';
import { PopupShell } from '@/components/popup/PopupShell';
import { deskHash } from '@/lib/domain/desk-route';
import { ask } from '@/lib/messaging/door';
import { openPage } from '@/lib/platform/pages';
import { openOwnPage } from '@/lib/platform/tabs';
import { createOnline, followAppearance, followLanguage, later, openStored } from '@/lib/view/browser-page';
import { createPopupMemory } from '@/lib/view/popup/memory';
import { createPopupModel, type PopupModel } from '@/lib/view/popup/model';
import { keepFirstScreen, pictureOf } from '@/lib/view/popup/picture';
import { wantedProvider } from '@/lib/view/popup/route';

/** A picture for the next opening, a moment after what is shown changed. Searches and open drawers are not part of it. */
function keepPictures(model: PopupModel, app: Element): void {
  let cancel = (): void => undefined;
  effect(() => {
    const { state, banners, people } = model.data;
    const plain = model.list.folded.value === '' && model.open.value === null && !model.list.expanded.value;
    const ready = state.value === 'list' || state.value === 'empty';
    // A picture would show clients and people before the passphrase is entered.
    const secret = model.data.source.value?.lock !== undefined;
    const gone = secret || state.value === 'first-run' || state.value === 'no-provider';
    // Whatever changes the first screen.
    void [banners.value, people.value, model.list.items.value];
    cancel();
    if (gone) keepFirstScreen(localStorage, null);
    if (gone || !plain || !ready) return;
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
  const { overview } = openStored();
  const preferences = computed(() => overview.overview.value?.preferences ?? null);
  const speech = followLanguage(preferences);
  followAppearance(preferences, speech, document.documentElement);
  const model = createPopupModel({
    overview,
    ask,
    memory: createPopupMemory(localStorage),
    now: Date.now,
    online: createOnline(),
    locale: computed(() => speech.value.locale),
    openOptions: (hash) => openOwnPage(`options.html#${hash}`),
    openPage,
    openDesk: (route) => openOwnPage(`desk.html${deskHash(route)}`),
    later,
    wanted: wantedProvider(location.search),
  });

  // What is painted stays until there is something to show instead of it.
  const shown = (): void => {
    app.removeAttribute('inert');
    render(
      <PopupRoot popup={{ model, speech }}>
        <PopupShell />
      </PopupRoot>,
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
