/** When the worker is to wake next: for a check that is due, a notice that has waited, an invitation that ends. */
import type { Notice } from '@/lib/domain/notices';
import { accountView, type Overview } from '@/lib/domain/overview';
import { isUnfinished, minGapMs, nextDueAt } from '@/lib/domain/plan';
import { dayMs, minuteMs, type Preferences } from '@/lib/domain/preferences';
import { endingsAfter } from '@/lib/domain/reminders';
import { readOverview } from '@/lib/store/store';
import type { Ports } from './ports';

/** The instants that end a wait of notices: of a pause, of quiet hours, of a snooze. */
function noticesDueAt(ports: Ports, preferences: Preferences, notices: readonly Notice[], now: number): number[] {
  const { quietHours, pausedUntil } = preferences;
  const untilMorning = ((quietHours.to - ports.clock.minuteOfDay(now) + 1440) % 1440) * minuteMs;
  const ends = notices.filter((notice) => notice.pending === 'alert').map((notice) => notice.notBefore);
  if (notices.some((notice) => notice.held)) {
    if (quietHours.on) ends.push(now + untilMorning);
    if (pausedUntil !== null) ends.push(pausedUntil);
  }
  return ends.filter((at) => at > now && at - now < 8 * dayMs);
}

/** When each account is worth looking at again. What ran out of budget goes on when there is some. */
function accountsDueAt(overview: Overview, intervalMs: number, budgetFreeAt: number, now: number): number[] {
  return overview.accounts.flatMap((account) => {
    if (account.notBefore > now) return [account.notBefore];
    const view = accountView(overview, account);
    const due = nextDueAt(view, intervalMs, now);
    return isUnfinished(view, now) ? [due, Math.max(budgetFreeAt, now)] : [due];
  });
}

/** When invitations enter their last day, and when they end. */
function endingsAt({ providers, places }: Overview, now: number): number[] {
  const byKey = new Map(providers.map((provider) => [`${provider.accountId} ${provider.id}`, provider]));
  return places.flatMap(({ accountId, providerId, people }) => {
    const provider = byKey.get(`${accountId} ${providerId}`);
    return provider === undefined ? [] : people.flatMap((person) => endingsAfter(person, provider, now));
  });
}

/** Sets the one alarm: the next due instant, with a tenth of jitter, never closer than alarms can be. */
export async function schedule(ports: Ports, budgetFreeAt: number): Promise<void> {
  const overview = await readOverview(ports.store, ports.session.entered);
  const notices = await ports.store.read(['notices'], (tx) => tx.all('notices'));
  const now = ports.clock.now();
  const minutes = overview.preferences.checkEveryMinutes;
  const intervalMs = minutes * minuteMs * (0.9 + 0.2 * ports.clock.random());
  const instants = overview.lock?.locked
    ? []
    : [
        ...accountsDueAt(overview, intervalMs, budgetFreeAt, now),
        ...noticesDueAt(ports, overview.preferences, notices, now),
        ...endingsAt(overview, now),
        ...(budgetFreeAt > now ? [budgetFreeAt] : []),
      ];
  const at = Math.min(...instants, now + 60 * minuteMs);
  await ports.alarm.wakeAt(Math.max(at, now + minGapMs), Math.max(1, minutes));
}
