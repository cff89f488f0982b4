import type { Page } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { openDesk } from './support/desk-page';
import { expect, test } from './support/fixtures';
import { accountOf, begin, clientId, providerId } from './support/scenes';

const brightwater = 'Brightwater Dental Group';
const tasks = (page: Page) => page.getByRole('region', { name: 'Administration' });
const task = (page: Page, key: string) => page.locator(`[data-task="${key}"]`);
const training = (page: Page) => page.getByRole('region', { name: 'Training to pass on' });

/** Notes addresses of drafts instead of handing them to the system, which has no e-mail program. */
const noteDrafts = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const genuine = window.open.bind(window);
    window.open = (url, target) => {
      if (!String(url).startsWith('mailto:')) return genuine(url, target);
      document.documentElement.dataset.draft = String(url);
      return null;
    };
  });
const draft = (page: Page): Promise<string> => page.evaluate(() => document.documentElement.dataset.draft ?? '');

test('the tasks of a client: done here, or on the exact page of the exact client', async ({ sim, desk }) => {
  await begin(desk, sim);
  const id = clientId(sim, brightwater);
  const organization = sim.world.organizations.get(id);
  organization?.policies.push({ type: 8, enabled: true, data: {} });
  const page = await openDesk(desk, `#/clients/${id}`);
  await expect(task(page, 'recovery')).toContainText('Switched on for this client.');
  await expect(tasks(page).getByRole('listitem')).toHaveCount(13);
  await expect(task(page, 'import')).toContainText('Provider staff may import.');
  await expectAccessible(page, 'a client’s tasks');

  const lands = async (key: string, route: string): Promise<void> => {
    const opened = desk.context.waitForEvent('page');
    await task(page, key).getByRole('button').click();
    const vault = await opened;
    await expect.poll(() => vault.url()).toContain(`/#/${route}`);
    await vault.close();
  };
  await lands('import', `organizations/${id}/settings/tools/import`);
  await lands('policies', `organizations/${id}/settings/policies`);
  await lands('send', 'sends');
  await lands('unlink', `providers/${providerId(sim)}/clients?search=Brightwater%20Dental%20Group`);
  await task(page, 'events').getByRole('link').click();
  await expect(page.getByRole('heading', { name: 'Event log' })).toBeVisible();
});

test('a service user sees what is for provider admins alone, with the reason', async ({ sim, desk }) => {
  await begin(desk, sim, accountOf(sim, 'service user'));
  const page = await openDesk(desk, `#/clients/${clientId(sim, 'Tideway Marine Supplies')}`);
  await expect(task(page, 'billing')).toContainText('Provider admins only.');
  await expect(task(page, 'billing').getByRole('button')).toHaveAttribute('aria-disabled', 'true');
  await expect(task(page, 'recovery')).toContainText(/no account recovery|Not switched on/);
});

test('a text is passed on in the reader’s language, with all names filled in', async ({ sim, desk }) => {
  await begin(desk, sim);
  await desk.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = await openDesk(desk, `#/clients/${clientId(sim, brightwater)}`);
  await noteDrafts(page);
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  const panel = training(page);
  await panel.getByRole('combobox', { name: 'Language of the texts' }).selectOption({ label: 'Nederlands' });
  const who = panel.getByRole('combobox', { name: /^For whom/ });
  await who.focus();
  await expect(panel.locator('datalist option[value^="Tom Okafor"]')).toBeAttached();
  await who.fill('Tom Okafor');

  await panel.getByRole('button', { name: 'Copy “Turn on two-step login”' }).click();
  await expect(page.locator('.desk > .toast')).toHaveText('Copied. Paste it into a message to your user.');
  await expect.poll(clipboard).toMatch(/^Hallo Tom Okafor,\s+Met tweestapsaanmelding/);
  expect(await clipboard()).toContain('https://bitwarden.com/nl-nl/help/setup-two-step-login/');

  await panel.getByRole('button', { name: 'Create an account', exact: true }).click();
  await expect(panel.locator('[data-topic="register"]')).toContainText(`een account voor ${brightwater} aan te maken`);
  await expectAccessible(page, 'a text to pass on');

  await panel.getByRole('button', { name: 'Write “Get the apps” as an e-mail' }).click();
  await expect
    .poll(() => draft(page))
    .toMatch(/^mailto:tom\.okafor@brightwater\.example\?subject=Installeer%20de%20apps&body=Hallo%20Tom/);

  await panel.getByRole('button', { name: 'Write all as an e-mail' }).click();
  await expect(page.locator('.desk > .toast')).toHaveText(
    'Too long for a draft, so it was copied. Paste it into an e-mail.',
  );
  await expect.poll(clipboard).toMatch(/^Aan de slag met Bitwarden bij Brightwater Dental Group/);

  // The language is remembered over a reload.
  await page.reload();
  await expect(panel.getByRole('combobox', { name: 'Language of the texts' })).toHaveValue('nl');
});
