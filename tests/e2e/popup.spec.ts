import type { Page } from '@playwright/test';
import { presets } from '@/tests/simulator/index';
import { expect, test } from './support/fixtures';
import {
  accountOf,
  begin,
  check,
  clientId,
  listed,
  providerId,
  queued,
  rowOf,
  stored,
  waitingCount,
} from './support/scenes';

const search = (popup: Page) => popup.getByRole('searchbox', { name: 'Find a client or person' });
const head = (popup: Page, name: string) => popup.getByRole('columnheader', { name });

test('search finds names and plans, whatever the accents and the case, and people', async ({ sim, desk }) => {
  await begin(desk, sim);
  const popup = await desk.popup();
  await expect(search(popup)).toBeFocused();
  await popup.keyboard.type('cooperatie NOORD');
  await expect.poll(() => listed(popup)).toEqual(['Coöperatie Noorderlicht U.A.']);
  await expect(popup.locator('[data-client] mark')).toHaveText('Coöperatie Noord');
  await expect(popup.getByText('1 of 29 clients matches “cooperatie NOORD”').first()).toBeVisible();

  await search(popup).fill('enterprise (annually)');
  await expect.poll(() => listed(popup)).toEqual(['Quayside Notaries']);
  await search(popup).fill('النيل');
  await expect.poll(() => listed(popup)).toEqual(['مكتبة النيل للنشر']);
  await search(popup).fill('<digital>');
  await expect.poll(() => listed(popup)).toEqual(['Yarrow <Digital>']);

  await search(popup).fill('okafor');
  await expect(queued(popup)).toHaveText([/Tom Okafor/]);
  await expect(popup.locator('[data-client]')).toHaveCount(0);

  await search(popup).fill('zzz');
  await expect(popup.locator('main').getByText('Nothing matches “zzz”.')).toBeVisible();
  await popup.getByRole('button', { name: 'Clear search' }).click();
  await expect(popup.locator('[data-client]')).toHaveCount(29);
  await expect(search(popup)).toBeFocused();
});

test('each column sorts up and down, a third press goes back, and the choice is remembered', async ({ sim, desk }) => {
  await begin(desk, sim);
  const popup = await desk.popup();
  await expect(popup.locator('[data-client]')).toHaveCount(29);
  const before = await listed(popup);
  expect(before.slice(0, 2)).toEqual(['Tideway Marine Supplies', 'Verhoeven & Zonen Installatietechniek B.V.']);

  const truth = sim.control.truth.clients(accountOf(sim, 'provider admin').userId);
  const figure = {
    Assigned: (name: string) => truth.find((one) => one.name === name)?.seats ?? null,
    Used: (name: string) => truth.find((one) => one.name === name)?.occupied ?? null,
    Remaining: (name: string) => {
      const one = truth.find((client) => client.name === name);
      return one === undefined || one.seats === null ? null : one.seats - one.occupied;
    },
  };
  for (const [column, of] of Object.entries(figure)) {
    for (const order of ['ascending', 'descending'] as const) {
      await head(popup, column).getByRole('button').click();
      await expect(head(popup, column)).toHaveAttribute('aria-sort', order);
      const values = (await listed(popup)).map(of);
      expect(values).toHaveLength(29);
      const known = values.filter((value) => value !== null);
      expect(known).toEqual([...known].sort((a, b) => (order === 'ascending' ? a - b : b - a)));
      // What has no figure comes last either way.
      expect(values.indexOf(null) === -1 || values.indexOf(null) === known.length).toBe(true);
    }
    await head(popup, column).getByRole('button').click();
    await expect(head(popup, column)).toHaveAttribute('aria-sort', 'none');
    expect(await listed(popup)).toEqual(before);
  }

  await head(popup, 'Client').getByRole('button').click();
  await head(popup, 'Client').getByRole('button').click();
  await expect(head(popup, 'Client')).toHaveAttribute('aria-sort', 'descending');
  const backwards = await listed(popup);
  await popup.close();
  const again = await desk.popup();
  await expect(head(again, 'Client')).toHaveAttribute('aria-sort', 'descending');
  await expect.poll(() => listed(again)).toEqual(backwards);
});

test('few seats stand out by place, word and shape, not by colour alone', async ({ sim, desk }) => {
  sim.control.setSeats({ organizationId: clientId(sim, 'Fjord Logistics'), seats: 180 });
  await begin(desk, sim);
  const popup = await desk.popup();
  await expect(popup.getByRole('row', { name: /^Low on seats/ })).toContainText('3');
  expect((await listed(popup)).slice(0, 3)).toEqual([
    'Fjord Logistics',
    'Tideway Marine Supplies',
    'Verhoeven & Zonen Installatietechniek B.V.',
  ]);
  await expect(rowOf(popup, 'Fjord Logistics')).toContainText('8 over');
  await expect(rowOf(popup, 'Tideway Marine Supplies')).toContainText('full');
  // To a screen reader the figure itself says it.
  const left = rowOf(popup, 'Verhoeven').getByRole('cell').last();
  await expect(left).toHaveText('2, low');

  // The shape: where all colours are the system's, the figure still looks different.
  await popup.emulateMedia({ forcedColors: 'active' });
  const look = (name: string) =>
    rowOf(popup, name)
      .locator('.client__left > span')
      .first()
      .evaluate((cell) => {
        const { borderTopWidth, borderTopStyle, fontWeight, outlineStyle } = getComputedStyle(cell);
        return [borderTopStyle, borderTopWidth, outlineStyle, fontWeight].join(' ');
      });
  const plain = await look('Alder & Finch Solicitors');
  expect(await look('Tideway Marine Supplies')).not.toBe(plain);
  expect(await look('Verhoeven')).not.toBe(plain);
});

test('what changes while the popup is open is painted, without moving rows under the pointer', async ({
  sim,
  desk,
}) => {
  await begin(desk, sim);
  const popup = await desk.popup();
  await rowOf(popup, 'Alder & Finch Solicitors').hover();
  await expect(search(popup)).toBeFocused();
  const before = await listed(popup);
  const organizationId = clientId(sim, 'Gable Architects');
  sim.control.setSeats({ organizationId, seats: 11 });
  sim.control.addClient({ providerId: providerId(sim), name: 'Aardvark Pest Control', seats: 9, confirmed: 3 });
  sim.control.renameClient({ organizationId: clientId(sim, 'Juniper Accountants'), name: 'Juniper & Partners' });
  // By key, so that the pointer stays where it is.
  await popup.keyboard.press('Escape');
  await expect(search(popup)).not.toBeFocused();
  await popup.keyboard.press('n');
  await expect(rowOf(popup, 'Gable Architects')).toContainText('full');
  await expect(rowOf(popup, 'Juniper & Partners')).toBeVisible();
  const renamed = before.map((name) => (name === 'Juniper Accountants' ? 'Juniper & Partners' : name));
  expect(await listed(popup)).toEqual([...renamed, 'Aardvark Pest Control']);

  await expect(popup.getByText('New figures changed the order.')).toBeVisible();
  await popup.getByRole('button', { name: 'Sort again' }).click();
  await expect
    .poll(async () => (await listed(popup)).slice(0, 2))
    .toEqual(['Gable Architects', 'Tideway Marine Supplies']);
  await expect(popup.getByText('New figures changed the order.')).toHaveCount(0);

  sim.control.removeClient({ organizationId });
  await check(popup);
  await expect(rowOf(popup, 'Gable Architects')).toHaveCount(0);
});

test('rows hold still under the focus too, while it walks from one to the next', async ({ sim, desk }) => {
  await begin(desk, sim);
  const popup = await desk.popup();
  await expect(search(popup)).toBeFocused();
  await rowOf(popup, 'Dunmore Veterinary Practice').getByRole('button').focus();
  const before = await listed(popup);
  sim.control.fillClient({ organizationId: clientId(sim, 'Hollis Freight') });
  await popup.keyboard.press('n');
  await expect(rowOf(popup, 'Hollis Freight')).toContainText('full');
  await popup.keyboard.press('ArrowDown');
  await expect(rowOf(popup, 'Eastgate Primary School').getByRole('button')).toBeFocused();
  await popup.keyboard.press('ArrowDown');
  await expect(rowOf(popup, 'Fjord Logistics').getByRole('button')).toBeFocused();
  expect(await listed(popup)).toEqual(before);
  await popup.keyboard.press('/');
  await expect.poll(async () => (await listed(popup))[0]).toBe('Hollis Freight');
});

test('painted from what is stored: no worker runs, and no server answers', async ({ sim, desk }) => {
  await begin(desk, sim);
  await (await desk.popup()).close();
  await desk.killWorker();
  sim.control.addFault({ kind: 'drop' });
  const mark = sim.log.mark();
  const popup = await desk.popup();
  await expect(waitingCount(popup)).toHaveText('3');
  await expect(popup.locator('[data-client]')).toHaveCount(29);
  await expect(popup.locator('footer')).toContainText('Checked');
  expect(desk.isWorkerRunning()).toBe(false);
  expect(sim.log.count({}, mark)).toBe(0);
});

test('the first screen is there before the database is', async ({ sim, desk }) => {
  await begin(desk, sim);
  const first = await desk.popup();
  await expect(waitingCount(first)).toHaveText('3');
  await expect.poll(async () => Object.keys((await stored(desk)).local)).toContain('popup-screen');
  await first.close();
  // A database that never opens: what is seen now is the picture of the last opening.
  const popup = await desk.context.newPage();
  await popup.setViewportSize({ width: 420, height: 600 });
  await popup.addInitScript(() => {
    const silent = { addEventListener: () => undefined, removeEventListener: () => undefined };
    indexedDB.open = () => Object.assign(Object.create(IDBOpenDBRequest.prototype), silent);
  });
  await popup.goto(`${desk.origin}/popup.html`);
  for (const seen of [
    'Harbour IT',
    'Waiting for confirmation',
    'Tom Okafor',
    'Low on seats',
    'Tideway Marine Supplies',
  ])
    await expect(popup.getByText(seen, { exact: seen !== 'Low on seats' }).first()).toBeVisible();
  // How old it is can only be wrong by now, and a picture cannot be used.
  await expect(popup.getByText(/Checked/)).toHaveCount(0);
  await expect(popup.locator('#app')).toHaveAttribute('inert');
});

test('1,000 clients: few rows in the page, all of them within reach', async ({ startSim, desk }) => {
  const sim = await startSim({ world: presets.clients(1000) });
  await begin(desk, sim);
  const popup = await desk.popup();
  const rows = popup.locator('[data-client]');
  await expect(rows.first()).toBeVisible();
  expect(await rows.count()).toBeLessThan(100);
  await expect(popup.getByRole('table', { name: 'Clients' })).toHaveAttribute('aria-rowcount', /^100[123]$/);
  expect(sim.log.count({ status: 429 })).toBe(0);

  const seen = new Set<string>();
  const keys = () => rows.evaluateAll((all) => all.map((row) => (row as HTMLElement).dataset.client ?? ''));
  const body = popup.locator('main');
  for (let top = 0, end = 1; top < end; top += 500) {
    end = await body.evaluate((main, y) => {
      main.scrollTop = y;
      return main.scrollHeight - main.clientHeight + 500;
    }, top);
    // Nothing but rows where one looks: the window has followed.
    await expect
      .poll(() =>
        popup.evaluate(() => {
          const { left, top, height } = document.querySelector('main')!.getBoundingClientRect();
          return document.elementFromPoint(left + 20, top + height / 2)?.closest('.spacer') === null;
        }),
      )
      .toBe(true);
    for (const key of await keys()) seen.add(key);
  }
  expect(seen.size).toBe(1000);

  await search(popup).fill('zenith');
  await expect(popup.locator('[data-client] mark').first()).toHaveText('Zenith');
  for (const name of await listed(popup)) expect(name.toLowerCase()).toContain('zenith');
  expect(await body.evaluate((main) => main.scrollTop)).toBe(0);
});

test('10,000 clients: opened, searched, sorted and walked to the end', async ({ startSim, desk }) => {
  test.setTimeout(120_000);
  const sim = await startSim({ world: presets.clients(10_000) });
  await begin(desk, sim);
  const popup = await desk.popup();
  await expect(popup.getByRole('table', { name: 'Clients' })).toHaveAttribute('aria-rowcount', /^1000[123]$/);
  expect(await popup.locator('[data-client]').count()).toBeLessThan(100);
  await expect(search(popup)).toBeFocused();
  await popup.keyboard.type('9999');
  await expect(popup.locator('[data-client]')).toHaveCount(1);
  await expect(popup.locator('[data-client] mark')).toHaveText('9999');
  await popup.keyboard.press('Escape');
  await expect(search(popup)).toHaveValue('');
  await head(popup, 'Client').getByRole('button').click();
  await expect(head(popup, 'Client')).toHaveAttribute('aria-sort', 'ascending');
  await popup.locator('[data-client] button').first().focus();
  await expect(popup.locator('[data-client] button').first()).toBeFocused();
  await popup.keyboard.press('End');
  await expect(popup.locator('[data-client]').last().getByRole('button')).toBeFocused();
  await expect(popup.locator('[data-client]').last()).toBeInViewport();
  expect(sim.log.count({ status: 429 })).toBe(0);
});
