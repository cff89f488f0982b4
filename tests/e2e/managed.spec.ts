import type { Page } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import type { ExtensionChrome } from './support/chrome';
import type { Desk } from './support/desk';
import { openDesk } from './support/desk-page';
import { expect, test } from './support/fixtures';
import { begin, clientId } from './support/scenes';

declare const chrome: ExtensionChrome;

/**
 * Has the browser tell the worker that this is prescribed, until the worker ends. Real policies are read from a folder of
 * the system, which tests cannot write to.
 */
const prescribe = async (desk: Desk, policy: Record<string, unknown>): Promise<void> =>
  (await desk.worker()).evaluate((prescribed) => {
    chrome.storage.managed.get = async () => prescribed;
  }, policy);

const tab = (page: Page) => page.getByRole('navigation', { name: 'Desk' }).getByRole('link', { name: /^Members/ });
const part = (page: Page, name: RegExp) =>
  page.getByRole('navigation', { name: /Gable Architects/ }).getByRole('link', { name });

test('what an organization hides goes from every page with the next check, and comes back with the policy’s end', async ({
  sim,
  desk,
}) => {
  await begin(desk, sim);
  const client = `#/clients/${clientId(sim, 'Gable Architects')}`;
  const page = await openDesk(desk, client);
  const change = page.getByRole('heading', { name: 'Change seats' });
  const training = page.getByRole('heading', { name: 'Training to pass on' });
  await expect(change).toBeVisible();
  await expect(training).toBeVisible();
  await expect(part(page, /^Members/)).toHaveText('Members11');

  await prescribe(desk, { hide: ['seats', 'members', 'events', 'training', 'export'] });
  const check = page.getByRole('button', { name: 'Check now' });
  await check.click();
  await expect(training).toHaveCount(0);
  await expect(change).toHaveCount(0);
  await expect(tab(page)).toHaveCount(0);
  await expect(part(page, /^Members/)).toHaveCount(0);
  await expect(part(page, /^Event log/)).toHaveCount(0);
  await expectAccessible(page, 'a client, much of it hidden');

  // Nor by their addresses.
  for (const hash of [`${client}/members`, '#/members', '#/events']) {
    await page.goto(`${desk.origin}/desk.html${hash}`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('This page is hidden');
  }
  await page.goto(`${desk.origin}/desk.html#/clients`);
  await expect(page.getByRole('heading', { level: 1, name: 'Clients' })).toBeVisible();
  await expect(page.locator('[data-client]').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'CSV' })).toHaveCount(0);

  await prescribe(desk, {});
  await check.click();
  await expect(tab(page)).toBeVisible();
  await expect(page.getByRole('button', { name: 'CSV' })).toBeVisible();
});
