/** Who the ids of an event log are: read once from the lists of members, when the first event is there. */
import { type ReadonlySignal, signal } from '@preact/signals';
import { clientMembers, teamMembers } from '@/lib/bitwarden/administration/members';
import type { Errand } from '@/lib/domain/errand';
import { emptyBook, type NameBook } from '@/lib/domain/event-words';
import type { Failure, Result } from '@/lib/domain/failure';
import type { ProviderKey } from '@/lib/domain/keys';
import type { Overview } from '@/lib/domain/overview';
import type { MemberReading } from '@/lib/domain/readings';
import type { Work } from '@/lib/view/desk/work';

export interface NamesDeps {
  readonly run: Work['run'];
  readonly overview: ReadonlySignal<Overview | null>;
  readonly where: ProviderKey;
  /** Whose log it is; null: the provider's. */
  readonly clientId: string | null;
}

export interface Names {
  readonly book: ReadonlySignal<NameBook>;
  /** Why names are missing; null: none are, or nothing was read yet. */
  readonly failure: ReadonlySignal<Failure | null>;
  /** Reads the lists, unless that is done or under way. Never rejects. */
  read(): Promise<void>;
}

const nameOf = ({ name, email }: MemberReading): string => name ?? email;

export function createNames({ run, overview, where, clientId }: NamesDeps): Names {
  const book = signal<NameBook>(emptyBook);
  const failure = signal<Failure | null>(null);
  let reading: Promise<void> | null = null;

  const list = (errand: Errand<readonly MemberReading[]>): Promise<Result<readonly MemberReading[]>> =>
    run(where.accountId, errand);

  async function load(): Promise<void> {
    const stored = overview.value;
    const provider = stored?.providers.find(
      ({ accountId, id }) => accountId === where.accountId && id === where.providerId,
    );
    // server: the team is shown to provider admins alone.
    const mayTeam = provider?.role === 'provider-admin';
    const own = clientId === null ? null : await list(clientMembers(clientId));
    const team = mayTeam ? await list(teamMembers(where.providerId)) : null;

    const members = new Map<string, string>();
    const users = new Map<string, string>();
    for (const account of stored?.accounts ?? []) users.set(account.userId, account.label ?? account.email);
    for (const result of [team, own])
      for (const member of result?.ok ? result.value : []) {
        members.set(member.id, nameOf(member));
        if (member.userId !== null) users.set(member.userId, nameOf(member));
      }
    const clients = new Map<string, string>();
    const lists = stored?.lists.find((one) => one.accountId === where.accountId && one.providerId === where.providerId);
    for (const { id, relationId, name } of lists?.clients ?? [])
      if (name !== null) clients.set(id, name).set(relationId, name);

    // Whom the log is about stands in its own list; staff who are in none are said to be staff.
    const main = clientId === null ? team : own;
    failure.value = main !== null && !main.ok ? main.failure : null;
    book.value = { members, users, clients, state: main?.ok ? 'whole' : 'part' };
    // Another try may know more.
    if (failure.value !== null) reading = null;
  }

  return {
    book,
    failure,
    read() {
      reading ??= load();
      return reading;
    },
  };
}
