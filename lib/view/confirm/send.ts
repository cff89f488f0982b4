/** Sealing and sending, one place after the other, and what became of everybody. */
import type { ChainFailure } from '@/lib/crypto/key-chain';
import { grouped, placeText, sendSize } from '@/lib/domain/comparing-people';
import type { Compared, ConfirmOutcome, PlaceKey } from '@/lib/domain/confirmation';
import type { Failure } from '@/lib/domain/failure';
import type { Waiting } from '@/lib/domain/model';
import type { Ask } from '@/lib/view/options/form';
import { goOnAt, mostPauses } from '@/lib/view/pace';
import type { Keyrings } from './keyrings';
import type { Check } from './people';

/** What became of one person: as the worker says it, or because it never got so far. */
export type Ending =
  | ConfirmOutcome
  /** The key that they should get could not be opened. */
  | { readonly id: string; readonly kind: 'key-unopened'; readonly reason: ChainFailure }
  | { readonly id: string; readonly kind: 'not-sealed' }
  /** Somebody said "Stop after this one" before it was their turn. */
  | { readonly id: string; readonly kind: 'held-back' };

export interface ToSend {
  readonly key: string;
  readonly waiting: Waiting;
  readonly check: Check;
}

export interface SendDeps {
  readonly ask: Ask;
  readonly keyrings: Keyrings;
  /** What a newcomer's own collection is called. */
  readonly collectionName: () => string;
  readonly now: () => number;
  /** Before each place: whether to go on. */
  readonly mayGoOn: () => boolean;
  /** Waits until an instant, or until it makes no sense to wait any longer: then whatever comes next says why. */
  readonly pause: (until: number, place: PlaceKey) => Promise<void>;
  /** Those of these people whose words are still the same, for all that is known since they were compared. */
  readonly stillSame: (people: readonly ToSend[]) => Promise<readonly ToSend[]>;
  readonly onPlace: (people: readonly ToSend[]) => void;
  readonly onEnding: (person: ToSend, ending: Ending) => void;
}

/** Host for a failure that never left the browser. */
const noAnswer: Failure = { kind: 'no-answer', host: '' };

const placeOf = ({ accountId, providerId, place }: Waiting): PlaceKey => ({ accountId, providerId, place });

/** People by place, as many together as one request may hold. */
export const places = (people: readonly ToSend[]): readonly (readonly ToSend[])[] =>
  grouped(people, ({ waiting }) => placeText(waiting), sendSize);

/** What became of these people, read anew. Never rejects. */
export async function lookAgain(ask: Ask, people: readonly ToSend[]): Promise<ReadonlyMap<string, Ending>> {
  const [first] = people;
  if (first === undefined) return new Map();
  const ids = people.map(({ waiting }) => waiting.person.id);
  const outcomes = await ask('lookAgain', { ...placeOf(first.waiting), ids }).catch(() => []);
  return byPerson(people, outcomes);
}

/** One ending for each of the people, whatever came: of whom nothing is said, nothing is known. */
function byPerson(people: readonly ToSend[], outcomes: readonly ConfirmOutcome[]): ReadonlyMap<string, Ending> {
  const known = new Map(outcomes.map((outcome) => [outcome.id, outcome]));
  return new Map(
    people.map(({ key, waiting: { person } }) => [
      key,
      known.get(person.id) ?? { id: person.id, kind: 'unknown', failure: noAnswer },
    ]),
  );
}

/** When to go on with these people, epoch ms; null: none of them ended for want of a short pause. */
function pauseFor(endings: Iterable<Ending>, now: number): number | null {
  const instants = [...endings].flatMap((ending) => untilOf(ending, now) ?? []);
  return instants.length === 0 ? null : Math.max(...instants);
}

const untilOf = (ending: Ending | undefined, now: number): number | null =>
  ending?.kind === 'not-sent' ? goOnAt(ending.failure, now) : null;

/**
 * Confirms people, each of whom was compared. Tells of each one's ending exactly once, except of those who were found to
 * differ during a pause. A short pause that the server asks for is no ending: they are sent after it.
 */
export async function send(people: readonly ToSend[], deps: SendDeps): Promise<void> {
  /** Pauses since a place last got through. */
  let inVain = 0;
  for (const together of places(people)) {
    let left = together;
    while (left.length > 0) {
      const tried = left;
      const isHeld = !deps.mayGoOn();
      const endings = isHeld ? heldBack(tried) : await sendPlace(tried, deps);
      const now = deps.now();
      const until = inVain < mostPauses ? pauseFor(endings.values(), now) : null;
      left = until === null ? [] : tried.filter(({ key }) => untilOf(endings.get(key), now) !== null);
      for (const person of tried) {
        const ending = endings.get(person.key);
        if (ending !== undefined && !left.includes(person)) deps.onEnding(person, ending);
      }
      const [first] = left;
      if (until === null || first === undefined) {
        if (pauseFor(endings.values(), now) === null) inVain = 0;
        continue;
      }
      inVain += 1;
      if (deps.mayGoOn()) await deps.pause(until, placeOf(first.waiting));
      left = await deps.stillSame(left);
    }
  }
}

const heldBack = (people: readonly ToSend[]): ReadonlyMap<string, Ending> =>
  new Map(people.map(({ key, waiting }) => [key, { id: waiting.person.id, kind: 'held-back' }]));

/** Seals for people of one place and sends it. One ending for each of them. */
async function sendPlace(people: readonly ToSend[], deps: SendDeps): Promise<ReadonlyMap<string, Ending>> {
  const endings = new Map<string, Ending>();
  const [first] = people;
  if (first === undefined) return endings;
  deps.onPlace(people);
  const place = placeOf(first.waiting);
  const opened = await deps.keyrings.placeKey(place);
  if (!opened.ok) {
    const { reason } = opened;
    for (const { key, waiting } of people) endings.set(key, { id: waiting.person.id, kind: 'key-unopened', reason });
    return endings;
  }
  const { held, wantsCollectionName } = opened.value;
  const sealed: { readonly person: ToSend; readonly compared: Compared }[] = [];
  let collectionName: string | null = null;
  try {
    for (const person of people) {
      const { check, waiting } = person;
      const way = check.comparing.same;
      const { id } = waiting.person;
      // Whoever was not compared is not among these; were they, they would go no further.
      const key = way === null ? null : await held.sealFor(check.newcomer);
      if (way === null || key?.ok !== true) endings.set(person.key, { id, kind: 'not-sealed' });
      else {
        const { userId, publicKey, hash: publicKeyHash } = check;
        sealed.push({ person, compared: { id, userId, publicKey, publicKeyHash, sealedKey: key.value, way } });
      }
    }
    const name = wantsCollectionName ? await held.sealText(deps.collectionName()) : null;
    collectionName = name?.ok === true ? name.value : null;
  } finally {
    held.wipe();
  }
  if (sealed.length === 0) return endings;
  const sent = sealed.map(({ person }) => person);
  const request = { ...place, people: sealed.map(({ compared }) => compared), collectionName };
  const answered = await deps.ask('confirm', request).then(
    (outcomes) => byPerson(sent, outcomes),
    // The worker died, and may have sent it: only the server knows.
    () => lookAgain(deps.ask, sent),
  );
  return new Map([...endings, ...answered]);
}
