/** Days as sentences name them. */

/** "15 November", with the year where it is another one than now. */
export function dateText(locale: string, at: number, now: number): string {
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'long',
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(at);
}

/** "15 Nov", for the edge of a chart. */
export const shortDateText = (locale: string, at: number): string =>
  new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' }).format(at);
