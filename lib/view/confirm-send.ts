/** Sealing and sending, one place after the other, and what became of everybody. */
import type { ChainFailure } from '@/lib/crypto/key-chain';
import { grouped, placeText, sendSize } from '@/lib/domain/comparing-people';
import type { Compared, ConfirmOutcome, PlaceKey } from '@/lib/domain/confirmation';
import type { Failure } from '@/lib/domain/failure';
import type { Waiting } from '@/lib/domain/model';
import type { Check } from './confirm-people';
import type { Keyrings } from './keyrings';
import type { Ask } from './options-form';

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
  /** Before each place: whether to go on. */
  readonly mayGoOn: () => boolean;
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

/** Confirms people, each of whom was compared. Tells of each one's ending exactly once. */
export async function send(people: readonly ToSend[], deps: SendDeps): Promise<void> {
  for (const together of places(people)) {
    if (deps.mayGoOn()) await sendPlace(together, deps);
    else for (const person of together) deps.onEnding(person, { id: person.waiting.person.id, kind: 'held-back' });
  }
}

async function sendPlace(people: readonly ToSend[], deps: SendDeps): Promise<void> {
  const [first] = people;
  if (first === undefined) return;
  deps.onPlace(people);
  const place = placeOf(first.waiting);
  const opened = await deps.keyrings.placeKey(place);
  if (!opened.ok) {
    const { reason } = opened;
    for (const person of people) deps.onEnding(person, { id: person.waiting.person.id, kind: 'key-unopened', reason });
    return;
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
      if (way === null || key?.ok !== true) deps.onEnding(person, { id, kind: 'not-sealed' });
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
  if (sealed.length === 0) return;
  const sent = sealed.map(({ person }) => person);
  const request = { ...place, people: sealed.map(({ compared }) => compared), collectionName };
  const endings = await deps.ask('confirm', request).then(
    (outcomes) => byPerson(sent, outcomes),
    // The worker died, and may have sent it: only the server knows.
    () => lookAgain(deps.ask, sent),
  );
  for (const person of sent) {
    const ending = endings.get(person.key);
    if (ending !== undefined) deps.onEnding(person, ending);
  }
}
