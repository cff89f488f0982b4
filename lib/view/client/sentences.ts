/** What the figures of a client come to, in a few sentences. */
import type { ClientRow } from '@/lib/domain/client-list';
import type { Forecast, fullSince } from '@/lib/domain/forecast';
import { say, sayCount, type Words } from '@/lib/domain/words';

export interface SeatStory {
  readonly row: Pick<ClientRow, 'client' | 'state'>;
  readonly forecast: Forecast;
  readonly full: ReturnType<typeof fullSince>;
  /** A day as sentences name it. */
  readonly date: (at: number) => string;
}

/** Two or three months are told as such; a year and more is more than anybody can tell. */
const beyondWords = (months: number): Words =>
  months >= 12 ? say('client_beyond_year') : sayCount('client_beyond', months);

function paceWords({ forecast, date }: SeatStory): Words | null {
  switch (forecast.kind) {
    case 'none':
    case 'full':
      return null;
    case 'young':
      return say('client_young', { date: date(forecast.since) });
    case 'flat':
      return sayCount('client_flat', forecast.days);
    case 'uneven':
      return sayCount('client_uneven', forecast.grown, { days: forecast.days });
    case 'lasts':
      return say('client_lasts', { date: date(forecast.at) });
    case 'beyond':
      return beyondWords(forecast.months);
  }
}

function fullWords({ row: { client }, forecast, full, date }: SeatStory): Words[] {
  const over = -(client.remaining ?? 0);
  const words: Words[] = [];
  if (over > 0) words.push(sayCount('client_over', over));
  else if (full !== null)
    words.push(say(full.before ? 'client_full_before' : 'client_full_since', { date: date(full.at) }));
  else words.push(say('client_full'));
  words.push(say('client_next_refused'));
  if (forecast.kind === 'full' && forecast.perMonth > 0)
    words.push(sayCount('client_needs', forecast.perMonth, { days: forecast.days }));
  return words;
}

/** Whole sentences, one after the other. */
export function seatSentences(story: SeatStory): Words[] {
  const { client, state } = story.row;
  const words: Words[] = state === 'disabled' ? [say('popup_drawer_disabled'), say('client_disabled_when')] : [];
  if (client.assigned === null) return [...words, say('client_no_limit')];
  if (client.remaining === null) return [...words, say('popup_drawer_unknown')];
  if (client.remaining <= 0) return [...words, ...fullWords(story)];
  const pace = paceWords(story);
  return [...words, sayCount('client_remain', client.remaining), ...(pace === null ? [] : [pace])];
}
