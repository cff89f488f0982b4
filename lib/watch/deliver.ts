/**
 * Tells the browser what the notices want: shows, changes and takes away, in this order of safety: write down that it
 * is about to be shown, show it, write down that it was. A worker that dies in between finds, when it wakes, a notice
 * that was about to be shown, and looks whether the browser has that very edition before showing it again.
 */

import { noticeView } from '@/lib/domain/notice-words';
import { asShown, editionId, mergeHeld, type Notice } from '@/lib/domain/notices';
import { isQuiet, type Preferences } from '@/lib/domain/preferences';
import type { NotificationContent } from '@/lib/platform/notifications';
import type { Sayer } from '@/lib/platform/speech';
import { countingPreferences } from '@/lib/store/store';
import type { Ports } from './ports';

/** No snooze is longer; further off means that the clock was set back. */
const longestSnoozeMs = 8 * 86_400_000;

/** Whether notices have to wait now: quiet hours, or a pause. */
export function mustWait(ports: Ports, preferences: Preferences): boolean {
  const now = ports.clock.now();
  if (preferences.pausedUntil !== null && preferences.pausedUntil > now) return true;
  return isQuiet(preferences.quietHours, ports.clock.minuteOfDay(now));
}

/** Put off by the person, and not yet due again. */
const isSnoozed = (notice: Notice, now: number): boolean =>
  notice.notBefore > now && notice.notBefore - now < longestSnoozeMs;

function content(notice: Notice, preferences: Preferences, speech: Sayer): NotificationContent {
  const view = noticeView(notice, { names: preferences.showNames });
  return {
    title: speech.say(view.title),
    message: speech.say(view.message),
    buttons: view.buttons.map((button) => speech.say(button.label)),
  };
}

/**
 * Brings the browser's notifications in line with the stored notices. Call it one at a time. One that the browser
 * rejects stays pending, for the next time, and holds up neither the others nor the check.
 */
export async function deliver(ports: Ports): Promise<void> {
  const { preferences, notices } = await arrange(ports);
  if (notices.length === 0) return;
  const waits = mustWait(ports, preferences);
  const speech = await ports.speech(preferences.language);
  for (const notice of notices) await tell(ports, notice, preferences, waits, speech).catch(() => undefined);
}

/** Marks what has to wait, merges what waited and no longer has to, and answers with what is left to tell. */
function arrange(ports: Ports): Promise<{ preferences: Preferences; notices: Notice[] }> {
  return ports.store.write(['notices', 'preferences'], async (tx) => {
    const preferences = await countingPreferences(tx);
    let notices = await tx.all('notices');
    if (mustWait(ports, preferences)) {
      for (const notice of notices) {
        if (notice.pending === 'alert' && !notice.held) await tx.put('notices', { ...notice, held: true });
      }
    } else {
      const merged = mergeHeld(notices.filter((notice) => !isSnoozed(notice, ports.clock.now())));
      if (merged !== null) {
        for (const notice of merged.removed) {
          // What the browser already shows of it has to go; the rest lives on in the merged one.
          if (notice.shownAs === null) await tx.delete('notices', notice.id);
          else
            await tx.put('notices', {
              ...notice,
              items: [],
              pending: 'clear',
              held: false,
              revision: notice.revision + 1,
            });
        }
        await tx.put('notices', { ...merged.away, held: false });
        notices = await tx.all('notices');
      }
    }
    return { preferences, notices: notices.filter((notice) => notice.pending !== null) };
  });
}

async function tell(
  ports: Ports,
  notice: Notice,
  preferences: Preferences,
  waits: boolean,
  speech: Sayer,
): Promise<void> {
  switch (notice.pending) {
    case 'clear':
      await takeAway(ports, notice);
      return settle(ports, notice);
    case 'update':
      if (notice.shownAs !== null) {
        await ports.notifications.update(editionId(notice, notice.shownAs), content(notice, preferences, speech));
      }
      return settle(ports, notice);
    case 'alert': {
      if (waits || isSnoozed(notice, ports.clock.now())) return;
      await markShowing(ports, notice);
      await ports.notifications.show(editionId(notice, notice.revision), content(notice, preferences, speech));
      // The new one replaces the old: only one of a kind is ever there.
      await takeAway(ports, notice);
      return settle(ports, notice);
    }
    case null:
      return;
  }
}

async function takeAway(ports: Ports, notice: Notice): Promise<void> {
  if (notice.shownAs !== null) await ports.notifications.clear(editionId(notice, notice.shownAs));
}

const markShowing = (ports: Ports, notice: Notice): Promise<void> =>
  ports.store.write(['notices'], async (tx) => {
    const current = await tx.get('notices', notice.id);
    if (current !== undefined) await tx.put('notices', { ...current, showing: notice.revision });
  });

/** The browser has been told this revision. */
const settle = (ports: Ports, told: Notice): Promise<void> =>
  ports.store.write(['notices'], async (tx) => {
    const current = await tx.get('notices', told.id);
    if (current === undefined) return;
    if (told.pending === 'alert') {
      await tx.put('notices', asShown(current, told.revision, told.items));
    } else if (current.revision === told.revision) {
      if (told.pending === 'clear') await tx.delete('notices', told.id);
      else await tx.put('notices', { ...current, pending: null });
    } else if (told.pending === 'clear') {
      // News came while the old one went.
      await tx.put('notices', { ...current, shownAs: null });
    }
  });

/**
 * Picks up what a former life of the worker left half done. Has to end before anything else touches the notices:
 * news added to a half-shown notice would make it unclear what had been shown. `gone`: the edition whose closing woke
 * the worker; it is no longer there, but it was.
 */
export async function recover(ports: Ports, gone: string | null): Promise<void> {
  const notices = await ports.store.read(['notices'], (tx) => tx.all('notices'));
  const halfDone = notices.filter((notice) => notice.showing !== null);
  if (halfDone.length === 0) return;
  const present = new Set(await ports.notifications.present());
  if (gone !== null) present.add(gone);
  for (const notice of halfDone) {
    const shown = notice.showing !== null && present.has(editionId(notice, notice.showing)) ? notice.showing : null;
    if (shown !== null) await takeAway(ports, notice);
    await ports.store.write(['notices'], async (tx) => {
      const current = await tx.get('notices', notice.id);
      if (current === undefined) return;
      await tx.put('notices', shown === null ? { ...current, showing: null } : asShown(current, shown));
    });
  }
}
