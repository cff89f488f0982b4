/** What the page says beside what it shows: read out, or for a while in the corner. */
import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import type { Words } from '@/lib/domain/words';

/** How long a remark stays in the corner. */
const toastMs = 5_000;

/** What was just done, or could not be. */
export interface Remark {
  readonly words: Words;
  readonly failed: boolean;
}

export interface Said {
  /** Read out when there is time. */
  readonly polite: ReadonlySignal<Words | null>;
  /** Read out at once. */
  readonly urgent: ReadonlySignal<Words | null>;
  /** In the corner, read out too. */
  readonly remark: ReadonlySignal<Remark | null>;
  speak(words: Words, atOnce: boolean): void;
  tell(words: Words, failed: boolean): void;
  stop(): void;
}

export interface SaidDeps {
  /** What is said of one stage is not read out in the next. Read when something is said. */
  readonly stage: () => unknown;
  /** Calls at this pace until the answer is called. */
  readonly every: (ms: number, call: () => void) => () => void;
}

export function createSaid({ stage, every }: SaidDeps): Said {
  const polite = signal<Words | null>(null);
  const urgent = signal<Words | null>(null);
  const remark = signal<Remark | null>(null);
  /** The stage that the last words belong to. */
  let of: unknown = null;
  let hush = (): void => undefined;

  const stop = effect(() => {
    const now = stage();
    untracked(() => {
      if (now === of) return;
      of = now;
      polite.value = null;
      urgent.value = null;
    });
  });

  return {
    polite,
    urgent,
    remark,
    speak(words, atOnce) {
      const now = untracked(stage);
      // What is said while the stage changes is said of the new one, and silences the one before.
      if (now !== of) [polite.value, urgent.value] = [null, null];
      of = now;
      // A new object, so that the same words are said again.
      (atOnce ? urgent : polite).value = { ...words };
    },
    tell(words, failed) {
      hush();
      remark.value = { words, failed };
      hush = every(toastMs, () => {
        hush();
        remark.value = null;
      });
    },
    stop() {
      stop();
      hush();
    },
  };
}
