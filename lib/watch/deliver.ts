/**
 * Tells the browser what the notices want: shows, changes and takes away, in this order of safety: write down that it
 * is about to be shown, show it, write down that it was. A worker that dies in between finds, when it wakes, a notice
 * that was about to be shown, and looks whether the browser has it before showing it again.
 */

import { noticeView } from '@/lib/domain/notice-words';
import { asShown, mergeHeld, type Notice, noticeId } from '@/lib/domain/notices';
import { isQuiet, type Preferences } from '@/lib/domain/preferences';
import type { NotificationContent } from '@/lib/platform/notifications';
import type { Speech } from '@/lib/platform/speech';
import { ownPreferences } from '@/lib/store/store';
import type { Ports } from './ports';

/** No snooze is longer; further off means that the clock was set back. */
const longestSnoozeMs = 8 * 86_400_000;

/** Whether notices have to wait now: quiet hours, or a pause. */
export function mustWait(ports: Ports, preferences: Preferences): boolean {
  const now = ports.clock.now();
  if (preferences.pausedUntil !== null && preferences.pausedUntil > now) return true;
  return isQuiet(preferences.quietHours, ports.clock.minuteOfDay(now));
}

function content(notice: Notice, preferences: Preferences, speech: Speech): NotificationContent {
  const view = noticeView(notice, { names: preferences.showNames });
  return {
    title: speech.say(view.title),
    message: speech.say(view.message),
    buttons: view.buttons.map((button) => speech.say(button.label)),
  };
}

/** Brings the browser's notifications in line with the stored notices. Call it one at a time. */
export async function deliver(ports: Ports): Promise<void> {
  const { preferences, notices } = await arrange(ports);
  if (notices.length === 0) return;
  const waits = mustWait(ports, preferences);
  const speech = await ports.speech(preferences.language);
  for (const notice of notices) await tell(ports, notice, preferences, waits, speech);
}

/** Marks what has to wait, merges what waited and no longer has to, and answers with what is left to tell. */
function arrange(ports: Ports): Promise<{ preferences: Preferences; notices: Notice[] }> {
  return ports.store.write(['notices', 'preferences'], async (tx) => {
    const preferences = await ownPreferences(tx);
    let notices = await tx.all('notices');
    if (mustWait(ports, preferences)) {
      for (const notice of notices) {
        if (notice.pending === 'alert' && !notice.held) await tx.put('notices', { ...notice, held: true });
      }
    } else {
      const merged = mergeHeld(notices);
      if (merged !== null) {
        for (const notice of merged.removed) {
          // What the browser already shows of it has to go; the rest lives on in the merged one.
          if (notice.shownAt === null) await tx.delete('notices', notice.id);
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
  speech: Speech,
): Promise<void> {
  switch (notice.pending) {
    case 'clear':
      await ports.notifications.clear(notice.id);
      return settle(ports, notice);
    case 'update':
      if (notice.shownAt !== null) await ports.notifications.update(notice.id, content(notice, preferences, speech));
      return settle(ports, notice);
    case 'alert': {
      const now = ports.clock.now();
      const snoozed = notice.notBefore > now && notice.notBefore - now < longestSnoozeMs;
      if (waits || snoozed) return;
      const interrupted = notice.showing === notice.revision;
      if (!interrupted) await markShowing(ports, notice);
      if (!interrupted || !(await ports.notifications.present()).includes(notice.id)) {
        await ports.notifications.show(notice.id, content(notice, preferences, speech));
      }
      return settle(ports, notice);
    }
    case null:
      return;
  }
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
    if (told.pending === 'clear') {
      if (current.revision === told.revision) await tx.delete('notices', told.id);
      return;
    }
    await tx.put('notices', asShown(current, told.revision, told.items, ports.clock.now()));
  });

/** The notice that collects what waited for the end of quiet hours. */
export const awayId = noticeId('away', '');
