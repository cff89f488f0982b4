/** Which request comes next: enough to miss nobody, and no more. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type Client, type ClientList, type Place, type Provider, TEAM } from '@/lib/domain/model';
import {
  type AccountView,
  dueMembers,
  fullRefreshMs,
  isDue,
  minGapMs,
  needsReading,
  nextDueAt,
  nextStep,
  type PlanOptions,
  placeRetryMs,
  profileEveryMs,
  profileFreshMs,
  remainingMembers,
  type Step,
} from '@/lib/domain/plan';
import { minuteMs } from '@/lib/domain/preferences';
import { account, client, person, place, provider } from './samples';

const start = 1_000_000_000;
const failure = { kind: 'server-error', host: 'h', status: 500 } as const;

describe('whether a client’s member list has to be read', () => {
  const listReadAt = start;
  const now = start + 1_000;
  const before = start - 60_000;
  const waiting = [person('x'), person('y')];
  const oneInvited = [person('x'), person('y', { status: 'invited', waitingSince: null })];
  const still = { used: 5, confirmed: 3 };
  const known = (people: Place['people'], more: Partial<Place> = {}): Place =>
    place('c', people, { readAt: before, triedAt: before, figures: still, ...more });
  const two = client('c', { used: 5, confirmed: 3 });

  test.each<[string, Client, Place | undefined, boolean]>([
    ['nobody on the way, never read', client('c', { used: 3, confirmed: 3 }), undefined, false],
    ['nobody on the way, read long ago', client('c', { used: 3, confirmed: 3 }), known([]), false],
    ['more confirmed than used', client('c', { used: 2, confirmed: 3 }), undefined, false],
    ['two on the way, never read', two, undefined, true],
    ['two on the way, both known as waiting', two, known(waiting), false],
    ['two on the way, one still invited', two, known(oneInvited), true],
    ['two on the way, one still invited, read since', two, known(oneInvited, { readAt: listReadAt }), false],
    ['two on the way, only one known', two, known([person('x')]), true],
    ['two on the way, three known', two, known([...waiting, person('z')]), true],
    ['one confirmed, another came', client('c', { used: 6, confirmed: 4 }), known(waiting), true],
    ['all waiting, the figures older than half an hour', two, known(waiting, { readAt: now - fullRefreshMs }), true],
    ['all waiting, not quite half an hour', two, known(waiting, { readAt: now - fullRefreshMs + 1 }), false],
    ['figures unknown, read a while ago', client('c', { used: null }), known(waiting, { figures: null }), false],
    ['figures unknown, never read', client('c', { used: null }), undefined, true],
    [
      'figures unknown, the slow refresh',
      client('c', { used: null }),
      known([], { readAt: now - fullRefreshMs }),
      true,
    ],
    ['read in the future: the clock was set back', two, known(waiting, { readAt: now + 1, triedAt: now + 1 }), true],
    ['failed just now', two, known(waiting, { failure, triedAt: now - placeRetryMs + 1 }), false],
    ['failed a while ago', two, known(waiting, { failure, triedAt: now - placeRetryMs }), true],
    ['failed in the future', two, known(waiting, { failure, triedAt: now + 1 }), true],
    ['tried once, never read, retry not due', two, known([], { readAt: null, failure, triedAt: now }), false],
  ])('%s', (_, row, where, expected) => {
    expect(needsReading(row, where, listReadAt, { now, since: null })).toBe(expected);
  });

  it('"check now" tries a broken place again, once', () => {
    const broken = known(waiting, { failure, triedAt: now - 1 });
    expect(needsReading(two, broken, listReadAt, { now, since: now })).toBe(true);
    expect(needsReading(two, { ...broken, triedAt: now }, listReadAt, { now, since: now })).toBe(false);
  });
});

describe('due', () => {
  test.each([
    [null, true],
    [900, true],
    [901, false],
    [1_000, false],
    [1_001, true],
  ])('last done at %s, every 100, now 1000: %s', (at, expected) => {
    expect(isDue(at, 100, 1_000)).toBe(expected);
  });
});

/** What the planner sees, kept up to date by a server that answers everything. */
class Model {
  readonly lists = new Map<string, ClientList>();
  readonly places = new Map<string, Map<string, Place>>();
  account = account({ profileReadAt: null });
  now = start;
  /** Membership ids by client: who is invited and who has accepted. */
  readonly people = new Map<string, { invited: number; accepted: number }>();
  readonly broken = new Set<string>();
  readonly log: Step[] = [];

  constructor(
    readonly size: number,
    readonly providers: Provider[] = [provider({ triedAt: null })],
  ) {}

  get view(): AccountView {
    return this;
  }

  take(step: Step): void {
    this.log.push(step);
    if (step.read === 'profile') {
      this.account = { ...this.account, profileReadAt: this.now };
      return;
    }
    const at = this.providers.findIndex((p) => p.id === step.providerId);
    const known = this.providers[at];
    if (known === undefined) throw new Error('a step for a provider that is not there');
    const here = this.places.get(known.id) ?? new Map<string, Place>();
    this.places.set(known.id, here);
    if (step.read === 'clients') {
      this.providers[at] = { ...known, triedAt: this.now };
      const clients = Array.from({ length: this.size }, (_, n) => this.row(`c${n}`));
      this.lists.set(known.id, { accountId: 'a', providerId: known.id, readAt: this.now, clients });
      return;
    }
    const where = step.read === 'team' ? TEAM : step.clientId;
    here.set(where, this.read(where, here.get(where)));
  }

  private row(id: string): Client {
    const { invited = 0, accepted = 0 } = this.people.get(id) ?? {};
    return client(id, { used: 3 + invited + accepted, confirmed: 3 });
  }

  private read(where: string, known: Place | undefined): Place {
    if (this.broken.has(where)) return { ...(known ?? place(where, [], { readAt: null })), triedAt: this.now, failure };
    const { invited = 0, accepted = 0 } = this.people.get(where) ?? {};
    const row = this.row(where);
    return place(
      where,
      [
        ...Array.from({ length: accepted }, (_, n) => person(`${where}-a${n}`)),
        ...Array.from({ length: invited }, (_, n) =>
          person(`${where}-i${n}`, { status: 'invited', waitingSince: null }),
        ),
      ],
      {
        readAt: this.now,
        triedAt: this.now,
        figures: where === TEAM ? null : { used: row.used, confirmed: row.confirmed },
      },
    );
  }

  /** One run until nothing is due or the budget is used up; answers with its steps. */
  run(options: Partial<PlanOptions> = {}, budget = Number.POSITIVE_INFINITY): Step[] {
    const from = this.log.length;
    for (let spent = 0; spent < budget; spent++) {
      const step = nextStep(this.view, { now: this.now, intervalMs: 2 * minuteMs * 0.85, since: null, ...options });
      if (step === null) break;
      this.take(step);
      this.now += 20;
      if (spent > 10_000) throw new Error('a run without an end');
    }
    return this.log.slice(from);
  }
}

const provider1000 = (outstanding: number, kind: 'invited' | 'accepted'): Model => {
  const model = new Model(1000);
  for (let n = 0; n < outstanding; n++) {
    const people = kind === 'invited' ? { invited: 1, accepted: 0 } : { invited: 0, accepted: 1 };
    model.people.set(`c${n * 7}`, people);
  }
  return model;
};

describe('a steady poll of 1,000 clients', () => {
  it('with 20 invited takes 22 requests and not one more, hour after hour, the profile in between', () => {
    const model = provider1000(20, 'invited');
    expect(model.run()).toHaveLength(1 + 22);
    let checks = 0;
    let profiles = 0;
    const end = start + 6 * 60 * minuteMs;
    // As the worker does: the next run at the instant that the planner names, no closer than alarms can be.
    while (model.now < end) {
      model.now = Math.max(nextDueAt(model.view, 2 * minuteMs, model.now), model.now + minGapMs);
      const steps = model.run();
      const profile = steps.filter((step) => step.read === 'profile').length;
      profiles += profile;
      if (profile === steps.length) continue;
      checks += 1;
      expect(steps).toHaveLength(22);
      expect(steps.slice(0, 2).map((step) => step.read)).toEqual(['clients', 'team']);
    }
    expect(checks).toBeGreaterThan(160);
    expect(profiles).toBeGreaterThan(50);
    expect(profiles).toBeLessThanOrEqual(72);
  });

  it('takes two when the 20 are all known to have accepted, and the 20 only in the slow refresh', () => {
    const model = provider1000(20, 'accepted');
    model.run();
    const sizes: number[] = [];
    for (let n = 1; n <= 16; n++) {
      model.now = start + n * 2 * minuteMs;
      sizes.push(model.run().filter((step) => step.read !== 'profile').length);
    }
    expect(sizes.slice(0, 14)).toEqual(Array.from({ length: 14 }, () => 2));
    expect(sizes.slice(14).reduce((sum, size) => sum + size)).toBe(2 * 2 + 20);
  });

  it('reads one list more for each client whose figures moved', () => {
    const model = provider1000(20, 'accepted');
    model.run();
    model.people.set('c500', { invited: 1, accepted: 0 });
    model.people.set('c7', { invited: 0, accepted: 2 });
    model.people.delete('c14');
    model.now = start + 2 * minuteMs;
    const read = model.run().flatMap((step) => (step.read === 'members' ? [step.clientId] : []));
    expect(read.sort()).toEqual(['c500', 'c7']);
  });

  it('reads no team for a service user', () => {
    const model = new Model(3, [provider({ role: 'service-user', triedAt: null })]);
    expect(model.run().map((step) => step.read)).toEqual(['profile', 'clients']);
  });

  it('reads nothing of a provider that was left', () => {
    const model = new Model(3, [provider({ removed: true })]);
    expect(model.run().map((step) => step.read)).toEqual(['profile']);
  });
});

describe('round robin', () => {
  it('lets nobody starve, whatever the budget of a run', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 25 }),
        fc.integer({ min: 1, max: 40 }),
        fc.uniqueArray(fc.nat({ max: 39 }), { maxLength: 5 }),
        (budget, clients, broken) => {
          const model = new Model(clients);
          for (let n = 0; n < clients; n++) model.people.set(`c${n}`, { invited: 1, accepted: 0 });
          for (const n of broken) model.broken.add(`c${n}`);
          const seen = new Map<string, number>();
          let worst = 0;
          // A run a minute, so that lists and profile claim their part of the budget again and again.
          const runs = 40 + Math.ceil((6 * clients) / budget);
          for (let n = 0; n < runs; n++) {
            for (const step of model.run({}, budget)) {
              if (step.read !== 'members') continue;
              worst = Math.max(worst, n - (seen.get(step.clientId) ?? 0));
              seen.set(step.clientId, n);
            }
            model.now += minuteMs;
          }
          expect(seen.size).toBe(clients);
          for (const last of seen.values()) worst = Math.max(worst, runs - 1 - last);
          // Of every five minutes' budget, five requests go to profile, lists and team at most, rounded up.
          expect(worst).toBeLessThanOrEqual(4 + Math.ceil((clients * 5) / Math.max(1, 5 * budget - 9)) * 2);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('takes the longest untouched first, and of those the smallest id', () => {
    const model = new Model(4);
    for (const id of ['c0', 'c1', 'c2', 'c3']) model.people.set(id, { invited: 1, accepted: 0 });
    model.run();
    const [only] = model.providers;
    const here = model.places.get('p');
    for (const [id, ago] of [
      ['c2', 9],
      ['c0', 5],
    ] as const) {
      const known = here?.get(id);
      if (known !== undefined)
        here?.set(id, { ...known, readAt: start - ago * minuteMs, triedAt: start - ago * minuteMs });
    }
    here?.delete('c3');
    expect(only && dueMembers(model.view, only, model.now).map((c) => c.id)).toEqual(['c3', 'c2', 'c0']);
    expect(remainingMembers(model.view, model.now)).toBe(3);
  });
});

describe('the profile', () => {
  const fresh = (): Model => {
    const model = new Model(3);
    model.run();
    model.log.length = 0;
    return model;
  };
  const reads = (steps: readonly Step[]): string[] => steps.map((step) => step.read);

  it('comes first of all', () => {
    expect(reads(new Model(3).run())).toEqual(['profile', 'clients', 'team']);
  });

  it('is not read again within the interval, and then between two checks', () => {
    const model = fresh();
    model.now = start + 4 * minuteMs;
    expect(reads(model.run())).toEqual(['clients', 'team']);
    model.now = start + profileEveryMs + 1_000;
    expect(reads(model.run())).toEqual(['profile']);
  });

  it('waits for the end of a check and a moment more', () => {
    const model = fresh();
    model.now = start + profileEveryMs + 1_000;
    model.providers[0] = provider({ triedAt: start });
    expect(reads(model.run())).toEqual(['clients', 'team']);
    const next = nextDueAt(model.view, 2 * minuteMs, model.now);
    expect(next - model.now).toBe(minGapMs);
    model.now = next;
    expect(reads(model.run())).toEqual(['profile']);
  });

  it('does not wait for ever where one check runs into the next', () => {
    const model = new Model(60);
    for (let n = 0; n < 60; n++) model.people.set(`c${n}`, { invited: 1, accepted: 0 });
    let gap = 0;
    let last = model.now;
    for (let n = 0; n < 60; n++) {
      for (const step of model.run({}, 10)) {
        if (step.read !== 'profile') continue;
        gap = Math.max(gap, model.now - last);
        last = model.now;
      }
      model.now += minuteMs;
    }
    expect(gap).toBeGreaterThan(0);
    // Two checks of patience, and the minute until the next run.
    expect(gap).toBeLessThanOrEqual(profileEveryMs + 5 * minuteMs);
  });

  it('is read at every "check now" but right after it was', () => {
    const soon = fresh();
    soon.now = start + profileFreshMs - 1;
    expect(reads(soon.run({ since: soon.now }))).toEqual(['clients', 'team']);
    const later = fresh();
    later.now = start + profileFreshMs + 100;
    expect(reads(later.run({ since: later.now }))).toEqual(['profile', 'clients', 'team']);
  });

  it('is read as rarely as the checks where those are rare', () => {
    const model = fresh();
    model.now = start + 20 * minuteMs;
    expect(reads(model.run({ intervalMs: 30 * minuteMs }))).toEqual([]);
  });
});

describe('a list that fails', () => {
  it('is tried again after a while, not at once, and not at each run', () => {
    const model = new Model(3);
    model.run();
    model.providers[0] = provider({ triedAt: start + 3 * minuteMs, failure });
    model.now = start + 3 * minuteMs + 1_000;
    expect(model.run().map((step) => step.read)).toEqual(['team']);
    model.now = start + 3 * minuteMs + placeRetryMs;
    expect(model.run().map((step) => step.read)).toContain('clients');
  });
});

describe('a clock that was set back', () => {
  it('by hours: everything is read again, once', () => {
    const model = new Model(3);
    model.people.set('c1', { invited: 1, accepted: 0 });
    model.run();
    model.now = start - 3 * 60 * minuteMs;
    expect(model.run().map((step) => step.read)).toEqual(['profile', 'clients', 'team', 'members']);
    expect(model.run()).toEqual([]);
  });

  it('never leaves a run without an end, wherever it jumps', () => {
    const jump = fc.integer({ min: -200 * minuteMs, max: 200 * minuteMs });
    fc.assert(
      fc.property(fc.array(fc.tuple(jump, fc.boolean()), { maxLength: 12 }), (jumps) => {
        const model = new Model(5);
        model.people.set('c1', { invited: 1, accepted: 1 });
        model.people.set('c3', { invited: 0, accepted: 1 });
        model.broken.add('c3');
        for (const [by, now] of jumps) {
          model.now += by;
          expect(model.run({ since: now ? model.now : null }).length).toBeLessThan(12);
          expect(nextDueAt(model.view, 2 * minuteMs, model.now)).toBeGreaterThan(model.now - 10 * minuteMs);
        }
      }),
    );
  });
});
