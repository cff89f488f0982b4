/** The clients' page over a made-up store, worker and past. */
import { signal } from '@preact/signals';
import { type Result, succeed } from '@/lib/domain/failure';
import type { History } from '@/lib/domain/history';
import type { Client } from '@/lib/domain/model';
import type { Overview } from '@/lib/domain/overview';
import type { Words } from '@/lib/domain/words';
import type { Broadcast, RequestOf } from '@/lib/messaging/protocol';
import { type ClientsModel, createClientsModel } from '@/lib/view/clients/model';
import type { DeskTools } from '@/lib/view/desk/tools';
import { createWork } from '@/lib/view/desk/work';
import type { Ask } from '@/lib/view/page-model';
import { english } from '../domain/english';
import { account, client, overviewOf, person, place, provider } from '../domain/samples';
import { type OpenDesk, openDesk, start } from './desk-support';

export { start };
export const hour = 3_600_000;
export const day = 24 * hour;

/** Six clients of one provider: one is full, one low, people wait at one, an invitation is about to end at another. */
export const harbour = (more: Partial<Overview> = {}): Overview =>
  overviewOf({
    accounts: [account({ profileReadAt: start - 1 })],
    providers: [provider()],
    lists: [
      {
        accountId: 'a',
        providerId: 'p',
        readAt: start - 60_000,
        clients: [
          client('t', { name: 'Tideway', plan: 'Teams', assigned: 20, used: 20, remaining: 0 }),
          client('v', { name: 'Verhoeven', plan: 'Enterprise', assigned: 50, used: 48, remaining: 2 }),
          client('a', { name: 'Alder', plan: 'Enterprise', assigned: 24, used: 19, remaining: 5 }),
          client('b', { name: 'Brightwater', plan: 'Enterprise', assigned: 60, used: 52, remaining: 8 }),
          client('f', { name: 'Fjord', plan: 'Enterprise', assigned: 210, used: 188, remaining: 22 }),
          client('n', { name: 'Norcross', plan: null, assigned: null, used: 31, remaining: null }),
        ],
      },
    ],
    places: [
      place('team', [person('eva', { status: 'invited', name: 'Eva', firstSeenAt: start - 110 * hour })]),
      place('b', [person('tom', { name: 'Tom Okafor' }), person('aoife', { status: 'invited', firstSeenAt: start })]),
      place('f', [
        person('luca', { status: 'invited', name: 'Luca Moretti', firstSeenAt: start - 100 * hour }),
        person('nina', { status: 'invited', name: null, email: 'nina@fjord.test', invitedAt: start - 200 * hour }),
      ]),
    ],
    ...more,
  });

/** The same with one client's figures changed. */
export function withClient(overview: Overview, id: string, more: Partial<Client>): Overview {
  const change = (one: Client): Client => (one.id === id ? { ...one, ...more } : one);
  return { ...overview, lists: overview.lists.map((list) => ({ ...list, clients: list.clients.map(change) })) };
}

export interface ClientsScene extends OpenDesk {
  readonly clients: ClientsModel;
  readonly sent: RequestOf<'errand'>[];
  readonly announced: Words[];
  readonly spoken: (readonly Words[])[];
  readonly vault: unknown[];
  readonly saved: { name: string; text: string }[];
  readonly storage: Map<string, string>;
  /** An entry for each reading of the past. */
  readonly historyReads: readonly unknown[];
  /** Names of the rows shown, from top to bottom; headings in brackets. */
  lines(): string[];
  hear(message: Broadcast): void;
}

export interface ClientsOptions {
  readonly hash?: string;
  readonly history?: readonly History[];
  readonly storage?: Map<string, string>;
  /** What the server answers, request by request. */
  readonly answer?: (request: RequestOf<'errand'>) => Result<unknown> | Promise<Result<unknown>>;
}

export async function openClients(
  overview: Overview,
  { hash = '#/clients', history = [], storage = new Map(), answer = () => succeed(null) }: ClientsOptions = {},
): Promise<ClientsScene> {
  const desk = await openDesk(overview, { hash });
  const heard: ((message: Broadcast) => void)[] = [];
  const scene = {
    sent: [] as RequestOf<'errand'>[],
    announced: [] as Words[],
    spoken: [] as (readonly Words[])[],
    vault: [] as unknown[],
    saved: [] as { name: string; text: string }[],
    storage,
    historyReads: [] as unknown[],
  };
  const ask: Ask = async (name, request) => {
    desk.asked.push([name, request]);
    if (name !== 'errand') return undefined as never;
    const errand = request as RequestOf<'errand'>;
    scene.sent.push(errand);
    return (await answer(errand)) as never;
  };
  const tools: DeskTools = {
    work: createWork({
      ask,
      overview: desk.model.data.source,
      newId: () => 'deed',
      now: () => start,
      every: () => () => undefined,
    }),
    ask,
    speech: signal(english),
    now: () => desk.model.now.peek(),
    later: desk.later,
    listen(handle) {
      heard.push(handle);
      return () => undefined;
    },
    readHistory: async (key) => {
      scene.historyReads.push(key);
      return history;
    },
    readJournal: async () => [],
    saveFile: (name, text) => void scene.saved.push({ name, text }),
    copy: async () => true,
    openLink: () => undefined,
    openVault: (accountId, page) => void scene.vault.push({ accountId, ...page }),
    storage: {
      getItem: (key) => storage.get(key) ?? null,
      setItem: (key, value) => void storage.set(key, value),
      removeItem: (key) => void storage.delete(key),
    },
    announce: (words) => void scene.announced.push(words),
    speak: (words) => void scene.spoken.push(words),
    kept: (_, create) => create(),
  };
  const clients = createClientsModel(tools, desk.model);
  clients.show(true);
  await new Promise((resolve) => setImmediate(resolve));
  return Object.assign(desk, scene, {
    clients,
    lines: () =>
      clients.list.items.value.map((item) =>
        item.kind === 'group' ? `[${item.group} ${item.count}]` : (item.row.client.name ?? ''),
      ),
    hear(message: Broadcast) {
      for (const handle of heard) handle(message);
    },
  });
}
