/**
 * Ports for a worker that can die at any await: a life counts the calls that cross its border, and at the chosen one
 * it ends, before or after the effect. What is called afterwards never answers, as in a worker that was killed.
 */
import type { BadgeView } from '@/lib/domain/badge';
import { type Notice, parseEdition } from '@/lib/domain/notices';
import { type Entered, type InnerKey, passphraseKdf } from '@/lib/domain/passphrase';
import { catalogueOf } from '@/lib/locales/catalogue';
import type { NotificationCentre } from '@/lib/platform/notifications';
import type { Session, SessionToken } from '@/lib/platform/session';
import { createSpeech } from '@/lib/platform/speech';
import type { Secrets } from '@/lib/store/secrets';
import type { Store } from '@/lib/store/store';
import type { Ports } from '@/lib/watch/ports';
import type { ModelWorld } from './model-world';

const messages: Readonly<Record<string, { message: string }>> = catalogueOf('en');

/** What outlives the worker: the browser and its disk. */
export class Browser {
  at = Date.UTC(2026, 10, 21, 9);
  online = true;
  readonly tokens = new Map<string, SessionToken>();
  readonly secrets = new Map<string, string>();
  /** What the session storage holds of the passphrase. */
  entered: Entered = { salt: null, lockedAt: null };
  innerKey: InnerKey | null = null;
  /** The key of the passphrase that is set; only this one opens the secrets. */
  passphraseKey: string | null = null;
  readonly present = new Map<string, { title: string; message: string }>();
  /** Every alert: the notice's id, and the people and clients it announced for the first time. */
  readonly alerts: {
    readonly id: string;
    readonly fresh: string[];
    readonly ends: string[];
    readonly title: string;
  }[] = [];
  badge: BadgeView | null = null;
  badgeTitle = '';
  wakeAt: number | null = null;
  /** Whether the extension may reach the server. */
  permitted = true;
  /** The organization's policy. */
  managed: unknown;
  /** Made once: formats of the language are dear. */
  readonly speech = createSpeech({
    lookup: (key) => messages[key]?.message ?? '',
    locale: 'en',
    now: () => this.at,
    timeZone: 'UTC',
  });

  constructor(readonly store: Store) {}
}

/** One life of the worker. `dieAt` counts border crossings; null: lives on. */
export class Life {
  private crossings = 0;
  private readonly end: { promise: Promise<void>; resolve: () => void };
  dead = false;

  constructor(private readonly dieAt: { crossing: number; effect: 'before' | 'after' } | null) {
    let resolve: () => void = () => undefined;
    const promise = new Promise<void>((done) => {
      resolve = done;
    });
    this.end = { promise, resolve };
  }

  get death(): Promise<void> {
    return this.end.promise;
  }

  async cross<T>(effect: () => T | Promise<T>): Promise<T> {
    if (this.dead) return new Promise<T>(() => undefined);
    this.crossings += 1;
    const dies = this.dieAt?.crossing === this.crossings;
    if (dies && this.dieAt?.effect === 'before') return this.die();
    const result = await effect();
    if (dies || this.dead) return this.die();
    return result;
  }

  /** Ends it here and now. */
  kill(): void {
    this.dead = true;
    this.end.resolve();
  }

  private die<T>(): Promise<T> {
    this.kill();
    return new Promise<T>(() => undefined);
  }
}

export function mortalPorts(browser: Browser, world: ModelWorld, life: Life, random: () => number): Ports {
  const cross = <T>(effect: () => T | Promise<T>): Promise<T> => life.cross(effect);
  const session: Session = {
    get: (id) => cross(() => browser.tokens.get(id) ?? null),
    set: (id, token) => cross(() => void browser.tokens.set(id, token)),
    remove: (id) => cross(() => void browser.tokens.delete(id)),
    deviceId: (id) => cross(() => `device of ${id}`),
    entered: () => cross(() => browser.entered),
    innerKey: () => cross(() => browser.innerKey),
    enter: (inner) =>
      cross(() => {
        browser.entered = { salt: inner?.salt ?? null, lockedAt: null };
        browser.innerKey = inner;
      }),
    lock: (at) =>
      cross(() => {
        browser.entered = { salt: null, lockedAt: at };
        browser.innerKey = null;
        browser.tokens.clear();
      }),
  };
  const { store } = browser;
  const opens = (key: InnerKey | null): boolean => (key?.key ?? null) === browser.passphraseKey;
  const secrets: Secrets = {
    put: (id, secret) =>
      cross(() => {
        if (opens(browser.innerKey)) browser.secrets.set(id, secret);
        return opens(browser.innerKey);
      }),
    get: (id) =>
      cross(() => {
        if (!opens(browser.innerKey)) return 'locked';
        const secret = browser.secrets.get(id);
        return secret === undefined ? 'lost' : { secret };
      }),
    remove: (id) => cross(() => void browser.secrets.delete(id)),
    ids: () => cross(() => [...browser.secrets.keys()]),
    removeAll: () =>
      cross(async () => {
        browser.secrets.clear();
        browser.passphraseKey = null;
        await store.write(['passphrase'], (tx) => tx.clear('passphrase'));
      }),
    fits: (inner) => cross(() => opens(inner)),
    reseal: (from, to, setAt) =>
      cross(async () => {
        if (!opens(from)) return false;
        browser.passphraseKey = to?.key ?? null;
        await store.write(['passphrase'], async (tx) => {
          await tx.clear('passphrase');
          if (to === null) return;
          await tx.put('passphrase', { id: 'own', salt: to.salt, ...passphraseKdf, check: '', setAt });
        });
        return true;
      }),
  };
  const notifications: NotificationCentre = {
    show: (id, content) =>
      cross(async () => {
        browser.present.set(id, content);
        const notice = await browser.store.read(['notices'], (tx) => tx.get('notices', parseEdition(id)?.id ?? ''));
        browser.alerts.push({ id, fresh: freshOf(notice), ends: endsOf(notice), title: content.title });
      }),
    update: (id, content) =>
      cross(() => {
        if (browser.present.has(id)) browser.present.set(id, content);
      }),
    clear: (id) => cross(() => void browser.present.delete(id)),
    present: () => cross(() => [...browser.present.keys()]),
  };
  const api = world.api();
  return {
    store: {
      read: (tables, work) => cross(() => browser.store.read(tables, work)),
      write: (tables, work) => cross(() => browser.store.write(tables, work)),
    },
    secrets,
    session,
    notifications,
    clock: {
      now: () => browser.at,
      minuteOfDay: (at) => Math.floor(at / 60_000) % 1440,
      random,
      online: () => browser.online,
    },
    api: () => ({
      signIn: (credentials) => cross(() => api.signIn(credentials)),
      config: () => cross(() => api.config()),
      profile: (token) => cross(() => travel(browser, api.profile(token))),
      clients: (token, id) => cross(() => travel(browser, api.clients(token, id))),
      members: (token, place) => cross(() => travel(browser, api.members(token, place))),
      publicKeys: (token, place, ids) => cross(() => travel(browser, api.publicKeys(token, place, ids))),
      confirm: (token, place, keys, name) => cross(() => travel(browser, api.confirm(token, place, keys, name))),
      errand: (token, request) => cross(() => travel(browser, api.errand(token, request))),
      confirmations: (...asked) => cross(() => travel(browser, api.confirmations(...asked))),
    }),
    badge: { show: (view, title) => cross(() => void Object.assign(browser, { badge: view, badgeTitle: title })) },
    alarm: { wakeAt: (at) => cross(() => void Object.assign(browser, { wakeAt: at })) },
    permitted: () => cross(() => browser.permitted),
    managed: () => cross(() => browser.managed),
    speech: () => cross(() => browser.speech),
    broadcast: () => undefined,
    sending: new Set(),
    signingIn: new Map(),
  };
}

/** An answer takes a while, during which the clock goes on. */
async function travel<T>(browser: Browser, answer: Promise<T>): Promise<T> {
  browser.at += 20;
  return answer;
}

const freshOf = (notice: Notice | undefined): string[] =>
  (notice?.items ?? []).flatMap((item) => (item.fresh && item.about === 'person' ? [item.memberId] : []));

/** Invitations told of anew, with the stage: `person3 ends`, `person3 ended`. */
const endsOf = (notice: Notice | undefined): string[] =>
  (notice?.items ?? []).flatMap((item) =>
    item.fresh && item.about === 'invitation' ? [`${item.memberId} ${item.ended ? 'ended' : 'ends'}`] : [],
  );
