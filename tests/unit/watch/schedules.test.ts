/**
 * Random schedules: a server that changes, lines that fail, a worker that dies between any two awaits, and a clock that
 * jumps. Whatever happens, each acceptance and each end of an invitation is announced exactly once, none is lost, and
 * once checks succeed again the badge tells the truth.
 */
import { describe, expect, it } from 'vitest';
import { badgeCount } from '@/lib/domain/badge';
import type { Failure } from '@/lib/domain/failure';
import { editionId, parseEdition } from '@/lib/domain/notices';
import { defaultPreferences } from '@/lib/domain/preferences';
import { accountIdOf } from '@/lib/watch/accounts';
import { createWatcher, type Watcher } from '@/lib/watch/watcher';
import { createMemoryStore } from './support/memory-store';
import { type ModelPerson, ModelWorld } from './support/model-world';
import { Browser, Life, mortalPorts } from './support/mortal-ports';

/** A small, seeded generator (mulberry32): the same seed gives the same schedule on every machine. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let x = Math.imul(state ^ (state >>> 15), 1 | state);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const minute = 60_000;
const hour = 60 * minute;
const server = {
  region: 'own',
  vault: 'https://v.test',
  api: 'https://v.test/api',
  identity: 'https://v.test/identity',
} as const;

const faults: Failure[] = [
  { kind: 'no-answer', host: 'v.test' },
  { kind: 'server-error', host: 'v.test', status: 503 },
  { kind: 'unreadable', host: 'v.test', what: 'model' },
  { kind: 'rate-limited', host: 'v.test', retryAt: null },
  { kind: 'refused', status: 403, what: 'model' },
];

interface Run {
  readonly browser: Browser;
  readonly world: ModelWorld;
  readonly log: string[];
}

async function runSchedule(seed: number): Promise<Run> {
  const random = generator(seed);
  const below = (n: number): number => Math.floor(random() * n);
  const pick = <T>(items: readonly T[]): T | undefined => items[below(items.length)];
  const browser = new Browser(createMemoryStore());
  const world = new ModelWorld(() => browser.at);
  const log: string[] = [];

  for (let p = 0; p < 1 + below(2); p++) {
    const provider = { id: world.next('provider'), enabled: true, team: [] as ModelPerson[], clients: [] };
    world.providers.push(provider);
  }
  const invite = (people: ModelPerson[]): void => void people.push({ id: world.next('person'), status: 'invited' });
  for (const provider of world.providers) {
    for (let c = 0; c < below(4); c++) {
      provider.clients.push({
        id: world.next('client'),
        name: world.next('Client '),
        seats: below(3) === 0 ? null : below(8),
        people: [],
      });
    }
    for (const people of [provider.team, ...provider.clients.map((client) => client.people)]) {
      for (let i = 0; i < below(4); i++) invite(people);
    }
  }
  const account = { userId: '11111111-1111-4111-8111-111111111111', roles: new Map() };
  for (const provider of world.providers)
    account.roles.set(provider.id, below(4) === 0 ? 'service-user' : 'provider-admin');
  world.accounts.push(account);

  let life = new Life(null);
  let watcher: Watcher = createWatcher(mortalPorts(browser, world, life, random));
  const rebirth = (mortal: boolean): void => {
    // There is never more than one worker.
    life.kill();
    const dieAt = mortal
      ? { crossing: 1 + below(60), effect: below(2) === 0 ? ('before' as const) : ('after' as const) }
      : null;
    life = new Life(dieAt);
    watcher = createWatcher(mortalPorts(browser, world, life, random));
  };
  /** Runs something in the worker until it ends or the worker dies; a dead worker is replaced by a new one. */
  const live = async (what: string, work: (watcher: Watcher) => Promise<unknown>): Promise<void> => {
    log.push(`${what} at ${browser.at}`);
    await Promise.race([work(watcher), life.death]);
    if (life.dead) {
      log.push('died');
      rebirth(below(2) === 0);
    }
  };

  await live('add', (w) =>
    w.answers.addAccount({ server, clientId: `user.${account.userId}`, clientSecret: 'secret' }),
  );
  rebirth(true);

  const everybody = (): ModelPerson[] =>
    world.providers.flatMap((p) => [p.team, ...p.clients.map((c) => c.people)]).flat();
  const places = (): ModelPerson[][] => world.providers.flatMap((p) => [p.team, ...p.clients.map((c) => c.people)]);
  const drop = (person: ModelPerson): void => {
    for (const people of places()) {
      const at = people.indexOf(person);
      if (at >= 0) people.splice(at, 1);
    }
  };

  for (let turn = 0; turn < 25; turn++) {
    const dice = below(100);
    if (dice < 14) {
      const invited = everybody().filter((person) => person.status === 'invited');
      const person = pick(invited);
      if (person !== undefined) person.status = 'accepted';
      log.push(`accept ${person?.id}`);
    } else if (dice < 22) {
      const person = pick(everybody().filter((p) => p.status === 'accepted'));
      if (person !== undefined) person.status = 'confirmed';
      log.push(`confirm ${person?.id}`);
    } else if (dice < 27) {
      const person = pick(everybody());
      if (person !== undefined) drop(person);
      log.push(`drop ${person?.id}`);
    } else if (dice < 37) {
      const people = pick(places());
      if (people !== undefined) invite(people);
      log.push('invite');
    } else if (dice < 41) {
      const client = pick(world.providers.flatMap((p) => p.clients));
      if (client !== undefined) client.seats = below(6) === 0 ? null : below(9);
    } else if (dice < 51) {
      const fault = pick(faults);
      for (let i = 0; fault !== undefined && i < 1 + below(4); i++) world.faults.push(fault);
      log.push(`faults ${fault?.kind}`);
    } else if (dice < 54) {
      browser.online = !browser.online;
      log.push(`online ${browser.online}`);
    } else if (dice < 60) {
      const jump = pick([-10 * minute, -3 * hour, hour, 97 * hour, 7 * 24 * hour, 30_000]) ?? 0;
      browser.at += jump;
      log.push(`clock ${jump}`);
    } else if (dice < 63) {
      world.tokens.clear();
      log.push('tokens gone');
    } else if (dice < 67) {
      const provider = pick(world.providers);
      if (provider !== undefined) provider.enabled = !provider.enabled;
    } else if (dice < 72) {
      const id = pick([...browser.present.keys()]);
      if (id !== undefined) {
        // Closed after a worker died while showing it, and another dies before it could write that down: nobody can
        // know then that it was ever seen.
        const halfShown = await browser.store.read(['notices'], (tx) => tx.get('notices', parseEdition(id)?.id ?? ''));
        if (halfShown?.showing != null) rebirth(false);
        browser.present.delete(id);
        await live(`dismiss ${id}`, (w) => w.dismissed(id));
      }
    } else if (dice < 76) {
      browser.tokens.clear();
      rebirth(true);
      log.push('browser restarted');
    } else if (dice < 82) {
      rebirth(true);
      log.push('worker gone');
    } else {
      browser.at += below(6) * minute;
      await live('tick', (w) => (below(3) === 0 ? w.checkNow(null) : w.tick()));
    }
  }

  // Everything mends; the watcher is left alone long enough for back-off, retry and the slow refresh to pass.
  world.faults.length = 0;
  browser.online = true;
  rebirth(false);
  for (let i = 0; i < 8; i++) {
    browser.at += 16 * minute;
    await live('settle', (w) => w.tick());
    await live('settle', (w) => w.checkNow(null));
  }
  return { browser, world, log };
}

async function findings({ browser, world, log }: Run): Promise<string[]> {
  const [account] = world.accounts;
  const problems: string[] = [];
  const truth = account === undefined ? [] : world.waiting(account);
  const announced = new Map<string, number>();
  for (const alert of browser.alerts) {
    if (alert.id.startsWith('reminder|')) continue;
    for (const id of alert.fresh) announced.set(id, (announced.get(id) ?? 0) + 1);
  }
  for (const [id, times] of announced) if (times > 1) problems.push(`${id} announced ${times} times`);
  for (const id of truth) if (!announced.has(id)) problems.push(`${id} waits and was never announced`);
  const ends = new Map<string, number>();
  for (const stage of browser.alerts.flatMap((alert) => alert.ends)) ends.set(stage, (ends.get(stage) ?? 0) + 1);
  for (const [stage, times] of ends) if (times > 1) problems.push(`${stage}: announced ${times} times`);
  const providers = await browser.store.read(['providers'], (tx) => tx.all('providers'));
  for (const { providerId, people } of await browser.store.read(['places'], (tx) => tx.all('places'))) {
    const baselineAt = providers.find(({ id }) => id === providerId)?.baselineAt ?? Number.POSITIVE_INFINITY;
    for (const { id, status, firstSeenAt } of people) {
      const age = browser.at - firstSeenAt;
      if (status !== 'invited' || firstSeenAt <= baselineAt || age < 96 * hour) continue;
      const stage = `${id} ${age >= 120 * hour ? 'ended' : 'ends'}`;
      if (!ends.has(stage)) problems.push(`${stage}: never announced`);
    }
  }
  // A provider that is suspended needs somebody, whoever waits.
  const wanted = badgeCount(truth.length) || (world.providers.every(({ enabled }) => enabled) ? '' : '!');
  if (browser.badge?.text !== wanted)
    problems.push(`badge says "${browser.badge?.text}", truth is ${truth.length} (${wanted})`);
  const notices = await browser.store.read(['notices'], (tx) => tx.all('notices'));
  const everywhere = world.providers.flatMap((p) => [p.team, ...p.clients.map((c) => c.people)]).flat();
  const invited = new Set(everywhere.filter(({ status }) => status === 'invited').map(({ id }) => id));
  for (const notice of notices) {
    if (notice.pending !== null) problems.push(`${notice.id} is still pending`);
    for (const item of notice.items) {
      if (item.about === 'invitation' && !invited.has(item.memberId))
        problems.push(`${notice.id} still names ${item.memberId}`);
      if (item.about === 'person' && !truth.includes(item.memberId))
        problems.push(`${notice.id} still names ${item.memberId}`);
    }
  }
  const known = new Set(notices.map((notice) => editionId(notice, notice.shownAs ?? -1)));
  for (const id of browser.present.keys()) if (!known.has(id)) problems.push(`${id} is shown without a reason`);
  const digests = browser.alerts.filter((alert) => alert.id.startsWith('digest|'));
  // A provider that could not be read at first has a digest of its own.
  if (digests.length > world.providers.length) problems.push(`${digests.length} digests`);
  const alerts = browser.alerts.map((alert) => `${alert.id}: ${alert.title} (${alert.fresh.join(' ')})`);
  return problems.length === 0 ? [] : [...problems, ...alerts, ...log.slice(-60)];
}

describe('random schedules', () => {
  const perBlock = 500;
  for (let block = 0; block < 6; block++) {
    it(`announce each acceptance once and end with the truth (block ${block + 1})`, async () => {
      for (let i = 0; i < perBlock; i++) {
        const seed = block * perBlock + i + 1;
        const problems = await findings(await runSchedule(seed));
        expect(problems, `seed ${seed}`).toEqual([]);
      }
    }, 120_000);
  }
});

describe('what the schedules stand on', () => {
  it('accounts are keyed by host and user', () => {
    expect(accountIdOf(server, 'u')).toBe('v.test/u');
    expect(defaultPreferences.notifyWaiting).toBe(true);
  });
});
