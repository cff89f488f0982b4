/** Changing a provider's own team: invite, resend, change of role, remove. */
import { type Route, route, type UserCall } from '../route';
import type { ProviderUser } from '../rows';
import { badRequest, done, list, notFound, type Reply } from '../wire';
import { readEmails } from './emails';
import { bulkRow, readIds, teamRow } from './provider-users';
import { actorOf, needsProviderAdmin } from './roles';

const lastAdmin = 'Provider must have at least one confirmed ProviderAdmin.';

/** server: any number of a byte is stored, in range or not. */
const byte = { min: 0, max: 255 };

const hasOtherAdmin = (call: UserCall, without: ReadonlySet<string>): boolean =>
  call.world.teamOf(call.params.p ?? '').some(({ id, type, status }) => type === 0 && status === 2 && !without.has(id));

/** server: addresses known here in any status are skipped without a word. */
function invite(call: UserCall, emails: readonly string[], type: number): Reply {
  const { world, params, clock } = call;
  const provider = world.providers.get(params.p ?? '');
  if (provider === undefined) return notFound;
  for (const given of emails) {
    const email = given.toLowerCase();
    const known = world
      .teamOf(provider.id)
      .some((row) => (world.users.get(row.userId ?? '')?.email ?? row.email)?.toLowerCase() === email);
    if (known) continue;
    const at = clock.now();
    const id = world.newId('provider-user');
    const row: ProviderUser = {
      id,
      providerId: provider.id,
      userId: null,
      email,
      type,
      status: 0,
      key: null,
      createdAt: at,
      invitedAt: at,
    };
    world.providerUsers.set(id, row);
    call.acts.mail(email, 'invitation', provider.id);
    call.acts.writeTeamEvent(1800, row, actorOf(call));
  }
  return done;
}

/** server: a new mail and a new link; no event, nothing of the row that anybody can see. */
function resend(call: UserCall, row: ProviderUser): string {
  if (row.status !== 0 || row.providerId !== call.params.p) return 'User invalid.';
  row.invitedAt = call.clock.now();
  call.acts.mail(row.email, 'invitation', row.providerId);
  return '';
}

function changeRole(call: UserCall, type: number): Reply {
  const row = teamRow(call, call.params.pu ?? '');
  if (row === undefined) return notFound;
  if (type !== 0 && !hasOtherAdmin(call, new Set([row.id]))) return badRequest(lastAdmin);
  row.type = type;
  call.acts.writeTeamEvent(1802, row, actorOf(call));
  return done;
}

/** server: refusals of single members go into the list, the rule of the last admin refuses all of it. */
function remove(call: UserCall, ids: readonly string[]): Reply {
  if (!call.world.providers.has(call.params.p ?? '')) return notFound;
  const rows = [...new Set(ids)].flatMap((id) => call.world.providerUsers.get(id) ?? []);
  if (!hasOtherAdmin(call, new Set(rows.map(({ id }) => id)))) return badRequest(lastAdmin);
  return list(
    rows.map((row) => {
      if (row.providerId !== call.params.p) return bulkRow(row.id, 'Invalid user.');
      if (row.userId === call.caller.userId) return bulkRow(row.id, 'You cannot remove yourself.');
      call.acts.removeFromTeam(row, actorOf(call));
      return bulkRow(row.id, '');
    }),
  );
}

/** server: the result of the single removal is dropped, but not the rule of the last admin. */
function removeOne(call: UserCall): Reply {
  const reply = remove(call, [call.params.pu ?? '']);
  return reply.status === 200 ? done : reply;
}

const role = needsProviderAdmin;

export const providerAdminRoutes: readonly Route[] = [
  route('POST', '/providers/{p}/users/invite', {
    role,
    body(reader) {
      const type = reader.number('type', byte);
      if (type === null) reader.complain('type', 'The Type field is required.');
      return { emails: readEmails(reader), type: type ?? 0 };
    },
    run: (call, { emails, type }) => invite(call, emails, type),
  }),
  ...['PUT', 'POST'].map((method) =>
    route(method, '/providers/{p}/users/{pu}', {
      role,
      body(reader) {
        const type = reader.number('type', byte);
        if (type === null) reader.complain('type', 'The Type field is required.');
        return type ?? 0;
      },
      run: changeRole,
    }),
  ),
  // server: 200 whether anything was sent or not.
  route('POST', '/providers/{p}/users/{pu}/reinvite', {
    role,
    run(call) {
      const row = call.world.providerUsers.get(call.params.pu ?? '');
      if (row !== undefined) resend(call, row);
      return done;
    },
  }),
  route('POST', '/providers/{p}/users/reinvite', {
    role,
    body: readIds,
    run: (call, ids) =>
      list(
        [...new Set(ids)].flatMap((id) => {
          const row = call.world.providerUsers.get(id);
          return row === undefined ? [] : [bulkRow(id, resend(call, row))];
        }),
      ),
  }),
  route('DELETE', '/providers/{p}/users/{pu}', { role, run: removeOne }),
  route('POST', '/providers/{p}/users/{pu}/delete', { role, run: removeOne }),
  route('DELETE', '/providers/{p}/users', { role, body: readIds, run: remove }),
  route('POST', '/providers/{p}/users/delete', { role, body: readIds, run: remove }),
];
