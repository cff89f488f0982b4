/** Composition root of the desk: wires the models to store, worker and browser, and shows the page of the address. */
import { computed } from '@preact/signals';
import { render } from 'preact';
import { DeskRoot } from '@/components/desk/shell/context';
import { DeskShell } from '@/components/desk/shell/DeskShell';
import '@/components/styles/tokens.css';
import '@/components/styles/base.css';
import '@/components/styles/fields.css';
import '@/components/styles/shell.css';
import '@/components/styles/desk.css';
import '@/components/styles/desk-waiting.css';
import '@/components/styles/desk-activity.css';
import { deskHash } from '@/lib/domain/desk-route';
import { ask, onBroadcast } from '@/lib/messaging/door';
import { productVersion } from '@/lib/platform/manifest';
import { openPage } from '@/lib/platform/pages';
import { openOwnPage } from '@/lib/platform/tabs';
import { createOnline, followAppearance, followLanguage, later, openStored, saveFile } from '@/lib/view/browser-page';
import { createDeskModel } from '@/lib/view/desk-model';

function start(root: HTMLElement): void {
  const { store, overview } = openStored();
  const preferences = computed(() => overview.overview.value?.preferences ?? null);
  const speech = followLanguage(preferences);
  followAppearance(preferences, speech, document.documentElement);
  const model = createDeskModel({
    overview,
    ask,
    now: Date.now,
    online: createOnline(),
    openOptions: (hash) => openOwnPage(`options.html#${hash}`),
    openPage,
    async openDesk(route) {
      location.hash = deskHash(route);
    },
    speech,
    hash: location.hash,
    later,
    readActivity: () => store.read(['activity'], (tx) => tx.all('activity')),
    listen: onBroadcast,
    saveFile,
    version: productVersion(),
  });
  addEventListener('hashchange', () => model.follow(location.hash));
  render(
    <DeskRoot desk={{ model, speech }}>
      <DeskShell confirm={null} />
    </DeskRoot>,
    root,
  );
  void overview.refresh();
  setInterval(() => model.tick(), 30_000);
}

const root = document.getElementById('app');
if (root !== null) start(root);
