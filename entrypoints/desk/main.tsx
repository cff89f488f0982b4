/** Composition root of the desk: wires the models to store, worker and browser, and shows the page of the address. */
import { computed } from '@preact/signals';
import { render } from 'preact';
import { DeskRoot } from '@/components/desk/shell/context';
import { DeskShell, partOf } from '@/components/desk/shell/DeskShell';
// Also those of pages that come later: in one sheet all of them are a quarter smaller.
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
import '@/components/styles/clients.css';
import '@/components/styles/clients-narrow.css';
import '@/components/styles/clients-rail.css';
import '@/components/styles/client.css';
import '@/components/styles/client-change.css';
import '@/components/styles/people.css';
import '@/components/styles/people-narrow.css';
import '@/components/styles/people-invite.css';
import '@/components/styles/events.css';
import '@/components/styles/training.css';
import '@/components/styles/sample.css';
import { lazyPart, loadPart } from '@/components/ui/Lazy';
import { deskHash, deskRoute } from '@/lib/domain/desk-route';
import { say } from '@/lib/domain/words';
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
import { createDeskModel, type DeskModel } from '@/lib/view/desk/model';
import type { DeskSource } from '@/lib/view/desk/source';
import { createKept, type DeskTools } from '@/lib/view/desk/tools';
import { createWork } from '@/lib/view/desk/work';
import type { SamplePart } from './sample';

/** What is stored, and the worker. */
function storedSource(): DeskSource {
  const { store, overview } = openStored();
  return {
    overview,
    ask,
    listen: onBroadcast,
    readActivity: () => store.read(['activity'], (tx) => tx.all('activity')),
    readJournal: () => store.read(['journal'], (tx) => tx.all('journal')),
    readHistory: ({ accountId, providerId }) =>
      store.read(['history'], (tx) => tx.all('history', [accountId, providerId])),
    storage: localStorage,
  };
}

/** Shows the desk. `Confirm` and `Banner` are the sample's own. Answers with the way to say something in passing. */
function start(root: HTMLElement, source: DeskSource, sample?: Pick<SamplePart, 'Banner' | 'Confirm'>): DeskModel {
  const { overview, ask, listen, readActivity, readJournal } = source;
  const preferences = computed(() => overview.overview.value?.preferences ?? null);
  const speech = followLanguage(preferences);
  followAppearance(preferences, speech, document.documentElement);
  const online = createOnline();
  // Keys, ciphers and the words of the phrases are loaded when somebody is to be compared.
  const confirm = lazyPart(async () => {
    if (sample !== undefined) return sample.Confirm;
    const { createConfirmPart } = await import('./confirm');
    return createConfirmPart({ overview, readActivity, online, speech });
  });
  // The page of the address is asked for at once, beside what is stored.
  const first = partOf(deskRoute(location.hash).page, confirm);
  const program = first && loadPart(first);
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
    listen,
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
    listen,
    readHistory: source.readHistory,
    readJournal,
    saveFile,
    copy,
    openLink: (url) => open(url, '_self'),
    openVault: model.openVault,
    storage: source.storage,
    announce: model.announce,
    speak: model.speak,
    kept: createKept(),
  };
  showRead(
    overview,
    () =>
      render(
        <DeskRoot desk={{ model, speech, tools }}>
          <DeskShell confirm={confirm} above={sample && <sample.Banner />} />
        </DeskRoot>,
        root,
      ),
    program,
  );
  setInterval(() => model.tick(), 30_000);
  return model;
}

/** `desk.html?sample`: the same desk over made-up clients. */
async function startSample(root: HTMLElement): Promise<void> {
  const { createSamplePart } = await import('./sample');
  const part = await createSamplePart(() => model.announce(say('sample_no_vault')));
  const model = start(root, part.source, part);
}

const root = document.getElementById('app');
if (root !== null) {
  if (new URLSearchParams(location.search).has('sample')) void startSample(root);
  else start(root, storedSource());
}
