/** What a client's row says in words, beside its figures. */
import type { ClientRow } from '@/lib/domain/client-list';
import type { InvitationAge } from '@/lib/domain/invitation';
import { say, sayCount, type Words } from '@/lib/domain/words';
import { type Trend, trendDays } from './trend';

/** After the name: what the figures alone do not say. */
export function rowNotes(row: ClientRow): Words[] {
  const { client, state, people } = row;
  const words: Words[] = [];
  if (state === 'over') words.push(say('popup_word_over', { n: -(client.remaining ?? 0) }));
  if (state === 'no-limit') words.push(say('popup_word_no_limit'));
  if (state === 'unknown') words.push(say('popup_word_unknown'));
  if (state === 'disabled') words.push(say('popup_word_disabled'));
  if (row.muted) words.push(say('popup_word_muted'));
  if (row.figuresAt !== null) words.push(say('popup_word_as_of', { at: { moment: row.figuresAt } }));
  else if (!people.read)
    words.push(
      people.at === null
        ? say('popup_word_people_unread')
        : say('popup_word_people_as_of', { at: { moment: people.at } }),
    );
  return words;
}

/** For readers, after the figure of what remains. */
export function remainingWord({ state }: ClientRow): Words | null {
  if (state === 'full') return say('popup_word_full');
  return state === 'low' ? say('popup_word_low') : null;
}

/** Who is on their way in: those who wait, else those who are invited; null: nobody. */
export function peopleWords({ waiting, invited }: ClientRow): Words | null {
  if (waiting > 0) return say('popup_word_waiting', { n: waiting });
  return invited > 0 ? say('clients_word_invited', { n: invited }) : null;
}

/** All of them, where the column has room for one only; null: it says everything. */
export function allPeopleWords({ waiting, invited }: ClientRow): Words | null {
  return waiting > 0 && invited > 0 ? say('clients_people_both', { waiting, invited }) : null;
}

/** Change in used seats, as the column has it: "+2", "−1", "0", "–". */
export function trendText(trend: Trend, number: (value: number) => string): string {
  if (trend.kind !== 'known') return '–';
  return trend.change > 0 ? `+${number(trend.change)}` : number(trend.change);
}

/** What tells one trend's sentence from another's: many clients share one, and dates are slow to write. */
export const trendKey = (trend: Trend): string =>
  trend.kind === 'known' ? `${trend.change}` : trend.kind === 'young' ? `since ${trend.since}` : trend.kind;

/** The same in a sentence. `since` is an instant, to be written as a date. */
export function trendWords(trend: Trend, date: (at: number) => string): Words {
  if (trend.kind === 'known') {
    if (trend.change === 0) return say('clients_trend_same', { days: trendDays });
    return trend.change > 0
      ? sayCount('clients_trend_more', trend.change, { days: trendDays })
      : sayCount('clients_trend_fewer', -trend.change, { days: trendDays });
  }
  if (trend.kind === 'unknown') return say('clients_trend_unknown');
  return trend.since === null ? say('clients_trend_none') : say('clients_trend_young', { date: date(trend.since) });
}

const sameDay = (a: number, b: number): boolean => new Date(a).toDateString() === new Date(b).toDateString();

/** An instant near now, always with its day. */
export const whenWords = (at: number, now: number): Words =>
  sameDay(at, now) ? say('clients_when_today', { at: { moment: at } }) : say('popup_value', { value: { moment: at } });

/** When an invitation ends, or did. What is an estimate is called the latest that it can be. */
export function endWords({ endsAt, isEstimate }: Pick<InvitationAge, 'endsAt' | 'isEstimate'>, now: number): Words {
  const when = whenWords(endsAt, now);
  if (endsAt > now) return say(isEstimate ? 'clients_ending_by' : 'clients_ending_at', { when });
  return say(isEstimate ? 'clients_ended_by' : 'clients_ended_at', { when });
}
