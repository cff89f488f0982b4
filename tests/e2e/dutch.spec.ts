import type { Page } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { confirmButton, personIn, phraseOf, waiting } from './support/confirm-page';
import type { Desk } from './support/desk';
import { openDesk } from './support/desk-page';
import { expect, test } from './support/fixtures';
import { expectLanguage, expectRoom } from './support/language';
import { accountOf, begin, idle, later, shown } from './support/scenes';

const tom = 'tom.okafor@brightwater.example';

const wide = [
  [1280, 16],
  [360, 16],
  [1280, 24],
] as const;

/** The choice of the language on the options page, whichever language that speaks. */
const choose = (options: Page, language: 'browser' | 'en' | 'nl'): Promise<string[]> =>
  options.getByRole('combobox', { name: /^(Language|Taal)$/ }).selectOption(language);

/** From now on, pages note every text of theirs, also those that stand for a moment only. */
const noteTexts = (desk: Desk): Promise<unknown> =>
  desk.context.addInitScript(() => {
    const seen: string[] = [];
    Object.assign(globalThis, { seenTexts: seen });
    new MutationObserver(() => {
      const text = document.body?.textContent ?? '';
      if (seen.at(-1) !== text) seen.push(text);
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });

const everShown = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const seen: unknown = Reflect.get(globalThis, 'seenTexts');
    return Array.isArray(seen) ? seen.join('\n') : 'nothing was noted';
  });

test('Dutch as chosen: options, popup, desk, notices and badge, with nothing cut off and no English left', async ({
  desk,
  sim,
}) => {
  const options = await begin(desk, sim);
  expect((await desk.badge()).title).toBe('3 people wait for confirmation');
  await choose(options, 'nl');
  await expect(options.getByRole('heading', { name: 'Meldingen', exact: true })).toBeVisible();
  await expectLanguage(options, 'nl');
  await expect(options).toHaveTitle('Provider Desk: opties');
  await expectRoom(options, [
    [1100, 16],
    [700, 16],
    [360, 16],
    [1100, 24],
  ]);
  await expectAccessible(options, 'options');

  // The worker: what it says from now on, and on the badge.
  await idle(desk);
  sim.control.acceptInvitation({ email: 'luca.moretti@fjord.example' });
  await later(desk, 3 * 60_000);
  await expect.poll(async () => (await shown(desk, 'Luca Moretti wacht')).length).toBe(1);
  const [notice] = await shown(desk, 'Luca Moretti wacht');
  expect(notice?.message).toBe('Fjord Logistics. Vergelijk de vingerafdrukzin om deze persoon toe te laten.');
  expect(notice?.buttons).toEqual(['Vergelijken', 'Over 1 uur']);
  await expect.poll(async () => (await desk.badge()).title).toBe('4 mensen wachten op bevestiging');

  await noteTexts(desk);
  for (const opening of ['first', 'second'] as const) {
    const popup = await desk.popup();
    await expect(popup.getByRole('heading', { name: 'Wacht op bevestiging' })).toBeVisible();
    await expect(popup.getByRole('button', { name: 'Nu controleren' })).toBeVisible();
    await expectLanguage(popup, 'nl');
    expect(await everShown(popup), opening).not.toMatch(/Waiting for confirmation|Compare|Low on seats/);
    if (opening === 'first') {
      await popup.locator('[data-client]').first().click();
      await expect(popup.getByRole('button', { name: /^Openen in webkluis/ })).toBeVisible();
      await expectLanguage(popup, 'nl');
      await expectRoom(popup, [
        [420, 16],
        [630, 24],
      ]);
      await expectAccessible(popup, 'popup');
      await popup.getByRole('button', { name: 'Meer', exact: true }).click();
      await expect(popup.getByRole('menuitem', { name: 'Sneltoetsen' })).toBeVisible();
      await expectLanguage(popup, 'nl');
      await expectRoom(popup, [[420, 16]]);
    }
    await popup.close();
  }
});

test('Dutch on the desk: the queue, the password, comparing, the result and the record', async ({ desk, sim }) => {
  const options = await begin(desk, sim);
  await choose(options, 'nl');
  await expect(options.locator('html')).toHaveAttribute('lang', 'nl');
  await options.close();
  await noteTexts(desk);

  const page = await openDesk(desk, '#/waiting');
  await expect(page.locator('[data-person]')).toHaveCount(3);
  await expect(page).toHaveTitle('Provider Desk: wachtrij');
  await expect(page.getByText('Iedereen van de provider mag bevestigen').first()).toBeVisible();
  expect(await everShown(page)).not.toMatch(/Waiting for confirmation|Compare|Activity/);
  await page.getByRole('checkbox').first().check();
  await expectLanguage(page, 'nl');
  await expectRoom(page, wide);
  await expectAccessible(page, 'queue');
  await page.getByRole('checkbox').first().uncheck();

  await page.getByRole('button', { name: 'Alle 3 vergelijken' }).click();
  const password = page.getByLabel(/^Hoofdwachtwoord van /);
  await expect(password).toBeFocused();
  await expectLanguage(page, 'nl');
  await expectRoom(page, wide);
  await password.fill('not the password of anybody');
  await page.getByRole('button', { name: 'Ontgrendelen', exact: true }).click();
  await expect(page.getByText('Dit wachtwoord opent dit account niet.')).toBeVisible();
  await expectAccessible(page, 'password');
  await password.fill(accountOf(sim, 'provider admin').masterPassword);
  await page.getByRole('button', { name: 'Ontgrendelen', exact: true }).click();

  await expect(page.getByRole('heading', { name: '3 mensen vergelijken' })).toBeVisible();
  await expect(page.locator('.words')).toHaveCount(3);
  const row = personIn(page, waiting(sim, tom));
  const label = await row.getByRole('img', { name: /, afgedekt$/ }).getAttribute('aria-label');
  const word = phraseOf(sim, tom)[Number(/\d/.exec(label ?? '')?.[0]) - 1] ?? '';
  await row.getByLabel(/^Woord \d volgens Tom$/).fill(`${word}x`);
  await row.getByLabel(/^Woord \d volgens Tom$/).press('Enter');
  await expect(row.getByText('Niet hetzelfde woord.')).toBeVisible();
  await expectLanguage(page, 'nl');
  await expectRoom(page, wide);
  await expectAccessible(page, 'comparing');
  // English whatever the page speaks, and read out as such.
  await expect(row.locator('[lang="en"]').first()).toBeVisible();

  await row.getByLabel(/^Woord \d volgens Tom$/).fill(word);
  await row.getByLabel(/^Woord \d volgens Tom$/).press('Enter');
  await expect(row.getByText('Zelfde woorden')).toBeVisible();
  await expect(confirmButton(page)).toHaveText('1 persoon bevestigen');
  await confirmButton(page).click();
  await expect(page.getByRole('heading', { name: '1 bevestigd' })).toBeVisible();
  await expectLanguage(page, 'nl');
  await expectRoom(page, wide);
  await page.getByRole('button', { name: 'Klaar' }).click();
  await expect(page.locator('[data-person]')).toHaveCount(2);

  await page.getByRole('link', { name: 'Activiteit' }).click();
  await expect(page.locator('[data-activity]').filter({ hasText: 'Bevestigd' })).toBeVisible();
  await expect(page.getByText('Vandaag')).toBeVisible();
  await expectLanguage(page, 'nl');
  await expectRoom(page, wide);
  await expectAccessible(page, 'record');

  await page.getByRole('link', { name: 'Leden' }).click();
  await expect(page.locator('[data-member]').filter({ hasText: 'Uitgenodigd' }).first()).toBeVisible();
  await expectLanguage(page, 'nl');
  await expectRoom(page, [...wide.slice(0, 2), [1190, 16], [1024, 16]]);
  await expectAccessible(page, 'team');
});

test('a browser that speaks Dutch has it from the start; a chosen language counts more', async ({ launch }) => {
  const desk = await launch({ language: 'nl' });
  await expect.poll(async () => (await desk.badge()).title).toBe('Provider Desk instellen');
  const popup = await desk.popup();
  await expect(popup.getByRole('button', { name: 'Je account toevoegen' })).toBeVisible();
  await expectLanguage(popup, 'nl');
  const options = await desk.options();
  await expect(options.getByRole('button', { name: 'Testen en opslaan' })).toBeVisible();
  await expectLanguage(options, 'nl');
  await expectRoom(options, [
    [1100, 16],
    [360, 16],
  ]);

  await choose(options, 'en');
  await expect(options.getByRole('button', { name: 'Test and save' })).toBeVisible();
  await expectLanguage(options, 'en');
  await expect(popup.getByRole('button', { name: 'Add your account' })).toBeVisible();
  await expectLanguage(popup, 'en');
  await expect.poll(async () => (await desk.badge()).title).toBe('Set up Provider Desk');

  await choose(options, 'browser');
  await expect(options.getByRole('button', { name: 'Testen en opslaan' })).toBeVisible();
  await expectLanguage(options, 'nl');
});
