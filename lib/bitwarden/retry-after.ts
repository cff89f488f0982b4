/** When the server wants to be asked again. */

/** No server means longer than a day; a larger figure is a fault, and must not silence an account for good. */
const longestWaitMs = 24 * 60 * 60_000;

/**
 * The date form that servers send. The obsolete two are left out: `Date.parse` also reads much that is no date
 * ("later 1"), so only what surely is one is handed to it.
 */
const httpDate = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * Reads a `Retry-After` header: whole seconds or an HTTP date.
 * server: 429 carries whole seconds, at least 1; proxies before it may send dates.
 *
 * @param header the header's text, null when absent
 * @param now epoch ms
 * @returns epoch ms, from now to a day ahead; null when the header says nothing usable. A date that has passed is
 * of no use either: the clocks differ, and the caller's own back-off is the better answer.
 */
export function parseRetryAfter(header: string | null, now: number): number | null {
  const text = header?.trim() ?? '';
  if (/^\d+$/.test(text)) return now + Math.min(Number(text) * 1000, longestWaitMs);
  if (!httpDate.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) || at < now ? null : Math.min(at, now + longestWaitMs);
}
