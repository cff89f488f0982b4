/** Composition root of the options page: wires the model to store, worker and browser, and shows it. */
import { signal } from '@preact/signals';
import { render } from 'preact';
import { OptionsPage } from '@/components/options/OptionsPage';
import '@/components/styles/tokens.css';
import '@/components/styles/base.css';
import '@/components/styles/fields.css';
import '@/components/styles/options.css';
import '@/components/styles/locked.css';
import { checkClientId } from '@/lib/domain/client-id';
import { ask } from '@/lib/messaging/door';
import { readManaged } from '@/lib/platform/managed';
import { productVersion } from '@/lib/platform/manifest';
import { hasOrigins, requestOrigins } from '@/lib/platform/permissions';
import { followLanguage, later, openStored, saveFile, showRead } from '@/lib/view/browser-page';
import { deriveInnerKey } from '@/lib/view/lock/key';
import { createOptionsModel } from '@/lib/view/options/page';
import { keepFirstScreen } from '@/lib/view/popup/picture';

function start(root: HTMLElement): void {
  const { store, overview } = openStored();
  const policy = signal<unknown>(undefined);
  void readManaged().then((told) => {
    policy.value = told ?? undefined;
  });
  const model = createOptionsModel({
    overview,
    policy,
    ask,
    requestOrigins,
    hasOrigins,
    checkClientId,
    derive: deriveInnerKey,
    newSalt: () => btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16)))),
    forgetPicture: () => keepFirstScreen(localStorage, null),
    now: Date.now,
    every(ms, call) {
      const timer = setInterval(call, ms);
      return () => clearInterval(timer);
    },
    after: later,
    clearPageStorage: () => localStorage.clear(),
    saveFile: (name, text) => saveFile(name, text, 'application/json'),
    readRecords: () =>
      store.read(['activity', 'journal', 'history'], async (tx) => ({
        activity: await tx.all('activity'),
        journal: await tx.all('journal'),
        history: await tx.all('history'),
      })),
    version: productVersion(),
    hash: location.hash,
  });

  addEventListener('hashchange', () => model.follow(location.hash));
  // What was typed must not wait in a page that the browser may bring back.
  addEventListener('pagehide', model.leave);

  const speech = followLanguage(model.preferences.preferences);
  const Page = () => <OptionsPage model={model} speech={speech.value} />;
  showRead(overview, () => render(<Page />, root));
}

const root = document.getElementById('app');
if (root !== null) start(root);
