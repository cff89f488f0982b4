/** Until when notices may be paused. */

/**
 * The next eight o'clock in the morning, local time: of the coming day (in the small hours that is the day that has
 * begun), or of the next Monday, never the one that is today.
 */
export function atEight(now: number, day: 'tomorrow' | 'monday'): number {
  const at = new Date(now);
  const smallHours = at.getHours() < 4;
  const days = day === 'monday' ? (8 - at.getDay()) % 7 || 7 : smallHours ? 0 : 1;
  at.setDate(at.getDate() + days);
  at.setHours(8, 0, 0, 0);
  return at.getTime();
}
