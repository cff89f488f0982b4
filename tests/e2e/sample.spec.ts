/** Looking around without an account: everything can be tried, nothing goes out, nothing stays. */
import type { Page } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import type { Desk } from './support/desk';
import { expect, test } from './support/fixtures';
import { stored } from './support/scenes';

const banner = (page: Page) => page.getByRole('region', { name: 'This is sample data' });
const go = (page: Page, hash: string) =>
  page.evaluate((to) => {
    location.hash = to;
  }, hash);

/** From the first run into the sample, as a person goes. */
async function lookAround(desk: Desk, popup: Page): Promise<Page> {
  const opened = desk.context.waitForEvent('page');
  await popup.getByRole('link', { name: 'Look around with sample data' }).click();
  const page = await opened;
  await page.setViewportSize({ width: 1280, height: 800 });
  await expect(page).toHaveURL(/desk\.html\?sample/);
  await expect(banner(page)).toBeVisible();
  return page;
}

test('from the first run: seats, invitations and removals are tried; nothing goes out and nothing stays', async ({
  desk,
}) => {
  const sent: string[] = [];
  desk.context.on('request', (request) => {
    if (!request.url().startsWith('chrome-extension:')) sent.push(request.url());
  });
  const popup = await desk.popup();
  await expect(popup.getByRole('button', { name: 'Add your account' })).toBeVisible();
  const before = await stored(desk);
  const page = await lookAround(desk, popup);

  // Clients, and more seats for the one that is full.
  await expect(page.getByRole('heading', { name: 'Clients', exact: true })).toBeVisible();
  await page.locator('[data-client]').filter({ hasText: 'Tideway Marine Supplies' }).getByRole('link').first().click();
  await expect(page.getByRole('heading', { name: 'Tideway Marine Supplies', level: 1 })).toBeFocused();
  const seats = page.getByRole('region', { name: 'Change seats' });
  await seats.getByRole('spinbutton').fill('24');
  await seats.getByRole('button', { name: 'Add 4 seats' }).click();
  await expect(page.getByText('Tideway Marine Supplies now has 24 seats.').first()).toBeVisible();

  // Two are invited there, and one of them is removed again.
  await go(page, `${new URL(page.url()).hash}/members`);
  await expect(page.getByRole('textbox', { name: 'E-mail addresses' })).toBeVisible();
  await page.getByRole('textbox', { name: 'E-mail addresses' }).fill('mia@tideway.example, sam@tideway.example');
  await page.getByRole('button', { name: 'Invite 2 people' }).click();
  await expect(page.getByText('2 invitations sent', { exact: false }).first()).toBeVisible();
  const mia = page.getByRole('row').filter({ hasText: 'mia@tideway.example' });
  await mia.getByRole('button', { name: /^More/ }).click();
  await page.getByRole('menuitem', { name: /^Remove/ }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Remove/ })
    .click();
  await expect(mia).toHaveCount(0);
  await expect(page.getByRole('row').filter({ hasText: 'sam@tideway.example' })).toBeVisible();

  // The record has it, and comparing says what it needs.
  await go(page, '#/activity');
  await expect(page.getByText('mia@tideway.example', { exact: false }).first()).toBeVisible();
  await go(page, '#/confirm');
  await expect(page.getByRole('heading', { name: 'Comparing needs real people' })).toBeVisible();
  await expectAccessible(page, 'comparing, in the sample');

  // Ended, it is gone.
  const closed = page.waitForEvent('close');
  // The page may be gone before the click could be reported.
  await banner(page)
    .getByRole('button', { name: 'End' })
    .click()
    .catch((error: unknown) => {
      if (!page.isClosed()) throw error;
    });
  await closed;
  expect(await stored(desk)).toEqual(before);
  expect(sent).toEqual([]);
  const again = await lookAround(desk, popup);
  await expect(again.locator('[data-client]').filter({ hasText: 'Tideway Marine Supplies' })).toContainText('20');

  // From here to the first account: the page that opened by itself at first.
  await banner(again).getByRole('button', { name: 'Add account' }).click();
  await expect.poll(() => desk.context.pages().map((one) => new URL(one.url()).hash)).toContain('#accounts');
});
