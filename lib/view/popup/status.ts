/** The status bar: how old what is shown is, and what can be done about it. */
import type { Account } from '@/lib/domain/model';
import { isOld } from '@/lib/domain/overview';
import type { Preferences } from '@/lib/domain/preferences';
import { hourMs, minuteMs } from '@/lib/domain/time';
import { say, type Words } from '@/lib/domain/words';
import type { Progress } from '@/lib/view/overview';

export type StatusState = 'fresh' | 'checking' | 'old' | 'failing' | 'first' | 'offline' | 'locked';

export interface StatusInput {
  /** The accounts in scope. */
  readonly accounts: readonly Account[];
  /** null: the first check has not ended. */
  readonly checkedAt: number | null;
  readonly checking: boolean;
  readonly progress: Progress | null;
  readonly online: boolean;
  readonly preferences: Preferences;
  readonly now: number;
}

export interface StatusView {
  readonly state: StatusState;
  readonly text: Words;
  /** null: nothing to press. */
  readonly action: 'check' | 'try' | null;
}

/** "Checked 2 min ago", in the words of the status bar. A clock that was set back counts as just now. */
export function checkedWords(at: number, now: number): Words {
  const gone = Math.max(0, now - at);
  if (gone < 45_000) return say('popup_checked_now');
  const minutes = Math.max(1, Math.round(gone / minuteMs));
  if (minutes < 60) return say('popup_checked_minutes', { n: minutes });
  if (gone < 24 * hourMs) return say('popup_checked_hours', { h: Math.floor(minutes / 60), m: minutes % 60 });
  return say('popup_checked_at', { at: { moment: at } });
}

/** Nothing is checked, and nothing can be pressed. */
export const lockedStatus: StatusView = { state: 'locked', text: say('lock_status'), action: null };

/** Up to so many requests a check is over before anybody has read how far it is. */
const shortCheck = 10;

function bare(input: StatusInput): StatusView {
  const { accounts, checkedAt, progress, online, preferences, now } = input;
  const failing = accounts.some((account) => account.failure !== null);
  if (!online) return { state: 'offline', text: say('popup_status_offline'), action: null };
  if (checkedAt === null) {
    return failing
      ? { state: 'failing', text: say('popup_status_never'), action: 'try' }
      : { state: 'first', text: say('popup_status_first'), action: null };
  }
  if (input.checking) {
    const text =
      progress !== null && progress.total !== null && progress.total > shortCheck
        ? say('popup_checking_of', { done: progress.done, total: progress.total })
        : say('popup_checking');
    return { state: 'checking', text, action: null };
  }
  const text = checkedWords(checkedAt, now);
  if (failing) return { state: 'failing', text, action: 'try' };
  return { state: isOld(checkedAt, preferences, now) ? 'old' : 'fresh', text, action: 'check' };
}

/** What the status bar says. */
export function statusView(input: StatusInput): StatusView {
  const view = bare(input);
  const until = input.preferences.pausedUntil;
  return until === null || until <= input.now
    ? view
    : { ...view, text: say('popup_status_paused', { status: view.text, until: { moment: until } }) };
}
