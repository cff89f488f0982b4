/** What is asked before members are removed, revoked, or given another role: who, and what they lose or gain. */
import { fullName } from '@/lib/domain/comparing-people';
import type { MemberRole } from '@/lib/domain/model';
import { type MessageKey, type PluralKey, say, sayCount, type Words } from '@/lib/domain/words';
import type { Question } from './model';
import { type PlaceContext, placeName } from './words';

type Title = readonly [one: MessageKey, many: PluralKey];

const titles: Readonly<Record<'remove' | 'revoke', Title>> = {
  remove: ['people_ask_remove', 'people_ask_remove_many'],
  revoke: ['people_ask_revoke', 'people_ask_revoke_many'],
};

const roleTitles: Readonly<Partial<Record<MemberRole, Title>>> = {
  'provider-admin': ['people_ask_provider_admin', 'people_ask_many_provider_admin'],
  'service-user': ['people_ask_service_user', 'people_ask_many_service_user'],
  owner: ['people_ask_owner', 'people_ask_many_owner'],
  admin: ['people_ask_admin', 'people_ask_many_admin'],
};
const userTitle: Title = ['people_ask_user', 'people_ask_many_user'];

/** "Remove Bram Jansen from Harbour IT?" */
export function questionTitle({ deed, people, role }: Question, context: PlaceContext): Words {
  const place = placeName(context);
  const [first] = people;
  const [one, many] = deed === 'role' ? (roleTitles[role ?? 'user'] ?? userTitle) : titles[deed];
  return people.length === 1 && first !== undefined
    ? say(one, { name: fullName(first), place })
    : sayCount(many, people.length, { place });
}

export const questionVerb = ({ deed }: Question): Words =>
  say(deed === 'remove' ? 'people_remove' : deed === 'revoke' ? 'people_revoke' : 'people_role_change');

const roleTexts: Readonly<Partial<Record<MemberRole, MessageKey>>> = {
  'provider-admin': 'people_role_text_admin',
  'service-user': 'people_role_text_service',
  owner: 'people_role_text_owner',
  admin: 'people_role_text_client_admin',
  user: 'people_role_text_user',
};

/** What that means for them. @param clients of the provider */
export function questionLosses(asked: Question, context: PlaceContext, clients: number): readonly Words[] {
  const { deed, people, role } = asked;
  const place = placeName(context);
  if (deed === 'revoke') return [say('people_revoke_text')];
  if (deed === 'role') {
    const key = role === null ? undefined : roleTexts[role];
    return key === undefined ? [] : [say(key, { place })];
  }
  const invited = people.filter(({ status }) => status === 'invited').length;
  if (invited === people.length) return [say('people_loses_invited')];
  const loses =
    context.kind === 'team' ? sayCount('people_loses_team', clients) : say('people_loses_client', { place });
  return invited > 0 ? [loses, say('people_loses_some')] : [loses];
}
