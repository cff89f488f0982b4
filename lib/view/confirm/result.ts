/** What became of everybody, in words, with the next step for each. */
import { fullName, isTeam, shortName } from '@/lib/domain/comparing-people';
import { failureWords } from '@/lib/domain/failure-words';
import type { Waiting } from '@/lib/domain/model';
import { minuteMs } from '@/lib/domain/time';
import { say, sayCount, type Words } from '@/lib/domain/words';
import type { Ending } from './send';
import { chainWords, whereWords } from './words';

/** How long a comparison may be used again after something went wrong, without speaking again. */
export const keptMs = 10 * minuteMs;

/** The one thing to do next: send again, compare (again), look at the server again, see the client's own rules. */
export type NextStep = 'again' | 'compare' | 'check' | 'vault';

export interface Result {
  readonly key: string;
  readonly waiting: Waiting;
  readonly ending: Ending;
  /** When this comparison first came to an end, epoch ms. */
  readonly at: number;
  /** The comparison is still there to be sent again. */
  readonly kept: boolean;
  /** The server is being asked. */
  readonly checking: boolean;
  /** When it was last asked and nothing was known after it, epoch ms; null: not yet. */
  readonly checkedAt: number | null;
}

export interface ResultLine {
  readonly key: string;
  readonly name: string;
  readonly where: Words;
  readonly done: boolean;
  /** One sentence each, in this order. */
  readonly sentences: readonly Words[];
  readonly next: NextStep | null;
  /** The next step has been taken and is under way. */
  readonly busy: boolean;
}

const isDone = ({ kind }: Ending): boolean =>
  kind === 'confirmed' || kind === 'found-confirmed' || kind === 'already-confirmed';

/** Whether somebody is known to be waiting still. */
const isWaiting = (ending: Ending): boolean => !isDone(ending) && ending.kind !== 'left' && ending.kind !== 'unknown';

/** Those who were not confirmed first, each part in the order of the queue. */
export function resultLines(results: readonly Result[], now: number): readonly ResultLine[] {
  const lines = results.map((result) => resultLine(result, now));
  return [...lines.filter(({ done }) => !done), ...lines.filter(({ done }) => done)];
}

function resultLine(result: Result, now: number): ResultLine {
  const { key, waiting, ending } = result;
  const kept = result.kept && now < result.at + keptMs;
  const line = (sentences: readonly Words[], next: NextStep | null): ResultLine => ({
    key,
    name: fullName(waiting.person),
    where: whereWords(waiting),
    done: isDone(ending),
    sentences,
    next,
    busy: result.checking,
  });
  if (result.checking) return line([say('confirm_unknown'), say('confirm_checking')], 'check');
  if (ending.kind === 'unknown' && result.checkedAt !== null)
    return line([say('confirm_unknown_still', { at: { moment: result.checkedAt } })], 'check');
  const { sentences, next } = endingWords(ending, waiting);
  if (next !== 'again') return line(sentences, next);
  return kept ? line([...sentences, say('confirm_kept')], 'again') : line(sentences, 'compare');
}

interface Told {
  readonly sentences: readonly Words[];
  readonly next: NextStep | null;
}

const told = (words: Words, next: NextStep | null = null): Told => ({ sentences: [words], next });

function endingWords(ending: Ending, waiting: Waiting): Told {
  const name = shortName(waiting.person);
  switch (ending.kind) {
    case 'confirmed':
      return told(confirmedWords(waiting));
    case 'found-confirmed':
      return told(say('confirm_found'));
    case 'already-confirmed':
      return told(alreadyWords(ending));
    case 'key-changed':
      return told(say('confirm_changed', { name }), 'compare');
    case 'left':
      return told(say('confirm_left', { name }));
    case 'refused':
      return told(refusedWords(ending.sentence, waiting), 'vault');
    case 'not-allowed':
      return told(say('confirm_not_allowed'));
    case 'not-sent':
      return told(failureWords(ending.failure), 'again');
    case 'unknown':
      return told(say('confirm_unknown'), 'check');
    case 'key-unopened':
      return told(chainWords(ending.reason, waiting), 'compare');
    case 'not-sealed':
      return told(say('confirm_not_sealed', { name }), 'compare');
    case 'held-back':
      return told(say('confirm_held_back'), 'again');
  }
}

function confirmedWords({ person: { role } }: Waiting): Words {
  if (role === 'service-user') return say('confirm_done_service');
  return say(role === 'provider-admin' ? 'confirm_done_admin' : 'confirm_done');
}

function alreadyWords({ by, at }: Extract<Ending, { kind: 'already-confirmed' }>): Words {
  if (by === null) return at === null ? say('confirm_already') : say('confirm_already_at', { at: { moment: at } });
  return at === null ? say('confirm_already_by', { by }) : say('confirm_already_by_at', { by, at: { moment: at } });
}

function refusedWords(sentence: string | null, waiting: Waiting): Words {
  if (sentence === null) return say('confirm_refused', { name: shortName(waiting.person) });
  // The sentence around it has a full stop of its own.
  const quoted = sentence.replace(/[.\s]+$/, '');
  return say(isTeam(waiting) ? 'confirm_refused_team' : 'confirm_refused_client', { sentence: quoted });
}

/** "2 confirmed, 1 already confirmed, 2 not, 1 not known yet", of which whatever is nobody is left out. */
export function resultTitle(results: readonly Result[]): Words {
  const done = results.filter(({ ending }) => ending.kind === 'confirmed').length;
  const already = results.filter(({ ending }) => isDone(ending)).length - done;
  const unknown = results.filter(({ ending }) => ending.kind === 'unknown').length;
  const not = results.length - done - already - unknown;
  if (not === results.length) return say('confirm_title_none');
  const parts = [
    ...(done > 0 ? [say('confirm_title_all', { done })] : []),
    ...(already > 0 ? [say('confirm_title_already', { already })] : []),
    ...(not > 0 ? [say(done + already > 0 ? 'confirm_title_not' : 'confirm_title_not_first', { not })] : []),
    ...(unknown > 0 ? [say('confirm_title_unknown', { unknown })] : []),
  ];
  return parts.reduce((first, second) => say('confirm_title_and', { first, second }));
}

/** What that means for those who were not; null: nothing to add. */
export function resultLead(results: readonly Result[]): Words | null {
  const unknown = results.filter(({ ending }) => ending.kind === 'unknown').length;
  if (unknown > 0) return sayCount('confirm_lead_unknown', unknown);
  const waiting = results.filter(({ ending }) => isWaiting(ending)).length;
  return waiting === 0 ? null : sayCount('confirm_lead_waiting', waiting);
}

/** The result as plain text, a line for each person. */
export function resultText(results: readonly Result[], now: number, speak: (words: Words) => string): string {
  const lines = resultLines(results, now).map(
    ({ name, where, sentences }) => `${name} (${speak(where)}): ${sentences.map(speak).join(' ')}`,
  );
  return [speak(say('confirm_copy_head', { at: { day: now } })), speak(resultTitle(results)), ...lines].join('\n');
}
