/** A client's model over a made-up server that keeps seats and pool by the rules, and answers that tests bend. */
import { signal } from '@preact/signals';
import type { ErrandRequest } from '@/lib/domain/errand';
import { type Failure, fail, type Result, succeed } from '@/lib/domain/failure';
import type { History } from '@/lib/domain/history';
import type { Deed } from '@/lib/domain/journal';
import type { Client, Person, Provider } from '@/lib/domain/model';
import type { Overview } from '@/lib/domain/overview';
import type { Words } from '@/lib/domain/words';
import { type ClientModel, createClientModel } from '@/lib/view/client/model';
import type { DeskTools } from '@/lib/view/desk/tools';
import { createWork } from '@/lib/view/desk/work';
import { decodeName } from '../../simulator/wire';
import { english, spoken, now as start } from '../domain/english';
import { account, client, overviewOf, place, provider } from '../domain/samples';

/** What the server has of a client. */
export interface Row {
  id: string;
  name: string | null;
  plan: string;
  seats: number | null;
  occupied: number;
}

export interface Scene {
  readonly model: ClientModel;
  readonly rows: Row[];
  readonly pool: { minimum: number; purchased: number; assigned: number };
  /** Calls that went out, in order; those that change something with their body. */
  readonly sent: string[];
  readonly deeds: Deed[];
  readonly said: string[];
  readonly spoken: string[];
  readonly tools: DeskTools;
  readonly overview: Overview;
  /** Answers the next calls of that name instead of the server. `did`: it does it all the same. */
  bend(call: string, failure: Failure, how?: { did?: boolean; times?: number }): void;
  /** Runs once, just before the next call of that name is answered. */
  before(call: string, act: () => void): void;
  show(next: Partial<Overview>): void;
  pass(ms: number): Promise<void>;
}

export const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

/** Words that were told, one after the other, seen to be whole in both languages. */
export const textOf = (words: readonly Words[]): string => words.map(spoken).join(' ');

export interface SceneOptions {
  readonly rows?: readonly Partial<Row>[];
  readonly minimum?: number;
  readonly provider?: Partial<Provider>;
  readonly people?: readonly Person[];
  readonly history?: History['steps'];
}

const plan = 'Teams (Monthly)';
const puts = 'PUT /providers/{p}/clients/{r}';

export function scene({
  rows: given = [{}],
  minimum = 45,
  provider: role = {},
  people = [],
  history = [],
}: SceneOptions = {}): Scene {
  const rows = given.map(
    (row, at): Row => ({ id: `c${at + 1}`, name: 'Tideway', plan, seats: 20, occupied: 18, ...row }),
  );
  let now = start;
  let timers: { at: number; work: () => void }[] = [];
  const assigned = () => rows.reduce((sum, row) => sum + (row.seats ?? 0), 0);
  const pool = { minimum, purchased: Math.max(0, assigned() - minimum), assigned: assigned() };
  const bent: { call: string; failure: Failure; did: boolean }[] = [];
  const hooks: { call: string; act: () => void }[] = [];
  const sent: string[] = [];
  const deeds: Deed[] = [];
  const said: string[] = [];
  const aloud: string[] = [];

  const stored = (): Client[] =>
    rows.map(({ id, name, plan: of, seats, occupied }) =>
      client(id, {
        name,
        plan: of,
        assigned: seats,
        used: occupied,
        remaining: seats === null ? null : seats - occupied,
      }),
    );
  const listNow = () => ({ accountId: 'a', providerId: 'p', readAt: now, clients: stored() });
  const overview = signal(
    overviewOf({
      accounts: [account()],
      providers: [provider(role)],
      lists: [listNow()],
      places: people.length === 0 ? [] : [place('c1', [...people])],
    }),
  );

  function change(body: { assignedSeats: number; name: string }, id: string): Result<unknown> {
    const row = rows.find((one) => `r-${one.id}` === id);
    if (row === undefined) return fail({ kind: 'refused', status: 404, what: puts });
    const next = assigned() + body.assignedSeats - (row.seats ?? 0);
    if (next > pool.minimum && next > assigned() && role.role === 'service-user')
      return fail({
        kind: 'refused',
        status: 401,
        what: puts,
        sentence: 'Service users cannot purchase additional seats.',
      });
    row.seats = body.assignedSeats;
    row.name = decodeName(body.name);
    pool.assigned = next;
    pool.purchased = Math.max(0, next - pool.minimum);
    return succeed(null);
  }

  function answer({ call, ids, body }: ErrandRequest): Result<unknown> {
    switch (call) {
      case 'GET /providers/{p}/organizations':
        return succeed({
          object: 'list',
          data: rows.map(({ id, name, plan: of, seats, occupied }) => ({
            id: `r-${id}`,
            organizationId: id,
            organizationName: name,
            plan: of,
            seats,
            occupiedSeats: occupied,
          })),
          continuationToken: null,
        });
      case 'GET /providers/{p}/billing/subscription':
        return succeed({
          status: 'active',
          currentPeriodEndDate: null,
          plans: [
            {
              planName: plan,
              seatMinimum: pool.minimum,
              purchasedSeats: pool.purchased,
              assignedSeats: pool.assigned,
              cost: (pool.minimum + pool.purchased) * 4,
              cadence: 'Monthly',
            },
          ],
        });
      case puts:
        return change(body as { assignedSeats: number; name: string }, ids.r ?? '');
      case 'POST /organizations/{o}/users/reinvite':
      case 'POST /organizations/{o}/users/remove':
        return succeed({
          object: 'list',
          data: (body as { ids: string[] }).ids.map((id) => ({ id, error: '' })),
          continuationToken: null,
        });
      default:
        throw new Error(`the scene knows no ${call}`);
    }
  }

  const ask: DeskTools['ask'] = async (name, asked) => {
    await Promise.resolve();
    if (name === 'note') deeds.push(asked as Deed);
    if (name === 'readClients') overview.value = { ...overview.value, lists: [listNow()] };
    if (name !== 'errand') return undefined as never;
    const request = asked as ErrandRequest;
    sent.push(request.call.startsWith('GET') ? request.call : `${request.call} ${JSON.stringify(request.body)}`);
    const hook = hooks.findIndex(({ call }) => call === request.call);
    if (hook >= 0) hooks.splice(hook, 1)[0]?.act();
    const at = bent.findIndex(({ call }) => call === request.call);
    const [bend] = at < 0 ? [] : bent.splice(at, 1);
    if (bend === undefined) return answer(request) as never;
    if (bend.did) answer(request);
    return fail(bend.failure) as never;
  };
  const later = (ms: number, act: () => void): (() => void) => {
    const timer = { at: now + ms, work: act };
    timers.push(timer);
    return () => {
      timers = timers.filter((other) => other !== timer);
    };
  };
  const ticks = new Set<() => void>();
  const every = (_: number, call: () => void): (() => void) => {
    ticks.add(call);
    return () => ticks.delete(call);
  };
  const work = createWork({ ask, overview, newId: () => 'deed', now: () => now, every });
  const unused = () => {
    throw new Error('not used here');
  };
  const tools: DeskTools = {
    work,
    ask,
    speech: signal(english),
    now: () => now,
    later,
    listen: () => () => undefined,
    readHistory: async () => [{ accountId: 'a', providerId: 'p', clientId: 'c1', steps: [...history] }],
    readJournal: unused,
    saveFile: unused,
    copy: unused,
    openLink: unused,
    openVault: (accountId, page) => void said.push(`${accountId} opens ${JSON.stringify(page)}`),
    announce: (words) => void said.push(spoken(words)),
    speak: (words) => void aloud.push(...words.map(spoken)),
    kept: (_, create) => create(),
    storage: { getItem: () => null, setItem: unused, removeItem: unused },
  };
  const model = createClientModel(tools, { source: overview, scope: signal(null), now: signal(start) }, 'c1');
  return {
    model,
    rows,
    pool,
    sent,
    deeds,
    said,
    spoken: aloud,
    tools,
    get overview() {
      return overview.value;
    },
    bend(call, failure, { did = false, times = 1 } = {}) {
      for (let n = 0; n < times; n += 1) bent.push({ call, failure, did });
    },
    before: (call, act) => void hooks.push({ call, act }),
    show(next) {
      overview.value = { ...overview.value, ...next };
    },
    async pass(ms) {
      now += ms;
      const due = timers.filter((timer) => timer.at <= now);
      timers = timers.filter((timer) => timer.at > now);
      for (const { work: act } of due) act();
      for (const call of ticks) call();
      await settled();
    },
  };
}

/** With the pool read, as on a page that has been open for a moment. */
export async function opened(options?: SceneOptions): Promise<Scene> {
  const made = scene(options);
  made.model.open();
  await settled();
  made.sent.length = 0;
  return made;
}
