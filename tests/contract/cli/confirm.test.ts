/**
 * Bitwarden's own client against the simulator: a witness that shares no line with the product, and none with the
 * simulator. It signs in, unlocks, reads the phrase and confirms; skipped loudly where it cannot be had.
 */
import { afterAll, beforeAll, describe, expect, type TestContext, test } from 'vitest';
import { fromBase64 } from '@/lib/crypto/bytes';
import { fingerprint } from '@/lib/crypto/fingerprint';
import { type Account, createCertificate, presets, type Simulator, startSimulator } from '@/tests/simulator/index';
import { cliVersion, provideCli, variable } from '@/tests/tools/bitwarden-cli.mjs';
import { type CommandLine, openCommandLine, readMembers } from './command-line';

const secure = createCertificate();
let cli: Awaited<ReturnType<typeof provideCli>>;
let simulator: Simulator;

beforeAll(async () => {
  cli = await provideCli();
  if ('reason' in cli) {
    console.warn(`\n*** NOT TESTED against Bitwarden's own command line client ${cliVersion}: ${cli.reason}.
*** It is fetched with npm for this one test; ${variable}=<path of its bw.js> names one that is there already.\n`);
  }
  simulator = await startSimulator({ world: presets.story({ now: Date.now() }), secure, rateLimits: false });
}, 150_000);

afterAll(async () => {
  await simulator.close();
});

const phraseOf = async (userId: string): Promise<string> => {
  const { world } = simulator;
  const spki = fromBase64(world.keyPairOf(world.users.get(userId)!)!.publicKey)!;
  return (await fingerprint(spki, userId.toUpperCase())).text;
};

/** A client for the account, for as long as the work takes. */
async function withCli(
  context: TestContext,
  label: string,
  work: (bw: CommandLine, account: Account) => Promise<void>,
): Promise<void> {
  if ('reason' in cli) {
    context.skip(`no command line client: ${cli.reason}`);
    return;
  }
  const account = simulator.world.accounts.find((one) => one.label === label)!;
  const bw = openCommandLine({ script: cli.script, simulator, account, certificate: secure.certificate });
  try {
    await bw.enter();
    await work(bw, account);
  } finally {
    bw.close();
  }
}

/** Somebody who waits at the client that asks for a default collection. */
function newcomer(account: Account, version: 1 | 2) {
  const { control } = simulator;
  const client = control.truth.clients(account.userId).find(({ name }) => name === 'Brightwater Dental Group')!;
  const [person] = control.addWaiting({ organizationId: client.organizationId, count: 1, version });
  return { ...person!, organizationId: client.organizationId, there: ['--organizationid', client.organizationId] };
}

/** That the server holds now what a confirmation by hand would have left there. */
function expectConfirmed({ memberId, organizationId, userId }: ReturnType<typeof newcomer>, account: Account): void {
  const { control, world, crashes } = simulator;
  const organization = world.organizations.get(organizationId)!;
  const bytes = organization.key.toString('base64');
  expect(control.openSealed({ memberId, organizationId })).toEqual({ bytes, right: true });
  expect(world.member(organizationId, memberId)).toMatchObject({ status: 2 });
  expect(world.events.at(-1)).toMatchObject({ type: 1501, userId, actingUserId: account.userId });
  const collections = control.truth.defaultCollections(organizationId);
  expect(collections.find((one) => one.memberId === memberId)?.text).toBe('My Items');
  expect(crashes).toEqual([]);
}

// Each command is a process of its own, and takes a second or, on a busy machine, three.
describe('the real command line client', { timeout: 120_000 }, () => {
  test('reads members and phrases as we do, and confirms a newcomer of the second version', (context) =>
    withCli(context, 'provider admin', async (bw, account) => {
      const person = newcomer(account, 2);
      const mark = simulator.log.mark();
      expect(await bw.run('sync', '--force')).toContain('Syncing complete');
      const members = readMembers(await bw.run('list', 'org-members', ...person.there));
      expect(members).toHaveLength(simulator.world.membersOf(person.organizationId).length);
      expect(members.find(({ id }) => id === person.memberId)).toMatchObject({ email: person.email, status: 1 });
      expect(await bw.run('get', 'fingerprint', 'me')).toBe(await phraseOf(account.userId));
      expect(await bw.run('get', 'fingerprint', person.userId)).toBe(await phraseOf(person.userId));
      await bw.run('confirm', 'org-member', person.memberId, ...person.there);
      expectConfirmed(person, account);
      expect(simulator.log.since(mark).filter(({ status }) => status !== 200)).toEqual([]);
    }));

  // It checks the signatures of the account's keys too, which nothing else here reads.
  test('does so as an account of the second version', (context) =>
    withCli(context, 'provider admin, second version, Argon2id', async (bw, account) => {
      const person = newcomer(account, 1);
      expect(await bw.run('get', 'fingerprint', person.userId)).toBe(await phraseOf(person.userId));
      await bw.run('confirm', 'org-member', person.memberId, ...person.there);
      expectConfirmed(person, account);
    }));
});
