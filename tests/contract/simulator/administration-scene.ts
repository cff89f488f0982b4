/** What the tests of administration begin with. */
import type { Simulator } from '@/tests/simulator/index';
import { accountNamed, signIn } from './harness';

/** An id that nothing has. */
export const unknownId = '00000000-0000-4000-8000-000000000000';

/** The story's provider with everybody signed in, and short ways to its places. */
export async function begin(simulator: Simulator) {
  const account = accountNamed(simulator, 'provider admin');
  const providerId = account.providers[0]!.id;
  const { world, control } = simulator;
  const clientNamed = (name: string) =>
    control.truth.clients(account.userId).find((client) => client.name === name)!.organizationId;
  return {
    simulator,
    world,
    control,
    account,
    providerId,
    clientNamed,
    admin: await signIn(simulator, account),
    service: await signIn(simulator, accountNamed(simulator, 'service user')),
    outsider: await signIn(simulator, accountNamed(simulator, 'no provider')),
    team: `/providers/${providerId}/users`,
    members: (name: string) => `/organizations/${clientNamed(name)}/users`,
    teamRow: (email: string) =>
      world.teamOf(providerId).find((row) => (world.users.get(row.userId ?? '')?.email ?? row.email) === email),
    memberOf: (name: string, status: number) =>
      world.membersOf(clientNamed(name)).find((row) => row.status === status)!,
  };
}
