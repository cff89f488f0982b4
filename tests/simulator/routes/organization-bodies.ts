/** What the server reads when a client's members are invited or changed. */
import type { BodyReader } from '../body';
import type { CollectionAccess } from '../rows';
import { readEmails } from './emails';
import { permissionNames } from './features';

export interface MemberBody {
  readonly type: number;
  readonly accessSecretsManager: boolean;
  readonly accessPam: boolean;
  readonly permissions: Readonly<Record<string, boolean>> | null;
  /** Null when it was left out, which the server takes badly. */
  readonly collections: readonly CollectionAccess[] | null;
  readonly groups: readonly string[] | null;
}

export interface InviteBody extends MemberBody {
  readonly emails: readonly string[];
}

/** The record of a member. server: types are range-checked here: 0, 1, 2 and 4. */
export function readMember(reader: BodyReader): MemberBody {
  const type = reader.number('type', { min: 0, max: 255 });
  if (type === null) reader.complain('type', 'The Type field is required.');
  else if (![0, 1, 2, 4].includes(type)) reader.complain('type', 'The field Type is invalid.');
  return {
    type: type ?? 2,
    accessSecretsManager: reader.flag('accessSecretsManager'),
    accessPam: reader.flag('accessPam'),
    permissions: reader.object('permissions', (given) =>
      Object.fromEntries(permissionNames.map((name) => [name, given.flag(name)])),
    ),
    collections: reader.objects('collections', (given) => ({
      id: given.guid('id'),
      readOnly: given.flag('readOnly'),
      hidePasswords: given.flag('hidePasswords'),
      manage: given.flag('manage'),
    })),
    groups: reader.guids('groups'),
  };
}

export const readInvite = (reader: BodyReader): InviteBody => ({ ...readMember(reader), emails: readEmails(reader) });
