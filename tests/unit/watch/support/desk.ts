/** A watcher over a model of the server and of the browser, on a clock that only the test moves. */
import { vi } from 'vitest';
import type { NoticeAction } from '@/lib/domain/notice-words';
import { noticeView } from '@/lib/domain/notice-words';
import { parseEdition } from '@/lib/domain/notices';
import type { Preferences } from '@/lib/domain/preferences';
import type { SignInOutcome } from '@/lib/messaging/protocol';
import { ownPreferences } from '@/lib/store/store';
import { accountIdOf } from '@/lib/watch/accounts';
import type { Ports } from '@/lib/watch/ports';
import { createWatcher, type Watcher } from '@/lib/watch/watcher';
import { createMemoryStore, type MemoryStore } from './memory-store';
import { type ModelClient, type ModelPerson, type ModelProvider, ModelWorld } from './model-world';
import { Browser, Life, mortalPorts } from './mortal-ports';

// Days go by in these tests; on a busy machine that takes more than the usual five seconds.
vi.setConfig({ testTimeout: 60_000 });

export const minute = 60_000;
export const hour = 60 * minute;

/** An own server, where both hosts are one. */
export const server = {
  region: 'own',
  vault: 'https://v.test',
  api: 'https://v.test/api',
  identity: 'https://v.test/identity',
} as const;

export const userId = (n: number): string => `${n}1111111-1111-4111-8111-111111111111`;
export const accountId = (n: number): string => accountIdOf(server, userId(n));

export class Desk {
  readonly store: MemoryStore = createMemoryStore();
  readonly browser = new Browser(this.store);
  readonly world = new ModelWorld(() => this.browser.at);
  ports: Ports;
  watcher: Watcher;

  constructor(private readonly random: () => number = () => 0.5) {
    this.ports = mortalPorts(this.browser, this.world, new Life(null), this.random);
    this.watcher = createWatcher(this.ports);
  }

  /** The worker dies between two events, and is born again. */
  restart(): void {
    this.ports = mortalPorts(this.browser, this.world, new Life(null), this.random);
    this.watcher = createWatcher(this.ports);
  }

  provider(): ModelProvider {
    const provider = { id: this.world.next('provider'), enabled: true, team: [], clients: [] };
    this.world.providers.push(provider);
    return provider;
  }

  client(
    provider: ModelProvider,
    people: readonly ModelPerson['status'][] = [],
    seats: number | null = 100,
  ): ModelClient {
    const client = { id: this.world.next('client'), name: this.world.next('Client '), seats, people: [] };
    provider.clients.push(client);
    for (const status of people) this.person(client.people, status);
    return client;
  }

  person(people: ModelPerson[], status: ModelPerson['status'] = 'invited'): ModelPerson {
    const person = { id: this.world.next('person'), status };
    people.push(person);
    return person;
  }

  /** The server knows the user, who is a provider admin everywhere. */
  user(n = 1): Map<string, 'provider-admin' | 'service-user'> {
    const roles = new Map(this.world.providers.map((p) => [p.id, 'provider-admin' as const]));
    this.world.accounts.push({ userId: userId(n), roles });
    return roles;
  }

  /** "Test and save", and the check that follows. */
  async add(n = 1): Promise<SignInOutcome> {
    const outcome = await this.watcher.answers.addAccount({
      server,
      clientId: `user.${userId(n)}`,
      clientSecret: `secret-${n}`,
    });
    await this.watcher.tick();
    return outcome;
  }

  /** Some time goes by, and the alarm rings. */
  async later(ms: number): Promise<void> {
    this.browser.at += ms;
    await this.watcher.tick();
  }

  /** Runs by the worker's own alarms until the instant. */
  async until(at: number): Promise<void> {
    for (;;) {
      const next = this.browser.wakeAt;
      if (next === null || next >= at) break;
      this.browser.at = Math.max(this.browser.at, next);
      await this.watcher.tick();
    }
    this.browser.at = Math.max(this.browser.at, at);
  }

  async prefer(more: Partial<Preferences>): Promise<void> {
    const own = await this.store.read(['preferences'], ownPreferences);
    await this.watcher.answers.savePreferences({ ...own, ...more });
  }

  /** Titles of what is on the screen. */
  get screen(): string[] {
    return [...this.browser.present.values()].map(({ title }) => title);
  }

  /** Titles of everything that ever alerted. */
  get alerts(): string[] {
    return this.browser.alerts.map(({ title }) => title);
  }

  /** Presses a button of the one notification on the screen; null: the notification itself. */
  async press(action: NoticeAction | null): Promise<void> {
    const [edition, ...more] = this.browser.present.keys();
    if (edition === undefined || more.length > 0) throw new Error(`${more.length + 1} notices on the screen`);
    const id = parseEdition(edition)?.id ?? '';
    const notice = await this.store.read(['notices'], (tx) => tx.get('notices', id));
    if (notice === undefined) throw new Error(`${edition} is not known`);
    const buttons = noticeView(notice, { names: true }).buttons;
    const at = action === null ? null : buttons.findIndex((button) => button.action === action);
    if (at === -1) throw new Error(`no button ${action}`);
    await this.watcher.clicked(edition, at);
  }

  /** Requests since the given point of the log whose call begins so. */
  calls(begin = '', from = 0): string[] {
    return this.world.log.slice(from).flatMap(({ call }) => (call.startsWith(begin) ? [call] : []));
  }
}
