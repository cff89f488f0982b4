/** "Send again" in a notice: invites somebody anew at once, and says how that went in another notice. */
import * as z from 'zod/mini';
import { toConfirmation } from '@/lib/bitwarden/mapping';
import { confirmationListSchema } from '@/lib/bitwarden/schemas';
import { endOfFailed, isRefusal } from '@/lib/domain/errand';
import type { Deed } from '@/lib/domain/journal';
import { TEAM } from '@/lib/domain/model';
import { personName } from '@/lib/domain/notice-words';
import type { InvitationItem } from '@/lib/domain/notices';
import { say, type Words } from '@/lib/domain/words';
import { errand, note, noteInvited } from './errands';
import type { Ports } from './ports';
import { findAccount } from './session';

type Ending = Pick<Deed, 'sentence' | 'failure'> & { readonly state: Exclude<Deed['state'], 'partly'> };

/** server: `POST …/users/reinvite` names in its answer everybody it treated; an empty `error` is success. */
async function send(ports: Ports, { accountId, providerId, place, memberId }: InvitationItem): Promise<Ending> {
  const answer = await errand(ports, {
    accountId,
    body: { ids: [memberId] },
    ...(place === TEAM
      ? { call: 'POST /providers/{p}/users/reinvite', ids: { p: providerId } }
      : { call: 'POST /organizations/{o}/users/reinvite', ids: { o: place } }),
  });
  if (!answer.ok) {
    const { failure } = answer;
    const state = endOfFailed(failure);
    return isRefusal(failure) ? { state, sentence: failure.sentence ?? null } : { state, sentence: null, failure };
  }
  const list = z.safeParse(confirmationListSchema, answer.value);
  if (!list.success) return { state: 'sent', sentence: null };
  const row = list.data.data.map(toConfirmation).find(({ id }) => id === memberId);
  return { state: row?.confirmed ? 'done' : 'refused', sentence: row?.sentence ?? null };
}

/** Sends it, keeps when, and answers with the words for it. The deed is written down before and after. */
export async function sendAgain(
  ports: Ports,
  item: InvitationItem,
): Promise<{ readonly title: Words; readonly message: string | Words }> {
  const { accountId, providerId, providerName, place, clientName, name, email } = item;
  const account = await findAccount(ports, accountId);
  const at = ports.clock.now();
  const deed: Deed = {
    id: crypto.randomUUID(),
    at,
    accountId,
    account: account?.label ?? account?.email ?? '',
    providerId,
    providerName,
    place,
    clientName,
    what: 'resend',
    state: 'sent',
    people: [{ name, email }],
    sentence: null,
  };
  await note(ports, deed);
  const ending = await send(ports, item);
  await note(ports, { ...deed, ...ending });
  if (ending.state === 'done') await noteInvited(ports, { accountId, providerId, place, sent: [{ email, at }] });
  const { state, sentence } = ending;
  return {
    title: say(`notice_resend_${state}`, { name: personName(item) }),
    message: sentence ?? say(`notice_resend_${state}_message`),
  };
}
