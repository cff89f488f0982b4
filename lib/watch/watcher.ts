/**
 * The watcher: one run at a time, then notices, badge and the next alarm. Everything the worker does from outside
 * (alarm, network, page, click) goes through here, so that no two of them write over each other.
 */
import * as z from 'zod/mini';
import { badgeView } from '@/lib/domain/badge';
import { readPolicy } from '@/lib/domain/managed';
import { nextMorning, noticeView } from '@/lib/domain/notice-words';
import {
  type InvitationItem,
  type Notice,
  type NoticeItem,
  parseEdition,
  pruned,
  reworded,
  snoozed,
} from '@/lib/domain/notices';
import {
  defaultPreferences,
  hourMs,
  minuteMs,
  mutedSet,
  type Preferences,
  preferencesSchema,
} from '@/lib/domain/preferences';
import { say, type Words } from '@/lib/domain/words';
import type { Answers, RequestName, RequestOf } from '@/lib/messaging/protocol';
import { countingPreferences, readOverview } from '@/lib/store/store';
import {
  addAccount,
  discover,
  eraseAll,
  forgetAccount,
  renameAccount,
  replaceKey,
  sweepSecrets,
  testAccount,
} from './accounts';
import { type CheckResult, check } from './check';
import { confirm, eraseActivity, lookAgain, noteMismatch, publicKeys, unlockMaterial } from './confirm';
import { tendOpen } from './confirm-record';
import { deliver, recover } from './deliver';
import { errand, note, noteInvited, readClients } from './errands';
import { lockAnswers } from './lock';
import { isLocked } from './locked';
import type { Ports } from './ports';
import { commitReminders } from './reminders';
import { sendAgain } from './resend';
import { schedule } from './schedule';

/** Notices are not kept back for the end of a long run. */
const deliverEveryMs = 10_000;

export interface Watcher {
  /** An alarm rang, or the worker woke for another reason. Never rejects for what a server or line does. */
  tick(): Promise<void>;
  /** Checks now, or joins the check in flight; `pressed`: not one that reads only what was due before. */
  checkNow(accountId: string | null, pressed?: boolean): Promise<void>;
  /** Answers to pages. */
  readonly answers: { [N in RequestName]: (request: RequestOf<N>) => Promise<Answers[N]> } extends infer All
    ? Omit<All, 'openVault'>
    : never;
  /** A person closed a notification, named by the browser's id. */
  dismissed(edition: string): Promise<void>;
  /** A person clicked a notification or one of its buttons; answers with the notice whose place is to be opened. */
  clicked(edition: string, button: number | null): Promise<Notice | null>;
}

export function createWatcher(ports: Ports): Watcher {
  /** The run in flight: the one thing that a second caller joins. */
  let running: {
    readonly promise: Promise<void>;
    readonly since: number | null;
    readonly accountId: string | null;
  } | null = null;
  /** When the minute's budget, once used up, is worth asking again. */
  let budgetFreeAt = 0;
  /** Notices and badge are brought up to date one after another. */
  let showing: Promise<void> = Promise.resolve();
  let lastShownAt = 0;
  /** Confirmations are sent one after another: two pages that have the same person compared do not send both. */
  let confirming: Promise<unknown> = Promise.resolve();
  /** Who is being invited anew by a click in a notice: a second click sends no second mail. */
  const sendingAgain = new Set<string>();
  /** What a former life left half done is picked up before anything else. */
  let recovered: Promise<void> | null = null;
  const ready = (gone: string | null = null): Promise<void> => {
    recovered ??= Promise.all([recover(ports, gone), sweepSecrets(ports)])
      .then(() => undefined)
      .catch((error: unknown) => {
        recovered = null;
        throw error;
      });
    return recovered;
  };

  function refresh(): Promise<void> {
    const next = showing.then(async () => {
      lastShownAt = ports.clock.now();
      if (!(await isLocked(ports))) await deliver(ports);
      await paintBadge(ports);
      ports.broadcast({ kind: 'changed' });
    });
    showing = next.catch(() => undefined);
    return next;
  }

  async function onChange(): Promise<void> {
    if (ports.clock.now() - lastShownAt >= deliverEveryMs) await refresh();
    else ports.broadcast({ kind: 'changed' });
  }

  function run(since: number | null, accountId: string | null, pressed = false): Promise<void> {
    if (running !== null) {
      const { promise, accountId: only } = running;
      // A run for another account alone, or of what happened to be due, answers nothing here: this one comes after it.
      if ((only === null || only === accountId) && !(pressed && running.since === null)) return promise;
      return promise.catch(() => undefined).then(() => run(since, accountId, pressed));
    }
    const promise = (async () => {
      let result: CheckResult = { waitUntil: null };
      try {
        await ports.alarm.wakeAt(ports.clock.now() + minuteMs, 1);
        await ready();
        await keepPolicy(ports);
        if (!(await isLocked(ports))) {
          result = await check(ports, { since, accountId, asker: since === null ? 'background' : 'person', onChange });
          await tendOpen(ports);
          await commitReminders(ports);
        }
      } finally {
        running = null;
        ports.broadcast({ kind: 'progress', accountId: null, done: 0, total: null });
        try {
          await refresh();
        } finally {
          budgetFreeAt = result.waitUntil ?? 0;
          await schedule(ports, budgetFreeAt);
        }
      }
    })();
    running = { promise, since, accountId };
    return promise;
  }

  const checkNow = (accountId: string | null, pressed?: boolean): Promise<void> =>
    run(ports.clock.now(), accountId, pressed);

  /** Changes something stored, then shows what follows from it. */
  async function change<T>(work: () => Promise<T>): Promise<T> {
    await ready();
    const result = await work();
    await refresh();
    return result;
  }

  /** An account is new, or one works again, or all (null): the answer does not wait for the first check. */
  function begin(accountId: string | null): void {
    // Not "check now": a sign-in has just read the lists.
    void (running?.promise ?? Promise.resolve()).then(() => run(null, accountId)).catch(() => undefined);
  }

  async function signedIn(attempt: () => Promise<Answers['addAccount']>): Promise<Answers['addAccount']> {
    const result = await change(async () => ((await isLocked(ports)) ? ({ kind: 'locked' } as const) : attempt()));
    if (result.kind === 'connected') begin(result.accountId);
    return result;
  }

  /** `named`: fields that somebody sets by that; what the organization prescribes is not made one's own. */
  const savePreferences = (
    update: (own: Preferences) => Preferences,
    named: readonly string[] = [],
  ): Promise<undefined> =>
    change(async () => {
      await keepPolicy(ports);
      await ports.store.write(['preferences', 'notices'], async (tx) => {
        const before = await countingPreferences(tx);
        const kept = await tx.get('preferences', 'own');
        await tx.put('preferences', {
          ...kept,
          id: 'own',
          preferences: update(kept?.preferences ?? defaultPreferences),
          chosen: [...new Set([...(kept?.chosen ?? []), ...named])],
        });
        const preferences = await countingPreferences(tx);
        const isWanted = wantedBy(preferences);
        for (const notice of await tx.all('notices')) {
          const wanted = pruned(notice, isWanted);
          const next = before.showNames === preferences.showNames ? wanted : reworded(wanted);
          if (next !== notice) await tx.put('notices', next);
        }
      });
      await schedule(ports, budgetFreeAt);
      return undefined;
    });

  return {
    tick: () => run(null, null),
    checkNow,
    answers: {
      discover: (request) => discover(ports, request),
      addAccount: (request) => signedIn(() => addAccount(ports, request)),
      replaceKey: (request) => signedIn(() => replaceKey(ports, request)),
      testAccount: ({ accountId }) => signedIn(() => testAccount(ports, accountId)),
      renameAccount: (request) => change(() => renameAccount(ports, request)).then(() => undefined),
      forgetAccount: ({ accountId }) => change(() => forgetAccount(ports, accountId)).then(() => undefined),
      eraseAll: () => change(() => eraseAll(ports)).then(() => undefined),
      checkNow: ({ accountId, pressed }) => checkNow(accountId, pressed).then(() => undefined),
      savePreferences: async (patch) => {
        const { enforced } = readPolicy((await ports.managed()) ?? undefined);
        const changes = Object.entries(patch).filter(([field, value]) => value !== undefined && !(field in enforced));
        return savePreferences(
          (own) => z.parse(preferencesSchema, { ...own, ...Object.fromEntries(changes) }),
          changes.map(([field]) => field),
        );
      },
      pause: ({ until }) => savePreferences((own) => ({ ...own, pausedUntil: until })),
      mute: ({ client, muted }) =>
        savePreferences((own) => {
          const others = own.muted.filter(
            (m) =>
              m.clientId !== client.clientId || m.providerId !== client.providerId || m.accountId !== client.accountId,
          );
          return { ...own, muted: muted ? [...others, client] : others };
        }),
      unlockMaterial: (request) => change(() => unlockMaterial(ports, request)),
      publicKeys: (request) => publicKeys(ports, request),
      confirm: (request) => {
        const next = confirming.then(() => change(() => confirm(ports, request)));
        confirming = next.catch(() => undefined);
        return next;
      },
      lookAgain: (request) => change(() => lookAgain(ports, request)),
      noteMismatch: (request) => change(() => noteMismatch(ports, request)),
      errand: (request) => errand(ports, request),
      readClients: (request) => change(() => readClients(ports, request)),
      invited: (request) => change(() => noteInvited(ports, request)),
      note: (request) => change(() => note(ports, request)),
      eraseActivity: () => change(() => eraseActivity(ports)),
      ...lockAnswers(ports, change, () => begin(null)),
      sampleNotice: () => sampleNotice(ports),
      dismissProvider: ({ accountId, providerId }) =>
        change(() =>
          ports.store.write(['providers'], async (tx) => {
            // Rejoined meanwhile: there is nothing to dismiss.
            const provider = await tx.get('providers', [accountId, providerId]);
            if (provider?.removed === true) await tx.delete('providers', [accountId, providerId]);
          }),
        ).then(() => undefined),
    },
    async dismissed(edition) {
      await ready(edition);
      await change(() => dismiss(ports, edition));
    },
    async clicked(edition, button) {
      await ready(edition);
      await ports.notifications.clear(edition);
      const id = parseEdition(edition)?.id;
      const notice = id === undefined ? undefined : await ports.store.read(['notices'], (tx) => tx.get('notices', id));
      if (notice === undefined) return null;
      const action = button === null ? 'open' : noticeView(notice, { names: true }).buttons[button]?.action;
      const now = ports.clock.now();
      switch (action) {
        case 'snooze-hour':
          await change(() => putOff(ports, notice, now + hourMs));
          await schedule(ports, budgetFreeAt);
          return null;
        case 'snooze-tomorrow':
          await change(() =>
            putOff(
              ports,
              notice,
              nextMorning(now, (at) => ({ minuteOfDay: ports.clock.minuteOfDay(at) })),
            ),
          );
          return null;
        case 'mute-client': {
          const [item] = notice.items;
          // Another client may have joined it since this edition was shown.
          if (item?.about !== 'client' || notice.items.length > 1) return null;
          const { accountId, providerId, clientId, name } = item;
          await savePreferences((own) => ({
            ...own,
            muted: [...own.muted, { accountId, providerId, clientId, name }],
          }));
          return null;
        }
        case 'send-again': {
          const [item] = notice.items;
          // Somebody else may have joined it since this edition was shown.
          if (item?.about !== 'invitation' || notice.items.length > 1 || sendingAgain.has(item.memberId)) return null;
          sendingAgain.add(item.memberId);
          await change(() => sendAgainAndTell(ports, item)).finally(() => sendingAgain.delete(item.memberId));
          return null;
        }
        default:
          await change(() => dismiss(ports, edition));
          return notice;
      }
    },
  };
}

/** Keeps the organization's policy with the preferences, so that whoever reads these knows what counts. */
async function keepPolicy(ports: Ports): Promise<void> {
  const policy = await ports.managed();
  // Nobody answers: what was prescribed last goes on counting.
  if (policy === null) return;
  await ports.store.write(['preferences'], async (tx) => {
    const kept = await tx.get('preferences', 'own');
    if (JSON.stringify(policy) !== JSON.stringify(kept?.policy))
      await tx.put('preferences', { id: 'own', preferences: defaultPreferences, ...kept, policy });
  });
}

/** Whether the person still wants to be told of this: its kind is on, its client not muted. */
function wantedBy(preferences: Preferences): (item: NoticeItem) => boolean {
  const muted = mutedSet(preferences);
  return (item) => {
    if (item.about === 'person') return preferences.notifyWaiting && !muted(item, item.place);
    if (item.about === 'invitation') return preferences.notifyInvitations !== false && !muted(item, item.place);
    return item.about !== 'client' || (preferences.notifyLowSeats && !muted(item, item.clientId));
  };
}

/** What the person has seen is done with; news that came meanwhile still has to be told. */
const dismiss = (ports: Ports, edition: string): Promise<void> =>
  ports.store.write(['notices'], async (tx) => {
    const seen = parseEdition(edition);
    const notice = seen === null ? undefined : await tx.get('notices', seen.id);
    // An older edition that went because a newer one replaced it, or is about to, tells nothing.
    if (seen === null || notice === undefined || notice.shownAs !== seen.revision) return;
    const fresh = notice.pending === 'alert' ? notice.items.filter((item) => item.fresh) : [];
    if (fresh.length === 0) await tx.delete('notices', notice.id);
    else await tx.put('notices', { ...notice, items: fresh, shownAs: null, revision: notice.revision + 1 });
  });

const putOff = (ports: Ports, notice: Notice, until: number): Promise<void> =>
  ports.store.write(['notices'], async (tx) => {
    const current = await tx.get('notices', notice.id);
    // News that waits to be shown ends a snooze before it began.
    if (current === undefined || current.items.length === 0 || current.pending === 'alert') return;
    await tx.put('notices', snoozed(current, until));
  });

async function paintBadge(ports: Ports): Promise<void> {
  const overview = await readOverview(ports.store, ports.session.entered);
  const view = badgeView(overview, { now: ports.clock.now(), online: ports.clock.online() });
  const speech = await ports.speech(overview.preferences.language);
  await ports.badge.show(view, speech.say(view.title));
}

/** Shows a notice that is about nothing stored, under an id of its own, in the language of the person. */
async function showInPassing(ports: Ports, id: string, title: Words, message: string | Words): Promise<void> {
  const { language } = await ports.store.read(['preferences'], countingPreferences);
  const { say: text } = await ports.speech(language);
  await ports.notifications.show(id, {
    title: text(title),
    message: typeof message === 'string' ? message : text(message),
    buttons: [],
  });
}

async function sendAgainAndTell(ports: Ports, item: InvitationItem): Promise<void> {
  const { title, message } = await sendAgain(ports, item);
  // Where the browser shows nothing, the desk does.
  await showInPassing(ports, 'sent', title, message).catch(() => undefined);
}

/** Shows a notice as it would look; answers whether the browser took it. */
const sampleNotice = (ports: Ports): Promise<boolean> =>
  showInPassing(ports, 'sample', say('notice_sample_title'), say('notice_sample_message')).then(
    () => true,
    () => false,
  );
