/** How long somebody has waited, in the words of a page. */
import type { Person } from '@/lib/domain/model';
import { dayMs, minuteMs } from '@/lib/domain/time';
import { say } from '@/lib/domain/words';
import type { Speech } from '@/lib/platform/speech';

export interface WaitingAge {
  /** For a column, and in whole words. */
  readonly short: string;
  readonly long: string;
  /** Since when, epoch ms, and that in full. */
  readonly at: number;
  readonly exact: string;
  /** A day or longer. */
  readonly strong: boolean;
}

/** Counts from when the desk first saw them waiting; who was there before it looked has waited longer than we know. */
export function waitingAge(person: Person, now: number, { say: text, age, ago, moment, exact }: Speech): WaitingAge {
  const at = person.waitingSince ?? person.firstSeenAt;
  const gone = now - at;
  const before = person.sinceFirstCheck;
  const unknown = before && gone < minuteMs;
  const short = unknown
    ? text(say('popup_age_some'))
    : before
      ? text(say('popup_age_over', { age: age(at) }))
      : age(at);
  const long = unknown
    ? short
    : text(say(before ? 'popup_since_before' : 'popup_since', { ago: ago(at), at: moment(at) }));
  return { short, long, at, exact: exact(at), strong: gone >= dayMs };
}
