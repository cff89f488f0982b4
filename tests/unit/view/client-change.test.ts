/** Changing seats against a server that keeps the rules: looked at before, sent once, and told from what holds after. */
import { describe, expect, it } from 'vitest';
import { failures } from '../domain/failures';
import { opened, type Scene, settled, textOf } from './client-scene';

const list = 'GET /providers/{p}/organizations';
const bill = 'GET /providers/{p}/billing/subscription';
const put = 'PUT /providers/{p}/clients/{r}';
const puts = ({ sent }: Scene): string[] => sent.filter((call) => call.startsWith('PUT'));
const told = ({ model }: Scene): string => textOf(model.seats.result.value?.words ?? []);
const toast = ({ model }: Scene): string =>
  textOf(model.seats.toast.value === null ? [] : [model.seats.toast.value.words]);
const undo = ({ model }: Scene): number | null => model.seats.toast.value?.undo ?? null;

async function want(scene: Scene, seats: number, tick = false): Promise<void> {
  const { seats: change } = scene.model;
  change.type(String(seats));
  if (tick) change.tick(true);
  await change.save();
  await settled();
}

describe('as it was wanted', () => {
  it('within the pool: two looks, one request with the name as it has to be sent to stay as it is, and the way back', async () => {
    const scene = await opened({ rows: [{ name: 'B &amp; “C”™' }, { seats: 15 }] });
    await want(scene, 25);
    expect(scene.sent).toEqual([list, bill, `${put} {"assignedSeats":25,"name":"B &amp;amp; “C”™"}`, list, bill]);
    expect(toast(scene)).toBe('B &amp; “C”™ now has 25 seats.');
    expect(undo(scene)).toBe(20);
    expect(scene.deeds.map(({ state, seats }) => [state, seats])).toEqual([
      ['sent', { from: 20, to: 25 }],
      ['done', { from: 20, to: 25 }],
    ]);
    await scene.model.seats.undo();
    await settled();
    expect(scene.rows[0]?.seats).toBe(20);
    expect(scene.model.seats.text.value).toBe('20');
  });

  it('the toast goes after ten seconds, but not from under a hand', async () => {
    const scene = await opened();
    await want(scene, 22);
    scene.model.seats.holdToast(true);
    await scene.pass(60_000);
    expect(undo(scene)).toBe(20);
    scene.model.seats.holdToast(false);
    await scene.pass(9_000);
    expect(scene.model.seats.toast.value).not.toBeNull();
    await scene.pass(1_100);
    expect(scene.model.seats.toast.value).toBeNull();
  });

  it('buying takes the tick, which holds for that number alone, and has no way back', async () => {
    const scene = await opened({ minimum: 24 });
    await want(scene, 30);
    expect(scene.sent).toEqual([]);
    scene.model.seats.tick(true);
    scene.model.seats.type('31');
    expect(scene.model.seats.ticked.value).toBe(false);
    await want(scene, 30, true);
    expect([scene.rows[0]?.seats, scene.pool.purchased]).toEqual([30, 6]);
    expect([toast(scene), undo(scene)]).toEqual(['Tideway now has 30 seats.', null]);
  });
});

describe('a tick', () => {
  it('is gone when new figures make it about something else', async () => {
    const scene = await opened({ rows: [{}, { seats: 15 }], minimum: 40 });
    const { seats } = scene.model;
    seats.type('30');
    seats.tick(true);
    expect(seats.ticked.value).toBe(true);
    const [list] = scene.overview.lists;
    const clients = list!.clients.map((one) => (one.id === 'c2' ? { ...one, assigned: 18 } : one));
    scene.show({ lists: [{ ...list!, readAt: list!.readAt + 1, clients }] });
    expect(seats.ticked.value).toBe(false);
    await seats.save();
    expect(scene.sent).toEqual([]);
  });
});

describe('not sent', () => {
  it('where a colleague was faster, and the new figures are on the screen', async () => {
    const scene = await opened();
    scene.rows[0]!.seats = 25;
    scene.pool.assigned = 25;
    await want(scene, 22);
    expect(told(scene)).toBe(
      'A colleague changed this client to 25 seats a moment ago. Nothing was sent. Look again before saving.',
    );
    expect(puts(scene)).toEqual([]);
    expect(scene.model.seats.basis.value?.assigned).toBe(25);
    expect(scene.model.seats.text.value).toBe('22');
    expect(scene.model.seats.draft.value.kind).toBe('change');
    await scene.model.seats.save();
    await settled();
    expect(scene.rows[0]?.seats).toBe(22);
  });

  it('where somebody was invited meanwhile, or the pool moved', async () => {
    const scene = await opened({ rows: [{}, { seats: 10 }] });
    scene.rows[0]!.occupied = 21;
    await want(scene, 19);
    expect(told(scene)).toMatch(/^Meanwhile 21 people use seats\./);
    scene.rows[1]!.seats = 12;
    await want(scene, 24);
    expect(told(scene)).toMatch(/^The seat pool changed a moment ago\./);
    expect(puts(scene)).toEqual([]);
  });

  it('where the look before it fails, in part or in whole', async () => {
    const scene = await opened();
    scene.bend(list, failures['no-answer']);
    await want(scene, 22);
    expect(told(scene)).toBe('No answer from vault.example.org. Nothing was changed.');
    scene.bend(bill, failures.refused);
    await want(scene, 22);
    expect(told(scene)).toMatch(/^The seat pool changed a moment ago\./);
    expect(puts(scene)).toEqual([]);
  });

  it('where the client is gone, or lost its name, or its limit', async () => {
    const gone = await opened({ rows: [{}, { id: 'c2' }] });
    gone.before(list, () => void gone.rows.shift());
    await want(gone, 22);
    expect(told(gone)).toBe('Tideway is no longer a client of this provider. Nothing was changed.');
    expect(gone.model.absence.value).toBe('gone');
    const nameless = await opened();
    nameless.rows[0]!.name = '  ';
    await want(nameless, 22);
    expect(told(nameless)).toContain('This client has no name');
    const endless = await opened();
    endless.rows[0]!.seats = null;
    await want(endless, 22);
    expect(told(endless)).toContain('no limit of seats');
    expect([gone, nameless, endless].flatMap(puts)).toEqual([]);
  });
});

describe('told from what holds', () => {
  it('an answer that was lost, after it worked', async () => {
    const scene = await opened();
    scene.bend(put, failures.unreadable, { did: true });
    await want(scene, 22);
    expect(told(scene)).toBe('No clear answer came, but it worked. Tideway now has 22 seats.');
    expect(scene.model.seats.text.value).toBe('22');
  });

  it('a fault that did nothing, and one that changed the subscription alone', async () => {
    const scene = await opened();
    const fault = { ...failures['server-error'], status: 500 };
    scene.bend(put, fault);
    await want(scene, 22);
    expect(told(scene)).toBe('The server was too busy to answer. It was not changed. Tideway now has 20 seats.');
    expect(scene.deeds.at(-1)?.state).toBe('refused');
    scene.bend(put, fault);
    scene.before(put, () => {
      scene.pool.assigned += 2;
    });
    await want(scene, 22);
    expect(told(scene)).toContain('The subscription was changed all the same');
    expect(scene.model.seats.result.value?.next).toBe('subscription');
  });

  it.each([
    ['no-answer', false, 'No answer from vault.example.org. It was not changed. Tideway now has 20 seats.', 'refused'],
    ['server-error', true, 'No clear answer came, but it worked. Tideway now has 22 seats.', 'done'],
  ] as const)('the line was cut: what is not done yet may still be (%s)', async (kind, later, end, state) => {
    const scene = await opened();
    scene.bend(put, failures[kind]);
    await want(scene, 22);
    expect(told(scene)).toBe('No answer, so we do not know. Tideway now has 20 seats.');
    expect(scene.model.seats.result.value?.next).toBe('check');
    expect(scene.deeds.at(-1)?.state).toBe('sent');
    if (later) scene.rows[0]!.seats = 22;
    else await scene.pass(2 * 60_000);
    await scene.model.seats.check();
    await settled();
    expect(told(scene)).toBe(end);
    expect(scene.deeds.at(-1)?.state).toBe(state);
  });

  it('what the worker read after a clock was set back', async () => {
    const scene = await opened();
    await want(scene, 22);
    await scene.pass(-24 * 60 * 60_000);
    scene.rows[0]!.seats = 30;
    await scene.tools.work.readClients({ accountId: 'a', providerId: 'p' });
    expect(scene.model.seats.basis.value?.assigned).toBe(30);
  });

  it('nobody knows, until somebody can look again', async () => {
    const scene = await opened();
    scene.bend(put, failures['no-answer'], { did: true });
    scene.before(put, () => scene.bend(list, failures['no-answer']));
    await want(scene, 22);
    expect(told(scene)).toBe('No answer, so we do not know.');
    await scene.model.seats.check();
    await settled();
    expect(told(scene)).toBe('No clear answer came, but it worked. Tideway now has 22 seats.');
    // What is known needs no second look.
    const calls = scene.sent.length;
    await scene.model.seats.check();
    expect(scene.sent.length).toBe(calls);
  });

  it('a yes that a colleague overtook, and a yes that nobody saw', async () => {
    const scene = await opened();
    scene.before(put, () => scene.before(list, () => Object.assign(scene.rows[0]!, { seats: 40 })));
    await want(scene, 22);
    expect(told(scene)).toMatch(/^Bitwarden said yes, but shows another number.* Tideway now has 40 seats\.$/);
    const unseen = await opened();
    unseen.before(put, () => unseen.bend(list, failures.offline));
    await want(unseen, 22);
    expect(told(unseen)).toBe('Bitwarden said yes, but the new figures could not be read.');
    expect(unseen.model.seats.result.value?.next).toBe('check');
  });

  it('a refusal, in the server’s words or in ours', async () => {
    const scene = await opened({ provider: { role: 'service-user' }, minimum: 30 });
    // The rights were of a moment ago; the server decides.
    scene.before(put, () => {
      scene.pool.minimum = 20;
    });
    await want(scene, 25);
    expect(told(scene)).toBe(
      'Bitwarden refused: “Service users cannot purchase additional seats”. Tideway now has 20 seats.',
    );
    expect(scene.deeds.at(-1)).toMatchObject({
      state: 'refused',
      sentence: 'Service users cannot purchase additional seats.',
    });
    scene.bend(put, failures.rejected);
    scene.pool.minimum = 30;
    await scene.model.seats.readPool();
    await scene.pass(60_000);
    await scene.model.seats.readPool();
    await want(scene, 24);
    expect(told(scene)).toContain('The server did not accept the request.');
  });
});

describe('told to slow down', () => {
  const limited = (at: number) => ({ kind: 'rate-limited', host: 'v', retryAt: at }) as const;

  it('waits, looks again, and sends only what still holds', async () => {
    const scene = await opened();
    scene.bend(put, limited(scene.tools.now() + 30_000));
    scene.model.seats.type('22');
    const saving = scene.model.seats.save();
    await settled();
    expect(scene.model.seats.phase.value).toBe('waiting');
    expect(scene.model.seats.until.value).toBeGreaterThan(scene.tools.now());
    scene.rows[0]!.seats = 21;
    await scene.pass(40_000);
    await saving;
    expect(told(scene)).toMatch(/^A colleague changed this client to 21 seats/);
    expect(puts(scene)).toHaveLength(1);
  });

  it('goes on by itself, or not if somebody calls it off', async () => {
    const scene = await opened();
    scene.bend(put, limited(scene.tools.now() + 30_000));
    scene.model.seats.type('22');
    const saving = scene.model.seats.save();
    await settled();
    await scene.pass(40_000);
    await saving;
    expect(scene.rows[0]?.seats).toBe(22);
    scene.bend(put, limited(scene.tools.now() + 30_000));
    scene.model.seats.type('23');
    const again = scene.model.seats.save();
    await settled();
    scene.model.seats.cancel();
    await again;
    expect(told(scene)).toMatch(/slow down until .* Tideway now has 22 seats\.$/);
  });

  it('sits out the moment of our own pace without a word', async () => {
    const scene = await opened();
    scene.bend(put, limited(scene.tools.now() + 800));
    scene.model.seats.type('22');
    const saving = scene.model.seats.save();
    await settled();
    expect(scene.model.seats.phase.value).toBe('sending');
    await scene.pass(1_000);
    await saving;
    expect([scene.rows[0]?.seats, puts(scene).length]).toEqual([22, 2]);
  });
});

describe('what keeps from it altogether', () => {
  it.each([
    ['a reseller', { provider: { type: 'reseller' } as const }, /is a reseller/],
    ['a suspended provider', { provider: { enabled: false } }, /^Bitwarden has suspended Harbour IT/],
    ['no limit', { rows: [{ seats: null }] }, /^This client has no limit of seats/],
    ['no name', { rows: [{ name: null }] }, /^This client has no name/],
    ['a plan that is not in the subscription', { rows: [{ plan: 'Custom' }] }, /has no Custom seats/],
  ])('%s', async (_, options, words) => {
    const scene = await opened(options);
    expect(textOf([scene.model.seats.obstacle.value!.words])).toMatch(words);
    await want(scene, 22, true);
    expect(puts(scene)).toEqual([]);
  });

  it('a reseller’s pool is not even asked for', async () => {
    const scene = await opened({ provider: { type: 'reseller' } });
    await scene.model.seats.readPool();
    expect(scene.sent).toEqual([]);
  });
});

describe('stepping', () => {
  it('stops at what is used and at what a service user may give', async () => {
    const scene = await opened({ provider: { role: 'service-user' }, minimum: 23 });
    const { seats } = scene.model;
    seats.step(10);
    expect(seats.text.value).toBe('23');
    seats.step(-10);
    expect(seats.text.value).toBe('18');
    seats.cancel();
    expect(seats.text.value).toBe('20');
  });

  it('leads a client that uses more than it has to what it uses', async () => {
    const scene = await opened({ rows: [{ seats: 20, occupied: 25 }], minimum: 60 });
    const { seats } = scene.model;
    seats.step(-1);
    expect(seats.text.value).toBe('20');
    seats.step(1);
    expect(seats.text.value).toBe('25');
  });

  it('is read out when it rests', async () => {
    const scene = await opened();
    scene.model.seats.step(1);
    scene.model.seats.step(1);
    await scene.pass(1_000);
    expect(scene.spoken).toEqual(['Added to this client: 2.', 'From the Teams (Monthly) pool (25 unassigned): 2.']);
  });
});
