/**
 * Changing a client's seats: what is wanted, what that would mean, and the guarded way of doing it. Just before the
 * request everything that the preview rested on is read again; afterwards the truth is.
 */
import { batch, computed, type ReadonlySignal, signal } from '@preact/signals';
import { changeSeats } from '@/lib/bitwarden/administration/seats';
import type { Failure } from '@/lib/domain/failure';
import { failureWords } from '@/lib/domain/failure-words';
import { say, type Words } from '@/lib/domain/words';
import type { DeskTools } from '@/lib/view/desk/tools';
import type { ActResult } from '@/lib/view/desk/work';
import { goOnAt, mostPauses } from '@/lib/view/pace';
import type { FoundClient } from './find';
import {
  canUndo,
  changedSince,
  fewest,
  most,
  type SeatBasis,
  type SeatDraft,
  seatDraft,
  typedSeats,
} from './seat-draft';
import { createSeatReadings, type SeatReadings } from './seat-readings';
import { type Counted, outcome, type SeatOutcome, seatsOutcome } from './seat-truth';

export interface SeatToast {
  readonly words: Words;
  /** Back to so many; null: not without buying or releasing. */
  readonly undo: number | null;
}

/** What is being done: looked at before, sent, held back for a pause, looked at after. */
export type SeatPhase = 'idle' | 'checking' | 'sending' | 'waiting' | 'reading';

export interface SeatChangeModel extends Pick<SeatReadings, 'basis' | 'obstacle' | 'readPool'> {
  /** As it stands in the field. */
  readonly text: ReadonlySignal<string>;
  readonly draft: ReadonlySignal<SeatDraft>;
  /** Steps stop here. */
  readonly range: ReadonlySignal<{ readonly least: number; readonly most: number }>;
  readonly ticked: ReadonlySignal<boolean>;
  readonly phase: ReadonlySignal<SeatPhase>;
  /** Until when a pause lasts, epoch ms; null: none. */
  readonly until: ReadonlySignal<number | null>;
  readonly result: ReadonlySignal<SeatOutcome | null>;
  readonly toast: ReadonlySignal<SeatToast | null>;
  type(text: string): void;
  step(by: number): void;
  tick(on: boolean): void;
  /** Back to what holds; calls off a pause. */
  cancel(): void;
  save(): Promise<void>;
  undo(): Promise<void>;
  /** Somebody is about to use the toast: it stays. */
  holdToast(on: boolean): void;
  /** Reads the truth again, after an answer that never came. */
  check(): Promise<void>;
}

/** How long the toast with its way back stays. */
const toastMs = 10_000;
/** How long changing has to rest before its effect is read out. */
const spokenAfterMs = 700;

/** A request that went out, with what has to be known to judge its end. */
interface Sent {
  readonly client: FoundClient;
  readonly from: number;
  readonly to: number;
  readonly buying: boolean;
  readonly failure: Failure | null;
  /** Epoch ms. */
  readonly at: number;
  readonly before: Counted;
  readonly settle: ActResult['settle'];
}

const nameOf = ({ row: { client } }: FoundClient): string | Words => client.name ?? say('client_unnamed');

export function createSeatChange(tools: DeskTools, found: ReadonlySignal<FoundClient | null>): SeatChangeModel {
  const { work } = tools;
  const readings = createSeatReadings(tools, found);
  const { basis, obstacle, readBoth, counted } = readings;
  const wanted = signal<string | null>(null);
  /** What was agreed to, with the number it was about; null: nothing. */
  const agreed = signal<string | null>(null);
  const phase = signal<SeatPhase>('idle');
  const pause = signal<number | null>(null);
  const result = signal<SeatOutcome | null>(null);
  const toast = signal<SeatToast | null>(null);
  let hush = (): void => undefined;
  let fade = (): void => undefined;
  let callOff = (): void => undefined;
  /** Sent, and nobody knows its end. */
  let open: Sent | null = null;

  const text = computed(() => wanted.value ?? (basis.value === null ? '' : String(basis.value.assigned)));
  const draft = computed<SeatDraft>(() =>
    basis.value === null ? { kind: 'unchanged' } : seatDraft(basis.value, text.value),
  );
  const consent = computed(() => {
    const now = draft.value;
    return now.kind === 'change' && now.tick !== null ? JSON.stringify([now.to, now.tick]) : null;
  });
  // New figures may make it about something else: then nothing was agreed to.
  const ticked = computed(() => consent.value !== null && agreed.value === consent.value);
  const range = computed(() => {
    const from = basis.value;
    return from === null ? { least: 0, most: 0 } : { least: fewest(from), most: most(from) };
  });

  /** Reads out what a change would do, once somebody stops changing it. */
  function speakLater(): void {
    hush();
    hush = tools.later(spokenAfterMs, () => {
      const now = draft.value;
      if (now.kind === 'problem') tools.speak([now.words]);
      if (now.kind === 'change')
        tools.speak([...now.lines.map(({ label, value }) => say('client_seats_line', { label, value })), ...now.notes]);
    });
  }

  function want(next: string | null): void {
    if (phase.value !== 'idle') return;
    batch(() => {
      wanted.value = next;
      agreed.value = null;
      result.value = null;
    });
    speakLater();
  }

  function holdToast(on: boolean): void {
    fade();
    if (on || toast.value === null) return;
    fade = tools.later(toastMs, () => {
      toast.value = null;
    });
  }

  const end = (next: SeatOutcome): void => {
    batch(() => {
      result.value = next;
      agreed.value = null;
      phase.value = 'idle';
    });
    tools.speak(next.words);
  };

  /** The same that the screen showed, or what to say instead of sending. */
  function objection(client: FoundClient, previewed: SeatBasis, to: number, name: string): SeatOutcome | null {
    const fresh = basis.value;
    if (fresh === null) return outcome('bad', [say('client_seats_no_limit')]);
    const changed = changedSince(previewed, fresh);
    if (changed !== null) {
      // The rest of the desk follows, so that the next look is at the truth.
      void work.readClients(client.row);
      return outcome('wait', [changed, say('client_seats_look_again')]);
    }
    if (name.trim() === '') return outcome('bad', [say('client_seats_no_name')], 'clients');
    const plan = seatDraft(fresh, String(to));
    if (plan.kind === 'change') return null;
    return outcome('bad', plan.kind === 'problem' ? [plan.words] : [say('client_seats_look_again')]);
  }

  /** The guarded way, for a change and for taking one back. `pauses`: that it has sat out. */
  async function perform(client: FoundClient, previewed: SeatBasis, to: number, pauses = 0): Promise<void> {
    const { accountId, providerId, client: row } = client.row;
    batch(() => {
      phase.value = 'checking';
      result.value = null;
      toast.value = null;
    });
    const read = await readBoth(client);
    if (!read.ok) return end(outcome('bad', [failureWords(read.failure), say('client_seats_not_sent')]));
    const now = read.value.find(({ clientId }) => clientId === row.id);
    if (now === undefined || now.seats === null) {
      void work.readClients(client.row);
      const gone = say('client_seats_gone', { client: nameOf(client) });
      return end(outcome('bad', [now === undefined ? gone : say('client_seats_no_limit')]));
    }
    const name = now.name ?? '';
    const instead = objection(client, previewed, to, name);
    if (instead !== null) return end(instead);

    const before = counted(client);
    const planned = seatDraft(previewed, String(to));
    phase.value = 'sending';
    const at = tools.now();
    const { failure, settle } = await work.act({
      where: { accountId, providerId, place: row.id },
      what: 'seats',
      people: [],
      seats: { from: now.seats, to },
      errand: changeSeats(providerId, { relationId: now.relationId, name }, to),
      // After a pause everything is looked at again, and only then sent.
      once: true,
    });
    const until = pauses < mostPauses ? goOnAt(failure, tools.now()) : null;
    if (until !== null && (await sitOut(until))) return perform(client, previewed, to, pauses + 1);
    const buying = planned.kind === 'change' && (planned.effect?.bought ?? 0) > 0;
    open = { client, from: now.seats, to, buying, failure, at, before, settle };
    await conclude();
  }

  /** true: the time has come; false: it was called off. */
  function sitOut(until: number): Promise<boolean> {
    phase.value = 'waiting';
    pause.value = until;
    return new Promise((resolve) => {
      const over = (come: boolean): void => {
        cancelTimer();
        pause.value = null;
        callOff = () => undefined;
        resolve(come);
      };
      const cancelTimer = tools.later(Math.max(0, until - tools.now()), () => over(true));
      callOff = () => over(false);
    });
  }

  /** Reads what holds now, and says what became of the request. */
  async function conclude(): Promise<void> {
    const sent = open;
    if (sent === null) return;
    const { client, from, to, failure } = sent;
    phase.value = 'reading';
    const ageMs = tools.now() - sent.at;
    const read = await readBoth(client);
    // The rest of the desk, and the badge, have it before the result is told.
    await work.readClients(client.row);
    const row = read.ok ? read.value.find(({ clientId }) => clientId === client.row.client.id) : undefined;
    const name = nameOf(client);
    if (read.ok && row === undefined) {
      open = null;
      return end(outcome('bad', [say('client_seats_gone', { client: name })]));
    }
    const ended = seatsOutcome({
      ...sent,
      ageMs,
      name,
      role: client.provider.role,
      seats: row?.seats,
      now: counted(client),
    });
    if (ended.next !== 'check') open = null;
    // A colleague's number tells of neither, and what was half done is neither.
    if (row?.seats === to || (row?.seats === from && ended.next === null)) void sent.settle(row.seats === to);
    const good = ended.tone === 'good' && failure === null;
    batch(() => {
      phase.value = 'idle';
      agreed.value = null;
      // What was wanted is there; else it has to be wanted again.
      if (row !== undefined && row.seats === to) wanted.value = null;
      result.value = good ? null : ended;
    });
    const [words] = ended.words;
    if (!good || words === undefined) return tools.speak(ended.words);
    const after = basis.value;
    toast.value = { words, undo: after !== null && canUndo(after, from) ? from : null };
    holdToast(false);
  }

  return {
    basis,
    obstacle,
    readPool: async () => {
      if (phase.value === 'idle') await readings.readPool();
    },
    text,
    draft,
    range,
    ticked,
    phase,
    until: computed(() => pause.value ?? (phase.value === 'idle' ? null : work.pausedUntil.value)),
    result,
    toast,
    type: want,
    step(by) {
      const from = basis.value;
      if (from === null) return;
      const { least, most: top } = range.value;
      const now = typedSeats(text.value) ?? from.assigned;
      // Where more are used than assigned, the first step up leads to what is used.
      const next =
        by > 0 ? Math.min(Math.max(now + by, least), Math.max(top, now)) : Math.max(now + by, Math.min(least, now));
      want(String(next));
    },
    tick(on) {
      agreed.value = on ? consent.value : null;
    },
    cancel() {
      callOff();
      want(null);
    },
    async save() {
      const [client, from, now] = [found.value, basis.value, draft.value];
      if (client === null || from === null || now.kind !== 'change' || phase.value !== 'idle') return;
      if (obstacle.value !== null || from.pool.kind === 'reading' || (now.tick !== null && !ticked.value)) return;
      await perform(client, from, now.to);
    },
    async undo() {
      const [client, from, back] = [found.value, basis.value, toast.value?.undo ?? null];
      if (client === null || from === null || back === null || phase.value !== 'idle') return;
      wanted.value = String(back);
      await perform(client, from, back);
    },
    holdToast,
    async check() {
      if (phase.value === 'idle') await conclude();
    },
  };
}
