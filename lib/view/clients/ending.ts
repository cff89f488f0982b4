/** Invitations that are about to end or have ended, of the own team and of clients, and sending them again. */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { resendToClient, resendToTeam } from '@/lib/bitwarden/administration/members';
import { inScope, type Scope } from '@/lib/domain/client-list';
import { failureWords } from '@/lib/domain/failure-words';
import { type InvitationAge, invitationAge, invitationLastsMs } from '@/lib/domain/invitation';
import { personKey } from '@/lib/domain/keys';
import { type Person, providerKeyText, TEAM } from '@/lib/domain/model';
import { clientNames, type Overview } from '@/lib/domain/overview';
import { mutedSet } from '@/lib/domain/preferences';
import { say, type Words } from '@/lib/domain/words';
import type { Ending, Work } from '@/lib/view/desk/work';
import { isEnding } from './filters';

export interface EndingInvitation {
  readonly key: string;
  readonly accountId: string;
  readonly providerId: string;
  readonly providerName: string | null;
  /** `team`, or the client's id. */
  readonly place: string;
  /** null for the team, and for a client without a name. */
  readonly clientName: string | null;
  readonly person: Person;
  readonly age: InvitationAge;
  /** Why nothing can be sent from here; null: it can. */
  readonly off: Words | null;
}

/** How sending one again went. */
export type SendState =
  | { readonly kind: 'working' }
  /** `endsAt`: epoch ms, from when it was sent. */
  | { readonly kind: 'sent'; readonly endsAt: number }
  /** `again`: another try may help. */
  | { readonly kind: 'not'; readonly words: Words; readonly again: boolean };

export interface EndingModel {
  /** Those that end next first, then those that have ended, the latest first; whoever was just sent to stays in place. */
  readonly entries: ReadonlySignal<readonly EndingInvitation[]>;
  readonly states: ReadonlySignal<ReadonlyMap<string, SendState>>;
  /** Until when a pause lasts that the server asks for, while something is being sent; null: none. */
  readonly pausedUntil: ReadonlySignal<number | null>;
  send(entry: EndingInvitation): Promise<void>;
  /** Nobody looks any more: what was said about the last sendings goes, and with it those who have their invitation. */
  leave(): void;
}

export interface EndingInput {
  readonly overview: ReadonlySignal<Overview | null>;
  readonly scope: ReadonlySignal<Scope>;
  readonly now: ReadonlySignal<number>;
  readonly work: Work;
  readonly speak: (words: readonly Words[]) => void;
}

/** In the order in which somebody should look at them. */
function bySoonest(now: number): (a: EndingInvitation, b: EndingInvitation) => number {
  const ended = ({ age }: EndingInvitation): boolean => age.endsAt <= now;
  return (a, b) =>
    Number(ended(a)) - Number(ended(b)) ||
    (ended(a) ? b.age.endsAt - a.age.endsAt : a.age.endsAt - b.age.endsAt) ||
    (a.key < b.key ? -1 : 1);
}

/** Everybody in scope whose invitation ends within a day or has ended; muted clients are left out. */
export function endingInvitations(overview: Overview, scope: Scope, now: number): EndingInvitation[] {
  const muted = mutedSet(overview.preferences);
  const found: EndingInvitation[] = [];
  const names = new Map(overview.lists.map((list) => [providerKeyText(list), clientNames(list)]));
  for (const provider of overview.providers) {
    const key = { accountId: provider.accountId, providerId: provider.id };
    if (provider.removed || !inScope(scope, key)) continue;
    const text = providerKeyText(key);
    for (const at of overview.places) {
      // server: the own team is the provider admins' alone; what was read before a role changed is not offered.
      const mine = at.place === TEAM ? provider.role === 'provider-admin' : names.get(text)?.has(at.place) === true;
      if (providerKeyText(at) !== text || !mine || muted(key, at.place)) continue;
      for (const person of at.people) {
        const age = isEnding(person, now) ? invitationAge(person, now) : null;
        if (age === null) continue;
        found.push({
          key: personKey({ ...key, place: at.place, person }),
          ...key,
          providerName: provider.name,
          place: at.place,
          clientName: at.place === TEAM ? null : (names.get(text)?.get(at.place) ?? null),
          person,
          age,
          off: provider.enabled ? null : say('clients_off_suspended'),
        });
      }
    }
  }
  return found.sort(bySoonest(now));
}

const inQuotes = (sentence: string): string => sentence.replace(/[.\s]+$/, '');

function stateOf(ending: Ending | undefined, sentAt: number): SendState {
  const not = (words: Words, again: boolean): SendState => ({ kind: 'not', words, again });
  switch (ending?.kind) {
    case 'done':
      return { kind: 'sent', endsAt: sentAt + invitationLastsMs };
    case 'refused':
      return ending.sentence === null
        ? not(say('clients_send_refused'), false)
        : not(say('clients_send_refused_as', { sentence: inQuotes(ending.sentence) }), false);
    case 'not-sent':
      return not(failureWords(ending.failure), true);
    case 'unknown':
      return not(say('clients_send_unknown'), true);
    default:
      return not(say('clients_send_gone'), false);
  }
}

export function createEnding({ overview, scope, now, work, speak }: EndingInput): EndingModel {
  const states = signal<ReadonlyMap<string, SendState>>(new Map());
  /** As they were when they were sent: the next reading knows them as fresh, or not at all. */
  const kept = signal<ReadonlyMap<string, EndingInvitation>>(new Map());
  const note = (key: string, state: SendState): void => {
    states.value = new Map(states.value).set(key, state);
  };
  const personNow = (entry: EndingInvitation): Person | undefined =>
    overview.value?.places
      .find((at) => at.place === entry.place && providerKeyText(at) === providerKeyText(entry))
      ?.people.find(({ id }) => id === entry.person.id);

  const entries = computed(() => {
    const stored = overview.value;
    if (stored === null) return [];
    const live = endingInvitations(stored, scope.value, now.value);
    if (kept.value.size === 0) return live;
    const there = new Set(live.map(({ key }) => key));
    const gone = [...kept.value.values()].filter((entry) => !there.has(entry.key) && inScope(scope.value, entry));
    // In the place where they were, so that nothing moves under the hand that sends one after the other.
    return [...live.map((entry) => kept.value.get(entry.key) ?? entry), ...gone].sort(bySoonest(now.value));
  });

  return {
    entries,
    states,
    pausedUntil: computed(() =>
      [...states.value.values()].some(({ kind }) => kind === 'working') ? work.pausedUntil.value : null,
    ),
    async send(entry) {
      if (entry.off !== null || states.value.get(entry.key)?.kind === 'working') return;
      note(entry.key, { kind: 'working' });
      kept.value = new Map(kept.value).set(entry.key, entry);
      const { accountId, providerId, place, person } = entry;
      const ids = [person.id];
      const sentAt = now.value;
      const { endings } = await work.act({
        where: { accountId, providerId, place },
        what: 'resend',
        people: [{ id: person.id, name: person.name, email: person.email }],
        errand: place === TEAM ? resendToTeam(providerId, ids) : resendToClient(place, ids),
      });
      let state = stateOf(endings.get(person.id), sentAt);
      // The list was read again meanwhile, and may say why.
      const truth = personNow(entry);
      if (state.kind === 'not' && truth?.status === 'accepted')
        state = { kind: 'not', words: say('clients_send_accepted'), again: false };
      note(entry.key, state);
      const name = person.name ?? person.email;
      speak([state.kind === 'not' ? state.words : say('clients_live_sent', { name })]);
    },
    leave() {
      const working = new Map([...states.value].filter(([, { kind }]) => kind === 'working'));
      states.value = working;
      kept.value = new Map([...kept.value].filter(([key]) => working.has(key)));
    },
  };
}
