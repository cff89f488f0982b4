import { readFile } from 'node:fs/promises';
import type { Download } from '@playwright/test';
import type { Activity } from '@/lib/domain/activity';
import type { Deed } from '@/lib/domain/journal';
import { expectAccessible } from './support/accessible';
import { entry, openDesk, record } from './support/desk-page';
import { expect, test } from './support/fixtures';
import { begin, clientId, stored } from './support/scenes';

const hourMs = 3_600_000;

const deed = (id: string, more: Partial<Deed> = {}): Deed => ({
  id,
  at: Date.now() - 2_000,
  accountId: 'a',
  account: 'ada@harbour-it.example',
  providerId: 'p',
  providerName: 'Harbour IT',
  place: 'c',
  clientName: 'Brightwater Dental Group',
  what: 'invite',
  state: 'done',
  people: [{ name: 'Eva Roth', email: 'eva@x.example' }],
  role: 'user',
  sentence: null,
  ...more,
});

const textOf = async (download: Download): Promise<string> => readFile(await download.path(), 'utf8');

test('the record: what was done and noticed, filtered, saved as it is shown, and erased only when that was meant', async ({
  sim,
  desk,
}) => {
  await begin(desk, sim);
  const fjord = clientId(sim, 'Fjord Logistics');
  await record(desk, [
    entry('1'),
    entry('2', { at: Date.now() - 1_000, clientName: '=cmd|"x"', state: 'not-confirmed', way: 'all-five' }),
    entry('3', { at: Date.now() - 48 * hourMs, state: 'sending' }),
    deed('4'),
    deed('5', {
      what: 'revoke',
      state: 'partly',
      people: [
        { name: 'Tom Okafor', email: 'tom@x.example', refused: true },
        { name: 'Priya Nair', email: 'priya@x.example' },
      ],
      sentence: 'Already revoked.',
    }),
    deed('6', { what: 'seats', state: 'sent', people: [], seats: { from: 210, to: 220 }, place: fjord }),
    deed('7', { state: 'unsent', clientName: 'Verhoeven & Zonen', failure: { kind: 'offline' } }),
  ]);
  const page = await openDesk(desk, '#/activity');
  const rows = page.locator('[data-activity]');
  await expect(page.locator('[data-activity="done"]')).toContainText('Invited Eva Roth, Brightwater Dental Group');
  await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText('Today');
  await expect(rows.filter({ hasText: 'Tom Okafor and Priya Nair' })).toContainText(
    'Not done for Tom Okafor.The server said: “Already revoked.”',
  );
  await page.getByRole('button', { name: /^What was noticed/ }).click();
  await expect(page.locator('[data-activity="noticed"]').first()).toBeVisible();
  await expect(page.locator('[data-activity]:not([data-activity="noticed"])')).toHaveCount(0);
  await page.getByRole('button', { name: /^What you did/ }).click();
  await expect(rows).toHaveCount(7);
  await expect(page.locator('[data-activity="unsent"]')).toContainText(
    'Not invited Eva Roth, Verhoeven & ZonenNothing was sent. You are offline.',
  );
  await page.keyboard.press('/');
  await page.keyboard.type('verhoeven');
  await expect(rows).toHaveCount(1);
  await expectAccessible(page, 'record');
  // One step back: the text, and everything is there again.
  await page.keyboard.press('Escape');
  await expect(rows).toHaveCount(7);
  await page.getByRole('button', { name: /^Problems/ }).click();
  await expect(rows).toHaveCount(5);

  const save = async (format: RegExp): Promise<Download> => {
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menuitem', { name: format }).click();
    return saving;
  };
  const csv = await save(/^CSV/);
  expect(csv.suggestedFilename()).toMatch(/^activity-\d{4}-\d\d-\d\d\.csv$/);
  const lines = (await textOf(csv)).split('\r\n');
  expect(lines[0]?.charAt(0)).toBe('\uFEFF');
  expect(lines[1]).toContain('Not confirmed,Tom Okafor,tom.okafor@brightwater.example,User,"\'=cmd|""x""",Harbour IT,');
  expect(lines.filter((line) => line.includes('Access not revoked,Tom Okafor'))).toHaveLength(1);
  expect(lines.filter((line) => line.includes('Access revoked,Priya Nair'))).toHaveLength(1);
  await expect(page.locator('.desk > .toast')).toHaveText(/^Saved activity-.*\.csv, 6 rows\.$/);
  const json = await save(/^JSON/);
  const saved = JSON.parse(await textOf(json)) as { activity: Activity[] };
  expect(saved.activity.map(({ id }) => id).sort()).toEqual(['2', '3', '5', '6', '7']);

  await page.getByRole('button', { name: 'Erase' }).click();
  await page.getByRole('button', { name: 'Keep' }).click();
  expect((await stored(desk)).tables.activity).toHaveLength(3);
  await page.getByRole('button', { name: 'Erase' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Erase' }).click();
  // Of whom nobody knows yet whether they are in is kept, until that is known.
  await expect(rows).toHaveCount(1);
  await expect(page.locator('[data-activity="unknown"]')).toHaveCount(1);
  const { activity, journal } = (await stored(desk)).tables;
  expect(activity).toMatchObject([{ id: '3' }]);
  expect(journal).toEqual([]);
});

test('a deed without an answer leads to where the truth is', async ({ sim, desk }) => {
  await begin(desk, sim);
  const fjord = clientId(sim, 'Fjord Logistics');
  await record(desk, [
    deed('6', { what: 'seats', state: 'sent', people: [], seats: { from: 210, to: 220 }, place: fjord }),
  ]);
  const page = await openDesk(desk, '#/activity');
  await page.locator('[data-activity="unknown"]').getByRole('link', { name: 'Look there' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Fjord Logistics' })).toBeFocused();
});
