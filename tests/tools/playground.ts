/** The simulated provider, the browser with the extension in it, and what a person may do to either. */
import type { Page } from '@playwright/test';
import { type Account, presets, type Simulator, startSimulator, type Waiting } from '@/tests/simulator/index';
import { type Desk, launchDesk } from '../e2e/support/desk';
import { signIn } from '../e2e/support/sign-in';
import { gotTheRightKey, phraseOf, sendConfirmation, typeCoveredWord, unlockDesk } from './newcomer';
import { readPopup } from './screen';
import { until } from './until';

export interface PlaygroundOptions {
  /** null: the story's provider; else so many clients. */
  readonly clients: number | null;
  /** null: any free port. */
  readonly port: number | null;
  readonly headless: boolean;
  /** Pixels of a picture for each of the page; default 1. */
  readonly scale?: number;
}

/** What was done, as a sentence for the terminal, and whom or what it was about. */
export interface Done {
  readonly said: string;
  readonly name: string;
}

export interface Playground {
  readonly sim: Simulator;
  readonly desk: Desk;
  readonly account: Account;
  /** The people whom the account would find waiting if it looked everywhere now. */
  waiting(): readonly Waiting[];
  acceptAtClient(): Done;
  acceptInTeam(): Done;
  /** @param name whom; left out: whoever is first */
  confirmElsewhere(name?: string): Done | null;
  /** The account's owner opens the desk from the popup, listens to somebody on the telephone, types and confirms. */
  compareAndConfirm(name: string): Promise<Done>;
  /** Takes every free seat of the client that has the most of them. */
  fillClient(): Done;
  breakNetwork(): Done;
  mendNetwork(): Done;
  isBroken(): boolean;
  /** Suspends the provider, or lets it go on. */
  suspend(): Done;
  /** The popup's page, opened if it is not. */
  popup(): Promise<Page>;
  /** Presses "Check now" in the popup, as somebody does who does not want to wait for the next check, and sees it end. */
  check(): Promise<void>;
  /** Looks for a client in the popup's search field, which is emptied again. Answers with the rows that it found. */
  search(name: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

const personText = ({ name, email }: { name: string | null; email: string | null }): string =>
  name ?? email ?? 'somebody';

/** Starts the server and a browser that is signed in to it. */
export async function openPlayground({ clients, port, headless, scale = 1 }: PlaygroundOptions): Promise<Playground> {
  const now = Date.now();
  const world = clients === null ? presets.story({ now }) : presets.clients(clients, { now });
  const sim = await startSimulator({ world, ...(port === null ? {} : { port }) });
  const [account] = world.accounts;
  const providerId = account?.providers[0]?.id;
  if (account === undefined || providerId === undefined) throw new Error('the world has no provider admin');
  const desk = await launchDesk({ headless, scale, ownSignals: true }).catch(async (error: unknown) => {
    await sim.close();
    throw error;
  });

  let broken = false;
  let suspended = false;
  let invited = 0;
  let page: Page | null = null;

  const organizations = () => world.relationsOf(providerId).map(({ organizationId }) => organizationId);
  const clientName = (organizationId: string): string =>
    sim.control.truth.clients(account.userId).find((client) => client.organizationId === organizationId)?.name ??
    'a client';

  /** Somebody of a client who was invited; if nobody is left, a newcomer is. */
  function invitedMember(): { memberId: string; organizationId: string } {
    for (const organizationId of organizations()) {
      const { occupied, confirmed } = world.seatsOf(organizationId);
      if (occupied === confirmed) continue;
      const member = world.membersOf(organizationId).find(({ status }) => status === 0);
      if (member !== undefined) return { memberId: member.id, organizationId };
    }
    const [organizationId] = organizations();
    if (organizationId === undefined) throw new Error('the provider has no clients');
    invited += 1;
    return {
      ...sim.control.invite({ email: `newcomer.number${invited}@client.example`, organizationId }),
      organizationId,
    };
  }

  const popup = async (): Promise<Page> => {
    if (page === null || page.isClosed()) page = await desk.popup();
    return page;
  };

  const playground: Playground = {
    sim,
    desk,
    account,
    waiting: () => sim.control.truth.waiting(account.userId),
    acceptAtClient() {
      const { memberId, organizationId } = invitedMember();
      const name = personText(sim.control.acceptInvitation({ memberId, organizationId }));
      return { name, said: `${name} accepted the invitation of ${clientName(organizationId)}` };
    },
    acceptInTeam() {
      const open = world.teamOf(providerId).find(({ status }) => status === 0);
      invited += 1;
      const memberId =
        open?.id ?? sim.control.invite({ email: `colleague.number${invited}@harbour-it.example`, providerId }).memberId;
      const name = personText(sim.control.acceptInvitation({ memberId, providerId }));
      return { name, said: `${name} accepted the invitation to your own team` };
    },
    confirmElsewhere(wanted) {
      const person = playground.waiting().find((one) => wanted === undefined || personText(one) === wanted);
      if (person === undefined) return null;
      const { memberId, scope } = person;
      sim.control.confirmElsewhere({ memberId, ...(scope === 'team' ? { providerId } : { organizationId: scope }) });
      return { name: personText(person), said: `A colleague confirmed ${personText(person)} in the web vault` };
    },
    async compareAndConfirm(wanted) {
      const person = playground.waiting().find((one) => personText(one) === wanted);
      if (person === undefined) throw new Error(`${wanted} does not wait`);
      const words = await phraseOf(sim, person.userId);
      const view = await popup();
      const tab = desk.context.waitForEvent('page');
      await view.getByRole('button', { name: `Compare phrase of ${wanted}` }).click();
      const page = await tab;
      await unlockDesk(page, account);
      await typeCoveredWord(page, words);
      await sendConfirmation(page);
      if (!gotTheRightKey(sim, person))
        throw new Error(`what the server got for ${wanted} does not open to the right key`);
      await page.close();
      return {
        name: wanted,
        said: `${account.email} unlocked the desk; ${wanted} read “${words.join(' ')}”; the covered word was typed, and ${wanted} confirmed. The newcomer's private key opens what the server got`,
      };
    },
    fillClient() {
      const free = ({ seats, occupied }: { seats: number | null; occupied: number }) =>
        seats === null ? 0 : seats - occupied;
      const all = sim.control.truth.clients(account.userId);
      const most = all.reduce((best, client) => (free(client) > free(best) ? client : best));
      sim.control.fillClient({ organizationId: most.organizationId });
      const name = most.name ?? 'a client';
      return { name, said: `${name} has filled its last ${free(most)} seats` };
    },
    breakNetwork() {
      broken = true;
      sim.control.addFault({ kind: 'drop' });
      return { name: '', said: 'The network is broken: the server cuts every line' };
    },
    mendNetwork() {
      broken = false;
      sim.control.clearFaults({});
      return { name: '', said: 'The network is mended' };
    },
    isBroken: () => broken,
    suspend() {
      suspended = !suspended;
      sim.control.suspendProvider({ providerId, enabled: !suspended });
      return {
        name: '',
        said: suspended
          ? 'The provider is suspended (a check notices, unless the last was under 15 s ago)'
          : 'The provider is no longer suspended',
      };
    },
    popup,
    async check() {
      const view = await popup();
      const mark = sim.log.mark();
      await view.getByRole('button', { name: /^(Check now|Try now)$/ }).click();
      // A broken network answers nothing, but what it cut arrived.
      await until('the check', async () => (sim.log.since(mark).length > 0 ? true : null));
      await until(
        'the end of the check',
        async () => {
          const state = await view.locator('footer').getAttribute('data-status');
          return state === 'checking' || state === 'first' ? null : true;
        },
        120_000,
      );
      const more = view.getByRole('button', { name: /^Show \d+ more$/ });
      if (await more.isVisible()) await more.click();
    },
    async search(name) {
      const view = await popup();
      const field = view.getByRole('searchbox');
      await field.fill(name);
      const rows = await readPopup(view);
      await field.fill('');
      return rows.clients;
    },
    async close() {
      await desk.close().catch(() => undefined);
      await sim.close();
    },
  };
  try {
    await signIn(desk, sim.origin, account);
  } catch (error) {
    await playground.close();
    throw error;
  }
  return playground;
}
