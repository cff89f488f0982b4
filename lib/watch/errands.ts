/** What people have done for clients and members: the worker lends token, budget and pen, and decides nothing. */
import { activityKeptMs } from '@/lib/domain/activity';
import { fail, succeed } from '@/lib/domain/failure';
import type { Answers, RequestOf } from '@/lib/messaging/protocol';
import { commitList } from './commit';
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
  await ports.store.write(['places'], async (tx) => {
    const record = await tx.get('places', [accountId, providerId, place]);
    if (record === undefined) return;
    const people = record.people.map((person) => {
      const at = known.get(person.email.toLowerCase()) ?? 0;
      return person.status === 'invited' && at > (person.invitedAt ?? 0) ? { ...person, invitedAt: at } : person;
    });
    await tx.put('places', { ...record, people });
  });
  return undefined;
}

/** Writes a deed down, in the place of what was written of it before; what is too old goes. */
export async function note(ports: Ports, deed: RequestOf<'note'>): Promise<undefined> {
  await ports.store.write(['accounts', 'journal'], async (tx) => {
    if ((await tx.get('accounts', deed.accountId)) === undefined) return;
    for (const { id, at } of await tx.all('journal')) if (deed.at - at > activityKeptMs) await tx.delete('journal', id);
    await tx.put('journal', deed);
  });
  return undefined;
}
