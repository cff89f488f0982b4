/**
 * The page that confirms, over a made-up store and worker: with real keys of people who do not exist, and a clock and
 * timers that tests move.
 */
import { randomBytes } from 'node:crypto';
import { signal } from '@preact/signals';
import { sealRsa, sealSymmetric } from '@/lib/crypto/enc-string';
import { readPublicKey } from '@/lib/crypto/sealing';
import { importSymmetricKey } from '@/lib/crypto/symmetric-key';
import type { Activity } from '@/lib/domain/activity';
import type { Cover } from '@/lib/domain/comparing';
import type { ConfirmOutcome, PublicKeyReading, UnlockMaterial } from '@/lib/domain/confirmation';
import { succeed } from '@/lib/domain/failure';
import type { Overview } from '@/lib/domain/overview';
import { catalogueOf } from '@/lib/locales/catalogue';
import type { Answers, RequestName, RequestOf } from '@/lib/messaging/protocol';
import { createSpeech } from '@/lib/platform/speech';
import { type ConfirmModel, createConfirmModel } from '@/lib/view/confirm/model';
import { checkOf } from '@/lib/view/confirm/people';
import { failureOf } from '@/lib/view/pace';
import { readKeyPairs } from '@/tests/simulator/keys';
import { deriveHere, valueIn } from '../crypto/support';
import { account, client, overviewOf, person, place, provider } from '../domain/samples';

export const start = Date.UTC(2026, 10, 21, 9, 0);
export const minute = 60_000;
export const password = 'correct horse, and so on';

const pairs = readKeyPairs();

/** Keys of the nth newcomer; of those there are about thirty, and then again from the first. */
export function pair(at: number): { publicKey: string; privateKey: string } {
  const found = pairs[at % pairs.length];
  if (found === undefined) throw new Error('there are no key pairs');
  return found;
}

const bytes = (length: number): Uint8Array<ArrayBuffer> => Uint8Array.from(randomBytes(length));
const base64 = (data: Uint8Array): string => Buffer.from(data).toString('base64');

export interface Keys {
  readonly material: UnlockMaterial;
  /** Base64 of what newcomers are to get. */
  readonly provider: string;
  readonly client: string;
}

/** What opens an account with cheap derivation, and what is inside. */
export async function makeKeys(more: Partial<UnlockMaterial> = {}, typed = password): Promise<Keys> {
  const email = 'ada@harbour-it.example';
  const own = pair(0);
  const userKey = bytes(64);
  const stretched = valueIn(await deriveHere({ type: 'pbkdf2', iterations: 5_000 }, typed, email));
  const providerKey = bytes(64);
  const clientKey = bytes(64);
  const ownPublic = valueIn(await readPublicKey(own.publicKey));
  const material: UnlockMaterial = {
    email,
    sealedAt: start - minute,
    sealed: {
      Key: await sealSymmetric(userKey, stretched),
      PrivateKey: await sealSymmetric(
        Uint8Array.from(Buffer.from(own.privateKey, 'base64')),
        await importSymmetricKey(userKey),
      ),
      Kdf: 0,
      KdfIterations: 5_000,
    },
    keys: {
      providers: [{ id: 'p', key: await sealRsa(providerKey, ownPublic.key) }],
      providerOrganizations: [
        {
          id: '1',
          providerId: 'p',
          key: await sealSymmetric(clientKey, await importSymmetricKey(providerKey)),
          useMyItems: true,
        },
      ],
      organizations: [],
    },
    ...more,
  };
  return { material, provider: base64(providerKey), client: base64(clientKey) };
}

export const userIdOf = (id: string): string => `${id.padEnd(8, '0').slice(0, 8)}-0000-4000-8000-000000000000`;

/** Priya and Sam wait in the team, Tom at a client. */
export const harbour = (more: Partial<Overview> = {}): Overview =>
  overviewOf({
    accounts: [account()],
    providers: [provider()],
    lists: [{ accountId: 'a', providerId: 'p', readAt: start, clients: [client('1', { name: 'Brightwater' })] }],
    places: [
      place('team', [
        person('priya', { name: 'Priya Nair', role: 'service-user', waitingSince: 100 }),
        person('sam', { name: 'Sam Lee', role: 'provider-admin', waitingSince: 300 }),
      ]),
      place('1', [person('tom', { name: 'Tom Okafor', waitingSince: 200 })]),
    ],
    ...more,
  });

export const priya = 'a/p/team/priya';
export const sam = 'a/p/team/sam';
export const tom = 'a/p/1/tom';

type Handlers = { [N in RequestName]?: (request: RequestOf<N>) => Promise<Answers[N]> | Answers[N] };

/** Everybody who is asked for, confirmed. */
export const allConfirmed = ({ people }: RequestOf<'confirm'>): readonly ConfirmOutcome[] =>
  people.map(({ id }) => ({ id, kind: 'confirmed' }));

export interface ConfirmDesk {
  readonly model: ConfirmModel;
  readonly asked: { name: RequestName; request: unknown }[];
  readonly covers: Map<string, Cover>;
  readonly copied: string[];
  readonly gone: string[];
  readonly online: { value: boolean };
  readonly handlers: Handlers;
  now(): number;
  show(next: Overview): void;
  pass(ms: number): void;
  /** Moves the clock, and no timer rings: a computer asleep. */
  sleep(ms: number): void;
  /** What was asked of the worker under a name. */
  requests<N extends RequestName>(name: N): RequestOf<N>[];
  /** Lets everything that was begun come to its end. */
  settle(): Promise<void>;
  unlock(typed?: string): Promise<void>;
  /** The five words of somebody, as they read them out. */
  phrase(key: string): readonly string[];
  /** Gives the covered word, as it is read out. */
  hear(key: string): Promise<void>;
  text(words: Parameters<ReturnType<typeof createSpeech>['say']>[0] | null): string;
}

export interface OpenOptions {
  readonly who?: readonly string[];
  readonly overview?: Overview | null;
  readonly handlers?: Handlers;
  readonly covers?: Map<string, Cover>;
  /** The browser's memory of covers is broken. */
  readonly forgetful?: boolean;
  /** What stands in the record; null: it cannot be read. */
  readonly activity?: readonly Activity[] | null;
  readonly nextByte?: () => number;
  readonly keys?: Keys;
}

const idsOf = (overview: Overview): string[] => overview.places.flatMap(({ people }) => people.map(({ id }) => id));

/** The key that a newcomer has, by the order of the people in the store. */
export const readingOf = (overview: Overview, id: string, shift = 1): PublicKeyReading => ({
  id,
  userId: userIdOf(id),
  publicKey: pair(idsOf(overview).indexOf(id) + shift).publicKey,
});

export async function openConfirm(options: OpenOptions = {}): Promise<ConfirmDesk> {
  const first = options.overview === undefined ? harbour() : options.overview;
  const keys = options.keys ?? (await makeKeys());
  let now = start;
  let timers: { every: number; next: number; call: () => void }[] = [];
  const overview = signal(first);
  const online = signal(true);
  const asked: ConfirmDesk['asked'] = [];
  const copied: string[] = [];
  const gone: string[] = [];
  const covers = options.covers ?? new Map<string, Cover>();
  const handlers: Handlers = {
    unlockMaterial: () => succeed(keys.material),
    publicKeys: ({ ids }) => succeed(ids.map((id) => readingOf(overview.peek() ?? harbour(), id))),
    confirm: allConfirmed,
    noteMismatch: () => undefined,
    openVault: () => undefined,
    ...options.handlers,
  };
  let running = 0;
  /** People whose keys came, of which phrases are to be made. */
  const answered = new Set<string>();
  const model = createConfirmModel({
    overview: {
      overview,
      progress: signal(null),
      unreadable: signal(false),
      refresh: () => Promise.resolve(),
      stop() {},
    },
    async ask<N extends RequestName>(name: N, request: RequestOf<N>): Promise<Answers[N]> {
      asked.push({ name, request });
      const handle = handlers[name];
      if (handle === undefined) throw new Error(`unexpected ${name}`);
      running += 1;
      const ids = 'ids' in request && Array.isArray(request.ids) ? request.ids : [];
      for (const id of ids) answered.delete(id);
      try {
        const answer = await handle(request);
        if (name === 'publicKeys' && failureOf(answer) === null) for (const id of ids) answered.add(id);
        return answer;
      } finally {
        running -= 1;
      }
    },
    covers: {
      async change(phrase, _, change) {
        if (options.forgetful === true) throw new Error('nothing is remembered');
        const next = change(covers.get(phrase) ?? null);
        covers.set(phrase, next);
        return next;
      },
    },
    readActivity: async () => {
      if (options.activity === null) throw new Error('the record cannot be read');
      return options.activity ?? [];
    },
    // The third word is covered.
    nextByte: options.nextByte ?? (() => 2),
    now: () => now,
    online,
    every(ms, call) {
      const timer = { every: ms, next: now + ms, call };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
    go: (hash) => gone.push(hash),
    copy: async (text) => copied.push(text) > 0,
    collectionName: () => 'My items',
    derive: deriveHere,
  });
  model.follow(options.who ?? []);

  const messages = new Map(Object.entries(catalogueOf('en')).map(([key, { message }]) => [key, message]));
  const speech = createSpeech({
    lookup: (key) => messages.get(key) ?? '',
    locale: 'en-GB',
    now: () => now,
    timeZone: 'UTC',
  });

  const desk: ConfirmDesk = {
    model,
    asked,
    covers,
    copied,
    gone,
    online,
    handlers,
    now: () => now,
    show(next) {
      overview.value = next;
    },
    pass(ms) {
      const end = now + ms;
      for (;;) {
        const next = timers.filter((timer) => timer.next <= end).sort((a, b) => a.next - b.next)[0];
        if (next === undefined) break;
        now = next.next;
        next.next += next.every;
        next.call();
      }
      now = end;
    },
    sleep(ms) {
      now += ms;
      for (const timer of timers) timer.next += ms;
    },
    requests: <N extends RequestName>(name: N) =>
      asked.filter((one) => one.name === name).map(({ request }) => request as RequestOf<N>),
    async settle() {
      // Cryptography answers in turns of its own: done is what stays as it is over several of them.
      for (let still = 0; still < 5; still += 1) {
        const before = `${asked.length} ${JSON.stringify(model.candidates.peek().map(({ standing }) => standing.kind))}`;
        await new Promise((resolve) => setTimeout(resolve, 4));
        const after = `${asked.length} ${JSON.stringify(model.candidates.peek().map(({ standing }) => standing.kind))}`;
        // Opening, sealing and computing phrases end when the machine has time for them: nothing waits for a handler then.
        const unread =
          model.stage.peek() === 'compare'
            ? model.candidates.peek().filter(({ standing }) => standing.kind === 'reading')
            : [];
        const isHeld = running > 0 || model.goingOnAt.peek() !== null;
        const isAtWork =
          unread.some(({ waiting }) => answered.has(waiting.person.id)) ||
          (!isHeld && (unread.length > 0 || model.sending.peek() !== null));
        if (before !== after || isAtWork) still = 0;
      }
    },
    async unlock(typed = password) {
      const panel = model.panel.peek();
      if (panel === null) throw new Error('nothing to unlock');
      panel.password.value = typed;
      await panel.submit();
      await desk.settle();
    },
    phrase(key) {
      const candidate = model.candidates.peek().find((one) => one.key === key);
      const check = candidate === undefined ? null : checkOf(candidate);
      if (check === null) throw new Error(`no phrase of ${key}`);
      return check.words;
    },
    hear: (key) => model.step(key, { do: 'give', text: desk.phrase(key)[2] ?? '' }),
    text: (words) => (words === null ? '' : speech.say(words)),
  };
  return desk;
}

/** As `openConfirm`, with the account's keys open and the phrases read. */
export async function openUnlocked(options: OpenOptions = {}): Promise<ConfirmDesk> {
  const desk = await openConfirm(options);
  await desk.unlock();
  return desk;
}

/** How somebody stands, by key. */
export const standingOf = (desk: ConfirmDesk, key: string) =>
  desk.model.candidates.peek().find((one) => one.key === key)?.standing;

/** Compares people, and confirms them. */
export async function confirm(desk: ConfirmDesk, ...keys: string[]): Promise<void> {
  for (const key of keys) await desk.hear(key);
  await desk.model.confirm();
  await desk.settle();
}

/** The result as it is read: name, done, sentences, next step. */
export const lines = (desk: ConfirmDesk) =>
  desk.model.lines.value.map(({ name, done, sentences, next }) => [
    name,
    done,
    sentences.map((words) => desk.text(words)).join(' '),
    next,
  ]);
