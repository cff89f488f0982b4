/** The people of a client who are not in yet: waiting for confirmation, or invited. */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { removeFromClient, resendToClient } from '@/lib/bitwarden/administration/members';
import { failureWords } from '@/lib/domain/failure-words';
import { type InvitationAge, invitationAge } from '@/lib/domain/invitation';
import { type Person, providerKeyText, type Waiting } from '@/lib/domain/model';
import type { Overview } from '@/lib/domain/overview';
import { byWait } from '@/lib/domain/overview';
import { outstanding } from '@/lib/domain/seats';
import { say, type Words } from '@/lib/domain/words';
import type { DeskTools } from '@/lib/view/desk/tools';
import type { Ending } from '@/lib/view/desk/work';
import type { FoundClient } from './find';

export interface PendingRow {
  readonly person: Person;
  /** How to speak of them: the name, else the address. */
  readonly name: string;
  /** Of somebody who waits; null: invited. */
  readonly waiting: Waiting | null;
  /** Of an invitation; null: nobody knows, or accepted. */
  readonly age: InvitationAge | null;
}

export interface PendingModel {
  readonly rows: ReadonlySignal<readonly PendingRow[]>;
  /** How far they are known: `read`, or when they were read last (null: never), epoch ms. */
  readonly known: ReadonlySignal<{ readonly read: true } | { readonly read: false; readonly at: number | null } | null>;
  /** Id of the membership that something is being done for. */
  readonly busy: ReadonlySignal<string | null>;
  /** What became of the last thing done for somebody, where it did not work. */
  readonly problem: ReadonlySignal<{ readonly id: string; readonly words: readonly Words[] } | null>;
  /** Whom the question about removing is about. */
  readonly removing: ReadonlySignal<PendingRow | null>;
  sendAgain(row: PendingRow): Promise<void>;
  ask(row: PendingRow | null): void;
  remove(): Promise<void>;
}

/** What to say to somebody for whom it did not work; null: it did. */
export function endingWords(ending: Ending, name: string): Words[] | null {
  switch (ending.kind) {
    case 'done':
      return null;
    case 'refused':
      return ending.sentence === null
        ? [say('client_person_refused', { name })]
        : [say('client_person_refused_why', { name, sentence: ending.sentence.replace(/[.\s]+$/, '') })];
    case 'gone':
      return [say('client_person_gone', { name })];
    case 'not-sent':
      return [failureWords(ending.failure), say('client_person_not_sent')];
    case 'unknown':
      return [say('confirm_unknown'), say('client_person_look')];
  }
}

export function createPending(
  tools: DeskTools,
  overview: ReadonlySignal<Overview | null>,
  found: ReadonlySignal<FoundClient | null>,
  now: ReadonlySignal<number>,
): PendingModel {
  const { work } = tools;
  const busy = signal<string | null>(null);
  const problem = signal<{ id: string; words: readonly Words[] } | null>(null);
  const removing = signal<PendingRow | null>(null);

  const place = computed(() => {
    const client = found.value;
    if (client === null) return null;
    const key = providerKeyText(client.row);
    return (
      overview.value?.places.find((one) => one.place === client.row.client.id && providerKeyText(one) === key) ?? null
    );
  });

  const rows = computed<readonly PendingRow[]>(() => {
    const client = found.value;
    if (client === null || place.value === null) return [];
    const { accountId, providerId } = client.row;
    const waitingOf = (person: Person): Waiting => ({
      accountId,
      providerId,
      providerName: client.provider.name,
      place: client.row.client.id,
      clientName: client.row.client.name,
      person,
    });
    const nameOf = (person: Person): string => person.name ?? person.email;
    const accepted = place.value.people
      .filter(({ status }) => status === 'accepted')
      .map(waitingOf)
      .sort(byWait)
      .map((waiting): PendingRow => ({ person: waiting.person, name: nameOf(waiting.person), waiting, age: null }));
    const invited = place.value.people
      .filter(({ status }) => status === 'invited')
      .map(
        (person): PendingRow => ({
          person,
          name: nameOf(person),
          waiting: null,
          age: invitationAge(person, now.value),
        }),
      )
      .sort((a, b) => (a.age?.endsAt ?? 0) - (b.age?.endsAt ?? 0) || (a.person.id < b.person.id ? -1 : 1));
    return [...accepted, ...invited];
  });

  async function perform(row: PendingRow, what: 'resend' | 'remove', done: Words): Promise<void> {
    const client = found.value;
    if (client === null || busy.value !== null) return;
    const { accountId, providerId } = client.row;
    const { id, name, email } = row.person;
    busy.value = id;
    problem.value = null;
    const clientId = client.row.client.id;
    const { endings } = await work.act({
      where: { accountId, providerId, place: clientId },
      what,
      people: [{ id, name, email }],
      errand: what === 'resend' ? resendToClient(clientId, [id]) : removeFromClient(clientId, [id]),
    });
    // Whoever leaves frees a seat.
    if (what === 'remove') await work.readClients({ accountId, providerId });
    busy.value = null;
    const words = endingWords(endings.get(id) ?? { kind: 'gone' }, row.name);
    if (words === null) tools.announce(done);
    else {
      problem.value = { id, words };
      tools.speak(words);
    }
  }

  return {
    rows,
    known: computed(() => {
      const here = place.value;
      // Where the figures say that nobody is on the way in, the worker does not read the people at all.
      if (here === null)
        return found.value !== null && outstanding(found.value.row.client) === 0 ? { read: true } : null;
      return here.failure === null ? { read: true } : { read: false, at: here.readAt };
    }),
    busy,
    problem,
    removing,
    sendAgain: (row) => perform(row, 'resend', say('client_person_sent', { name: row.name })),
    ask(row) {
      removing.value = row;
    },
    async remove() {
      const row = removing.value;
      removing.value = null;
      if (row !== null) await perform(row, 'remove', say('client_person_removed', { name: row.name }));
    },
  };
}
