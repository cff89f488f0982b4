/** The pages of an event log, newest first, as far as they were read. */
import { batch, computed, type ReadonlySignal, signal } from '@preact/signals';
import type { EventPage, EventRange } from '@/lib/bitwarden/administration/events';
import type { LogEvent } from '@/lib/domain/event-log';
import type { Failure, Result } from '@/lib/domain/failure';

/** The newest come quickly; whoever wants older ones gets several pages at once. server: a page has 50 at most. */
const firstStep = 50;
const olderStep = 200;
/** server: pages may be empty and go on. After so many in a row a person decides. */
export const mostEmpty = 5;
/** Short pages are put together, but not for ever. */
const mostPages = 10;

export interface Paging {
  readonly events: ReadonlySignal<readonly LogEvent[]>;
  readonly busy: ReadonlySignal<boolean>;
  /** Why the last page did not come; null: it came. */
  readonly failure: ReadonlySignal<Failure | null>;
  /** Everything of the period was read. */
  readonly whole: ReadonlySignal<boolean>;
  /** How many pages were empty at last, though the server has more to look through. */
  readonly quiet: ReadonlySignal<number>;
  /** What is read, or was; null: nothing yet. */
  readonly period: ReadonlySignal<EventRange | null>;
  /** When the newest page was read, epoch ms; null: not yet. */
  readonly readAt: ReadonlySignal<number | null>;
  /** Forgets what was read and begins anew. Answers with how many came. */
  start(range: EventRange): Promise<number>;
  /** Goes on where the last page ended, with the same dates. */
  more(): Promise<number>;
}

/** `read` answers for the dates and the token of the next page; null: the newest. */
export function createPaging(
  read: (range: EventRange, next: string | null) => Promise<Result<EventPage>>,
  now: () => number,
): Paging {
  const events = signal<readonly LogEvent[]>([]);
  const busy = signal(false);
  const failure = signal<Failure | null>(null);
  /** undefined: the newest page was not read yet; null: there is no further one. */
  const next = signal<string | null | undefined>(undefined);
  const quiet = signal(0);
  const readAt = signal<number | null>(null);
  const period = signal<EventRange | null>(null);
  /** Of two periods, the one that was chosen later counts. */
  let turn = 0;

  async function step(wanted: number): Promise<number> {
    const range = period.value;
    if (range === null || busy.value || next.value === null) return 0;
    const mine = turn;
    batch(() => {
      busy.value = true;
      failure.value = null;
    });
    let gathered = 0;
    let empty = 0;
    for (let pages = 0; pages < mostPages && gathered < wanted && empty < mostEmpty; pages += 1) {
      const answer = await read(range, next.value ?? null);
      if (mine !== turn) return gathered;
      if (!answer.ok) {
        failure.value = answer.failure;
        break;
      }
      const { value } = answer;
      gathered += value.events.length;
      empty = value.events.length === 0 ? empty + 1 : 0;
      batch(() => {
        if (next.value === undefined) readAt.value = now();
        next.value = value.next;
        if (value.events.length > 0) events.value = [...events.value, ...value.events];
      });
      if (value.next === null) break;
    }
    batch(() => {
      quiet.value = next.value === null ? 0 : empty;
      busy.value = false;
    });
    return gathered;
  }

  return {
    events,
    busy,
    failure,
    whole: computed(() => next.value === null),
    quiet,
    period,
    readAt,
    start(wanted) {
      turn += 1;
      batch(() => {
        period.value = wanted;
        events.value = [];
        busy.value = false;
        failure.value = null;
        next.value = undefined;
        quiet.value = 0;
        readAt.value = null;
      });
      return step(firstStep);
    },
    more: () => step(olderStep),
  };
}
