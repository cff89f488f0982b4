/**
 * The worker dies at every single await of a confirmation, before it and after it, while lines fail and a colleague is
 * faster. Whatever happens: nobody is confirmed twice, nobody is recorded as confirmed who is not, nothing stays open,
 * and the badge tells the truth, once a worker lives through a check.
 */
import { describe, expect, it } from 'vitest';
import type { Failure } from '@/lib/domain/failure';
import { createWatcher } from '@/lib/watch/watcher';
import { confirmScene } from './support/confirm-scene';
import { minute, userId } from './support/desk';
import type { ModelPerson, ModelWorld } from './support/model-world';
import { Life, mortalPorts } from './support/mortal-ports';

const lost: Failure = { kind: 'no-answer', host: 'v.test' };

interface Trouble {
  readonly name: string;
  /** What goes wrong, from the moment that somebody confirms. */
  begin(world: ModelWorld, people: readonly ModelPerson[]): void;
}

const troubles: readonly Trouble[] = [
  { name: 'nothing else', begin: () => undefined },
  {
    name: 'the confirmation is lost on the way there',
    begin: (world) => {
      world.intercept = (call) => (call.startsWith('confirm ') ? lost : undefined);
    },
  },
  {
    name: 'the answer to it is lost, and the list too',
    begin: (world) => {
      world.lose = (call) => (/^(confirm|members|team) /.test(call) ? lost : undefined);
    },
  },
  {
    name: 'the list cannot be read, and a success was none',
    begin: (world, [first]) => {
      world.pretended.add(first?.id ?? '');
      world.intercept = (call) => (/^(members|team) /.test(call) ? lost : undefined);
    },
  },
  {
    name: 'a colleague is faster with one, and another is refused',
    begin: (world, [first, second]) => {
      world.refusals.set(second?.id ?? '', 'Invalid user.');
      world.intercept = (call) => {
        if (call.startsWith('confirm ') && first?.status === 'accepted') world.confirm(first, userId(7));
        return undefined;
      };
    },
  },
];

type Death = { readonly crossing: number; readonly effect: 'before' | 'after' };

interface Run {
  /** Whether the worker died before it answered. */
  readonly died: boolean;
  readonly problems: string[];
}

async function runTo(death: Death | null, trouble: Trouble, where: 'client' | 'team', again: boolean): Promise<Run> {
  const waiting = ['accepted', 'accepted', 'accepted', 'invited'] as const;
  const scene = await confirmScene(waiting, ['accepted', 'accepted', 'accepted']);
  const { desk, provider, client, request, teamRequest } = scene;
  const { world, browser } = desk;
  const people = (where === 'team' ? provider.team : client.people).slice(0, 3);
  const asked = where === 'team' ? teamRequest(...people) : request(...people);
  const life = new Life(death);
  const mortal = createWatcher(mortalPorts(browser, world, life, () => 0.5));
  trouble.begin(world, people);
  await Promise.race([mortal.answers.confirm(asked), life.death]);
  const died = life.dead;
  life.kill();
  desk.restart();
  // Somebody tries again before any check could look, in the same trouble.
  if (again) await desk.watcher.answers.confirm(asked);
  world.intercept = () => undefined;
  world.lose = () => undefined;
  world.pretended.clear();
  for (let checks = 0; checks < 2; checks += 1) await desk.later(2 * minute);

  const problems: string[] = [];
  const records = await scene.activity();
  for (const record of records) {
    if (record.what !== 'confirm') continue;
    const { id } = record.person;
    const is = people.find((person) => person.id === id)?.status;
    if (record.state === 'sending') problems.push(`${id} stays open`);
    if (record.state === 'confirmed' && is !== 'confirmed')
      problems.push(`${id} is recorded as confirmed, but is ${is}`);
  }
  for (const person of people) {
    const done = world.confirmations.filter(({ memberId }) => memberId === person.id);
    const recorded = records.filter(
      (record) => record.what === 'confirm' && record.state === 'confirmed' && record.person.id === person.id,
    );
    if (done.length > 1) problems.push(`${person.id} was confirmed ${done.length} times`);
    if (recorded.length > 1) problems.push(`${person.id} is recorded ${recorded.length} times`);
    // Ours: by the account, with the key that was sealed.
    const ours = done.some(({ actingUserId, key }) => actingUserId === userId(1) && key !== null);
    if (ours && recorded.length === 0) problems.push(`${person.id} was confirmed by us, and nothing says so`);
  }
  const [account] = world.accounts;
  const truth = account === undefined ? 0 : world.waiting(account).length;
  if (browser.badge?.text !== (truth === 0 ? '' : String(truth)))
    problems.push(`badge ${browser.badge?.text}, waiting ${truth}`);
  const told = await desk.store.read(['notices'], (tx) => tx.all('notices'));
  const gone = told.flatMap(({ items }) => items).filter((item) => item.about === 'person' && !waits(item.memberId));
  for (const item of gone) problems.push(`a notice still speaks of ${item.about === 'person' ? item.memberId : ''}`);
  return { died, problems };

  function waits(id: string): boolean {
    return [...provider.team, ...client.people].some((person) => person.id === id && person.status === 'accepted');
  }
}

/** Every death up to the one that comes too late to matter. */
async function findings(trouble: Trouble, where: 'client' | 'team', again: boolean): Promise<[string[], number]> {
  const found: string[] = (await runTo(null, trouble, where, again)).problems.map((problem) => `alive: ${problem}`);
  for (let crossing = 1; ; crossing += 1) {
    for (const effect of ['before', 'after'] as const) {
      const { died, problems } = await runTo({ crossing, effect }, trouble, where, again);
      found.push(...problems.map((problem) => `${effect} ${crossing}: ${problem}`));
      if (!died) return [found, crossing];
    }
  }
}

describe.each(troubles)('the worker dies anywhere, and with it: $name', (trouble) => {
  it.each([
    ['client', false],
    ['client', true],
    ['team', false],
    ['team', true],
  ] as const)('%s, tried again at once: %s', async (where, again) => {
    const [found, crossings] = await findings(trouble, where, again);
    expect(found).toEqual([]);
    // So many awaits have an outside to them; fewer would mean that the schedule ends before the confirmation does.
    expect(crossings).toBeGreaterThan(20);
  });
});
