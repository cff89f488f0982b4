/** A browser with the extension in it, and hands and eyes for what a person does and sees there. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page, type Worker } from '@playwright/test';
import { variable } from '../../tools/browser.mjs';
import { extensionDir } from './build';
import type { ExtensionChrome } from './chrome';
import { allowedHosts, extensionIdOf, prepareProfile } from './profile';
import { collected, collectIn, type NoticeCall, recordIn } from './recorder';
import { moveStoredInstants } from './time';
import { controlWorker } from './worker-control';

declare const chrome: ExtensionChrome;

export interface LaunchOptions {
  /** A folder to use and to keep; left out: a new one that goes with the browser. */
  readonly profileDir?: string;
  readonly headless?: boolean;
  /** Own servers that the person allows when asked. */
  readonly allow?: readonly string[];
  /** The caller closes the browser itself when somebody presses Ctrl-C. */
  readonly ownSignals?: boolean;
  /** Pixels of a picture for each of the page; default 1. */
  readonly scale?: number;
  /** Folder of the unpacked extension; left out: the production build. */
  readonly extension?: string;
  /** The browser's own language; default English of the United States. */
  readonly language?: 'en-US' | 'nl';
}

export interface Badge {
  readonly text: string;
  readonly title: string;
  /** `#rrggbb` */
  readonly color: string;
}

/** A notice that is shown now. Its words are empty if it was shown before the harness could listen. */
export interface ShownNotice {
  readonly id: string;
  readonly title: string;
  readonly message: string;
  readonly buttons: readonly string[];
}

export interface Desk {
  readonly context: BrowserContext;
  /** `chrome-extension://<id>` */
  readonly origin: string;
  readonly profileDir: string;
  /** Opens the popup as a page, 400 px wide, as the browser would show it. */
  popup(): Promise<Page>;
  /** @param section such as `#accounts` */
  options(section?: string): Promise<Page>;
  worker(): Promise<Worker>;
  /** Ends the worker at once; nothing of it runs when this answers. */
  killWorker(): Promise<void>;
  isWorkerRunning(): boolean;
  /** Makes an alarm go off in the browser now, which wakes the worker; a repeating one goes on repeating. */
  fireAlarm(name?: string): Promise<void>;
  /** Ends the worker and lets so many ms pass for all that is stored; then `fireAlarm` finds what is due by now. */
  letTimePass(ms: number): Promise<void>;
  badge(): Promise<Badge>;
  /** What is shown now. The browser takes a notice away by itself after some seconds; see `noticeCalls`. */
  notifications(): Promise<readonly ShownNotice[]>;
  /** All that the worker asked the browser to show, change and take away, in order: what was announced, and how often. */
  noticeCalls(): Promise<readonly NoticeCall[]>;
  /** Clicks a notice, or one of its buttons (from 0). */
  clickNotification(id: string, button?: number): Promise<void>;
  /** The harness's own page of the extension: the browser's API without a line of the product. */
  readonly backstage: Page;
  close(): Promise<void>;
}

async function open(
  profileDir: string,
  { headless = true, ownSignals = false, scale = 1, extension = extensionDir, language = 'en-US' }: LaunchOptions,
): Promise<BrowserContext> {
  const executablePath = process.env[variable];
  if (executablePath === undefined) throw new Error(`${variable} is not set: no browser`);
  return chromium.launchPersistentContext(profileDir, {
    executablePath,
    headless,
    handleSIGINT: !ownSignals,
    handleSIGTERM: !ownSignals,
    handleSIGHUP: !ownSignals,
    // Only Playwright's own pages get this; the browser's language comes from the flag and the environment.
    locale: language,
    ...(headless ? { viewport: { width: 1100, height: 800 }, deviceScaleFactor: scale } : { viewport: null }),
    env: { ...process.env, LANG: language === 'nl' ? 'nl_NL.UTF-8' : 'en_US.UTF-8', LANGUAGE: language.slice(0, 2) },
    args: [
      `--disable-extensions-except=${extension}`,
      `--load-extension=${extension}`,
      '--disable-gpu',
      '--disable-quic',
      `--lang=${language}`,
    ],
  });
}

/** Opens the browser, and again if it gave the extension another id than expected, for then the grants were not for it. */
async function openWithGrants(
  profileDir: string,
  options: LaunchOptions,
): Promise<{ context: BrowserContext; origin: string }> {
  let id = extensionIdOf(options.extension ?? extensionDir);
  for (;;) {
    prepareProfile(profileDir, id, options.allow ?? allowedHosts);
    const context = await open(profileDir, options);
    const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
    const { host } = new URL(worker.url());
    if (host === id) return { context, origin: `chrome-extension://${id}` };
    await context.close();
    rmSync(profileDir, { recursive: true, force: true });
    id = host;
  }
}

/** Closes the empty tab that a browser starts with: the only one whose address the extension may not know. */
const closeBlank = (backstage: Page): Promise<void> =>
  backstage.evaluate(async () => {
    for (const { id, url, pendingUrl } of await chrome.tabs.query({}))
      if (id !== undefined && (url ?? pendingUrl) === undefined) await chrome.tabs.remove(id);
  });

/** Launches a browser with the production build. Needs a build and `PROVIDER_DESK_BROWSER`. */
export async function launchDesk(options: LaunchOptions = {}): Promise<Desk> {
  const profileDir = options.profileDir ?? mkdtempSync(join(tmpdir(), 'provider-desk-'));
  const { context, origin } = await openWithGrants(profileDir, options);
  // Not the first page that there is: the one that the extension opens by itself may have been quicker than the blank one.
  const backstage = await context.newPage();
  // A text file of the extension: a page of its origin that runs none of its code.
  await backstage.goto(`${origin}/manifest.json`);
  await closeBlank(backstage);
  await collectIn(backstage);
  const control = await controlWorker(context, backstage, origin, recordIn);

  const openPage = async (path: string, size: { width: number; height: number }): Promise<Page> => {
    const page = await context.newPage();
    if (options.headless !== false) await page.setViewportSize(size);
    await page.goto(`${origin}/${path}`);
    return page;
  };

  return {
    context,
    origin,
    profileDir,
    backstage,
    popup: () => openPage('popup.html', { width: 420, height: 600 }),
    options: (section = '') => openPage(`options.html${section}`, { width: 1100, height: 800 }),
    worker: () => control.worker(),
    killWorker: () => control.kill(),
    isWorkerRunning: () => control.isRunning(),
    fireAlarm: (name = 'tick') =>
      backstage.evaluate(async (alarm) => {
        const { periodInMinutes } = (await chrome.alarms.get(alarm)) ?? {};
        await chrome.alarms.create(alarm, { when: Date.now(), ...(periodInMinutes ? { periodInMinutes } : {}) });
      }, name),
    async letTimePass(ms) {
      await control.kill();
      await moveStoredInstants(backstage, ms);
    },
    badge: () =>
      backstage.evaluate(async () => {
        const [text, title, rgba] = await Promise.all([
          chrome.action.getBadgeText({}),
          chrome.action.getTitle({}),
          chrome.action.getBadgeBackgroundColor({}),
        ]);
        const hex = rgba.slice(0, 3).map((part) => part.toString(16).padStart(2, '0'));
        return { text, title, color: `#${hex.join('')}` };
      }),
    async notifications() {
      const ids = await backstage.evaluate(async () => Object.keys(await chrome.notifications.getAll()));
      const calls = await collected(backstage);
      return ids.map((id) => {
        const said = calls.findLast((call) => call.id === id && call.what !== 'clear');
        return { id, title: said?.title ?? '', message: said?.message ?? '', buttons: said?.buttons ?? [] };
      });
    },
    noticeCalls: () => collected(backstage),
    async clickNotification(id, button) {
      const worker = await control.worker();
      await worker.evaluate(
        ([notice, index]) => {
          if (index === null) chrome.notifications.onClicked.dispatch(notice);
          else chrome.notifications.onButtonClicked.dispatch(notice, index);
        },
        [id, button ?? null] as const,
      );
    },
    async close() {
      try {
        await context.close();
      } finally {
        if (options.profileDir === undefined) rmSync(profileDir, { recursive: true, force: true, maxRetries: 5 });
      }
    },
  };
}
