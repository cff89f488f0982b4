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
import '@/components/styles/locked.css';
import '@/components/styles/confirm.css';
import '@/components/styles/confirm-compare.css';
import { lazyPart } from '@/components/ui/Lazy';
import type { Activity } from '@/lib/domain/activity';
import { deskHash } from '@/lib/domain/desk-route';
import { ask, onBroadcast } from '@/lib/messaging/door';
import { productVersion } from '@/lib/platform/manifest';
import { openPage } from '@/lib/platform/pages';
import { openOwnPage } from '@/lib/platform/tabs';
import {
  copy,
  createOnline,
  every,
  followAppearance,
  followLanguage,
  later,
  openStored,
  saveFile,
  showRead,
} from '@/lib/view/browser-page';
import { createDeskModel } from '@/lib/view/desk/model';
import { createKept, type DeskTools } from '@/lib/view/desk/tools';
import { createWork } from '@/lib/view/desk/work';

function start(root: HTMLElement): void {
  const { store, overview } = openStored();
  const preferences = computed(() => overview.overview.value?.preferences ?? null);
  const speech = followLanguage(preferences);
  followAppearance(preferences, speech, document.documentElement);
  const online = createOnline();
  const readActivity = (): Promise<Activity[]> => store.read(['activity'], (tx) => tx.all('activity'));
  const readJournal = () => store.read(['journal'], (tx) => tx.all('journal'));
  // Keys, ciphers and the words of the phrases are loaded when somebody is to be compared.
  const confirm = lazyPart(async () => {
    const { createConfirmPart } = await import('./confirm');
    return createConfirmPart({ overview, readActivity, online, speech });
  });
  const model = createDeskModel({
    overview,
    ask,
    now: Date.now,
    online,
    openOptions: (hash) => openOwnPage(`options.html#${hash}`),
    openPage,
    async openDesk(route) {
      location.hash = deskHash(route);
    },
    speech,
    hash: location.hash,
    keepHash: (hash) => history.replaceState(history.state, '', hash),
    later,
    readActivity,
    readJournal,
    listen: onBroadcast,
    saveFile,
    version: productVersion(),
  });
  addEventListener('hashchange', () => model.follow(location.hash));
  const tools: DeskTools = {
    work: createWork({ ask, overview: overview.overview, newId: () => crypto.randomUUID(), now: Date.now, every }),
    ask,
    speech,
    now: Date.now,
    later,
    listen: onBroadcast,
    readHistory: ({ accountId, providerId }) =>
      store.read(['history'], (tx) => tx.all('history', [accountId, providerId])),
    readJournal,
    saveFile,
    copy,
    openLink: (url) => open(url, '_self'),
    openVault: model.openVault,
    storage: localStorage,
    announce: model.announce,
    speak: model.speak,
    kept: createKept(),
  };
  showRead(overview, () =>
    render(
      <DeskRoot desk={{ model, speech, tools }}>
        <DeskShell confirm={confirm} />
      </DeskRoot>,
      root,
    ),
  );
  setInterval(() => model.tick(), 30_000);
}

const root = document.getElementById('app');
if (root !== null) start(root);
