import type { Page } from '@playwright/test';
import type { Desk } from './support/desk';
import { expect, test } from './support/fixtures';
import {
  accountOf,
  begin,
  check,
  clientId,
  idle,
  later,
  providerId,
  queued,
  ring,
  rowOf,
  shown,
  standing,
  waitingCount,
} from './support/scenes';

const minuteMs = 60_000;

const badgeText = async (desk: Desk): Promise<string> => (await desk.badge()).text;

/** The figures of each row, by name: assigned, used, remaining; null where there is none. */
const figures = (popup: Page): Promise<Record<string, (number | null)[]>> =>
  popup.locator('[data-client]').evaluateAll((rows) =>
    Object.fromEntries(
      rows.map((row) => {
        const cells = [...row.querySelectorAll('[role="cell"]')].map(
          (cell) => cell.querySelector('span:not(.sr)')?.firstChild?.textContent ?? cell.firstChild?.textContent ?? '',
        );
        const read = (text: string) => (/\d/.test(text) ? Number(text.replace('\u2212', '-')) : null);
        return [row.querySelector('b')?.textContent ?? '', cells.map(read)];
      }),
    ),
  );

test('the popup shows every client with its seats as they are, and who waits', async ({ sim, desk }) => {
  await begin(desk, sim);
  expect(await desk.badge()).toMatchObject({ text: '3', title: '3 people wait for confirmation' });
  expect(await shown(desk, 'Provider Desk is watching: 3 people wait')).toHaveLength(1);

  const popup = await desk.popup();
  await expect(queued(popup)).toHaveText([
    /^Priya Nair.*Your own team, service user/,
    /^Tom Okafor.*Brightwater Dental Group/,
    /^sanne\.devries@noorderlicht\.example.*Coöperatie Noorderlicht U\.A\./,
  ]);
  const truth = sim.control.truth.clients(accountOf(sim, 'provider admin').userId);
  const expected = truth.map(({ name, seats, occupied }) => [
    name,
    [seats, occupied, seats === null ? null : seats - occupied],
  ]);
  expect(await figures(popup)).toEqual(Object.fromEntries(expected));
  await expect(rowOf(popup, 'Tideway Marine Supplies')).toContainText('Teams (Monthly) · full');
});

test('somebody of a client accepts: a notice with the name, one more on the badge', async ({ sim, desk }) => {
  await begin(desk, sim);
  const popup = await desk.popup();
  sim.control.acceptInvitation({ email: 'luca.moretti@fjord.example' });
  await check(popup);
  await popup.getByRole('button', { name: 'Show 1 more' }).click();
  await expect(queued(popup).filter({ hasText: 'Luca Moretti' })).toContainText('Fjord Logistics');
  expect(await badgeText(desk)).toBe('4');
  const [notice, ...more] = await shown(desk, 'Luca Moretti is waiting');
  expect(more).toEqual([]);
  expect(notice?.message).toBe('Fjord Logistics. Compare the fingerprint phrase to let them in.');
  expect(notice?.buttons).toEqual(['Compare', 'In 1 hour']);

  await check(popup);
  expect(await shown(desk, 'Luca Moretti')).toHaveLength(1);
});

test('somebody of the own team accepts while nobody looks: the alarm finds it', async ({ sim, desk }) => {
  await begin(desk, sim);
  sim.control.acceptInvitation({ email: 'eva.roth@harbour-it.example' });
  await later(desk, 3 * minuteMs);
  await expect.poll(() => badgeText(desk)).toBe('4');
  const [notice] = await shown(desk, 'Eva Roth is waiting');
  expect(notice?.message).toBe('Your own team at Harbour IT, as service user.');
});

test('two at once make one notice, four are counted', async ({ sim, desk }) => {
  await begin(desk, sim);
  const popup = await desk.popup();
  sim.control.acceptInvitation({ email: 'luca.moretti@fjord.example' });
  sim.control.acceptInvitation({ email: 'nina.kowalczyk@fjord.example' });
  await check(popup);
  expect(await badgeText(desk)).toBe('5');
  expect(await shown(desk, '2 people are waiting')).toMatchObject([{ message: 'Luca Moretti and Nina Kowalczyk' }]);

  sim.control.acceptInvitation({ email: 'aoife.brennan@brightwater.example' });
  sim.control.acceptInvitation({ email: 'noah@harbour-it.example' });
  await check(popup);
  expect(await badgeText(desk)).toBe('7');
  const [many] = await shown(desk, '4 people are waiting');
  expect(many?.message).toMatch(/^At 2 clients and in your own team\. The longest since /);
  // It took the place of the one before.
  expect(await standing(desk, 'waiting')).toEqual([many?.id]);
});

test('confirmed elsewhere, or withdrawn: the notice goes, the badge falls', async ({ sim, desk }) => {
  await begin(desk, sim);
  const popup = await desk.popup();
  sim.control.acceptInvitation({ email: 'luca.moretti@fjord.example' });
  await check(popup);
  await expect(waitingCount(popup)).toHaveText('4');
  expect(await standing(desk, 'waiting')).toHaveLength(1);

  sim.control.confirmElsewhere({ email: 'luca.moretti@fjord.example' });
  await check(popup);
  await expect(waitingCount(popup)).toHaveText('3');
  expect(await badgeText(desk)).toBe('3');
  expect(await standing(desk, 'waiting')).toEqual([]);

  sim.control.acceptInvitation({ email: 'nina.kowalczyk@fjord.example' });
  await check(popup);
  expect(await badgeText(desk)).toBe('4');
  expect(await standing(desk, 'waiting')).toHaveLength(1);
  sim.control.withdraw({ email: 'nina.kowalczyk@fjord.example' });
  await check(popup);
  expect(await badgeText(desk)).toBe('3');
  expect(await standing(desk, 'waiting')).toEqual([]);
});

test('a client that runs low is told once, and again only after it had recovered', async ({ sim, desk }) => {
  await begin(desk, sim);
  const popup = await desk.popup();
  const organizationId = clientId(sim, 'Gable Architects');
  const low = async () => (await shown(desk, 'Gable Architects')).map(({ title }) => title);

  sim.control.setSeats({ organizationId, seats: 12 });
  await check(popup);
  expect(await low()).toEqual(['Gable Architects has 1 seat left']);
  await check(popup);
  sim.control.setSeats({ organizationId, seats: 11 });
  await check(popup);
  expect(await low()).toEqual(['Gable Architects has 1 seat left']);
  await expect(rowOf(popup, 'Gable Architects')).toContainText('full');

  sim.control.setSeats({ organizationId, seats: 18 });
  await check(popup);
  expect(await standing(desk, 'low-seats')).toEqual([]);
  sim.control.fillClient({ organizationId });
  await later(desk, 3 * minuteMs);
  await expect.poll(low).toEqual(['Gable Architects has 1 seat left', 'Gable Architects has no seats left']);
});

test('a worker killed in the middle of a check goes on where it was, and doubles nothing', async ({ sim, desk }) => {
  await begin(desk, sim);
  const lists = { path: `/providers/${providerId(sim)}/organizations` };
  sim.control.acceptInvitation({ email: 'luca.moretti@fjord.example' });
  sim.control.acceptInvitation({ email: 'marek.zielinski@kestrel.example' });
  const members = { path: '/organizations/*/users/mini-details' };
  sim.control.addFault({ ...members, kind: 'slow', ms: 60_000, count: 1, skip: 2 });
  const mark = sim.log.mark();
  await later(desk, 3 * minuteMs);
  await expect.poll(() => sim.log.count(members, mark)).toBe(3);
  await desk.killWorker();
  const before = sim.log.count({ ...members, status: 200 }, mark);

  await ring(desk);
  await expect.poll(() => badgeText(desk)).toBe('5');
  // Whoever accepted may be seen before the last client is read.
  await idle(desk);
  for (const name of ['Luca Moretti', 'Marek Zielinski']) expect(await shown(desk, name)).toHaveLength(1);
  expect(sim.log.count(lists, mark)).toBe(1);
  // Five clients have somebody on the way; what was read before is not read again.
  expect(before).toBe(2);
  expect(sim.log.count(members, mark)).toBe(6);
});

test('put off for an hour: the notice goes, and comes back then, also to a worker that slept', async ({
  sim,
  desk,
}) => {
  await begin(desk, sim);
  const popup = await desk.popup();
  sim.control.acceptInvitation({ email: 'luca.moretti@fjord.example' });
  await check(popup);
  await desk.clickNotification((await standing(desk, 'waiting'))[0]!, 1);
  await expect.poll(() => standing(desk, 'waiting')).toEqual([]);
  await check(popup);
  expect(await shown(desk, 'Luca Moretti is waiting')).toHaveLength(1);

  await later(desk, 61 * minuteMs);
  await expect.poll(() => shown(desk, 'Luca Moretti is waiting')).toHaveLength(2);
});

test('whoever waits for hours is spoken of again, once', async ({ sim, desk }) => {
  await begin(desk, sim);
  await later(desk, 4 * 60 * minuteMs + minuteMs);
  await expect.poll(() => shown(desk, '3 people still wait')).toHaveLength(1);
  await later(desk, 3 * minuteMs);
  const popup = await desk.popup();
  await check(popup);
  expect(await shown(desk, '3 people still wait')).toHaveLength(1);
});

test('while notifications are paused the badge counts on, and what waited comes as one', async ({ sim, desk }) => {
  await begin(desk, sim);
  const popup = await desk.popup();
  await popup.getByRole('button', { name: 'Pause notifications' }).click();
  await popup.getByRole('menuitem', { name: /^1 hour/ }).click();
  await expect(popup.locator('footer')).toContainText('notifications paused until');
  sim.control.acceptInvitation({ email: 'luca.moretti@fjord.example' });
  sim.control.fillClient({ organizationId: clientId(sim, 'Gable Architects') });
  await check(popup);
  expect(await badgeText(desk)).toBe('4');
  expect(await shown(desk, 'Luca Moretti')).toEqual([]);

  await popup.getByRole('button', { name: 'Notifications are paused' }).click();
  await popup.getByRole('menuitem', { name: 'Go on notifying' }).click();
  await expect
    .poll(() => shown(desk, 'While you were away: 1 person waiting'))
    .toMatchObject([{ message: 'Luca Moretti waits to be confirmed. 1 client runs low on seats.' }]);
});

test('a muted client neither counts nor notifies', async ({ sim, desk }) => {
  await begin(desk, sim);
  const popup = await desk.popup();
  await rowOf(popup, 'Brightwater Dental Group').getByRole('button').click();
  await popup.getByRole('button', { name: 'Mute this client' }).click();
  await expect(queued(popup)).toHaveCount(2);
  await expect.poll(() => badgeText(desk)).toBe('2');
  sim.control.acceptInvitation({ email: 'aoife.brennan@brightwater.example' });
  await check(popup);
  expect(await badgeText(desk)).toBe('2');
  expect(await shown(desk, 'Aoife Brennan')).toEqual([]);
});
