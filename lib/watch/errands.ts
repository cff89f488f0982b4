/** What people have done for clients and members: the worker lends token, budget and pen, and decides nothing. */
import { fail, succeed } from '@/lib/domain/failure';
import { invitationLastsMs } from '@/lib/domain/invitation';
import type { Answers, RequestOf } from '@/lib/messaging/protocol';
import { commitList } from './commit';
import { writeDown } from './journal';
import { NoticeBoard } from './notice-board';
import type { Ports } from './ports';
import { callForPerson, findAccount } from './session';

/** The account was forgotten meanwhile. */
export const forgotten = fail({ kind: 'key-lost' } as const);

/** Makes one request. What changes something keeps to the server's pace for that. */
export async function errand(ports: Ports, request: RequestOf<'errand'>): Promise<Answers['errand']> {
  const account = await findAccount(ports, request.accountId);
  if (account === undefined) return forgotten;
  const asker = request.call.startsWith('GET') ? 'person' : 'change';
  return callForPerson(ports, account, (api, token) => api.errand(token, request), asker);
}

/** Reads a provider's clients, so that what was changed shows at once. */
export async function readClients(ports: Ports, request: RequestOf<'readClients'>): Promise<Answers['readClients']> {
  const account = await findAccount(ports, request.accountId);
  if (account === undefined) return forgotten;
  const result = await callForPerson(ports, account, (api, token) => api.clients(token, request.providerId));
  if (!result.ok) return result;
  await commitList(ports, request, result.value);
  return succeed(null);
}

/** Keeps when people were invited, where that is later than what is known. */
export async function noteInvited(ports: Ports, request: RequestOf<'invited'>): Promise<undefined> {
  const { accountId, providerId, place, sent } = request;
  const known = new Map(sent.map(({ email, at }) => [email.toLowerCase(), at]));
  await ports.store.write(['places', 'notices', 'journal'], async (tx) => {
    const record = await tx.get('places', [accountId, providerId, place]);
    if (record === undefined) return;
    const newer = new Map<string, number>();
    const people = record.people.map((person) => {
      const at = known.get(person.email.toLowerCase()) ?? 0;
      if (person.status !== 'invited' || at <= (person.invitedAt ?? 0)) return person;
      newer.set(person.id, at);
      return { ...person, invitedAt: at };
    });
    await tx.put('places', { ...record, people });
    const notices = await NoticeBoard.open(tx);
    // An end that a new invitation has put off is no news any more.
    notices.prune(
      (item) =>
        !(item.about === 'invitation' && item.accountId === accountId && item.providerId === providerId) ||
        item.place !== place ||
        (newer.get(item.memberId) ?? 0) + invitationLastsMs <= item.endsAt,
    );
    await notices.save(tx, ports.clock.now());
  });
  return undefined;
}

/** Writes a deed down. */
export async function note(ports: Ports, deed: RequestOf<'note'>): Promise<undefined> {
  await ports.store.write(['accounts', 'journal'], async (tx) => {
    if ((await tx.get('accounts', deed.accountId)) === undefined) return;
    await writeDown(tx, [deed], deed.at);
  });
  return undefined;
}
