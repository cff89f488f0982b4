/** What the rule of the budget alone lets pass, if the server took no time at all. */
import { apiPerMinute, takeFrom } from '@/lib/watch/budget';

/** The least time in ms between the first and the last of so many requests of the background to one host. */
export function forcedMs(requests: number): number {
  let budget = { host: 'host', sentAt: [] as number[], blockedUntil: 0, blockedAt: 0 };
  let now = 1;
  for (let sent = 0; sent < requests; ) {
    const slot = takeFrom(budget, apiPerMinute.background, now);
    if (slot.granted) {
      budget = slot.budget;
      sent += 1;
    } else now = slot.freeAt;
  }
  return now - 1;
}
