/** The pictures of the README: the production build before the story's provider. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, root } from '../e2e/support/build';
import { rememberSeats } from '../e2e/support/past';
import { phraseOf, typeCoveredWord, unlockDesk } from './newcomer';

import { openPlayground } from './playground';
import { until } from './until';

const folder = join(root, '.github', 'pictures');
mkdirSync(folder, { recursive: true });
await ensureBuilt();

const ground = await openPlayground({ clients: null, port: null, headless: true, scale: 2 });
try {
  const popup = await ground.popup();
  const shell = popup.locator('.popup');
  const take = async (name: string): Promise<void> => {
    await shell.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
    console.log(`.github/pictures/${name}.png`);
  };
  await popup.getByText('Low on seats').waitFor();
  await until('the digest', async () => ((await ground.desk.badge()).text === '3' ? true : null));

  for (const colorScheme of ['light', 'dark'] as const) {
    await popup.emulateMedia({ colorScheme });
    await take(`popup-${colorScheme}`);
  }
  await popup.emulateMedia({ colorScheme: 'light' });

  await popup.getByRole('searchbox').fill('noor');
  await popup.locator('[data-client]').first().waitFor();
  await take('popup-search');
  await popup.getByRole('searchbox').fill('');

  ground.breakNetwork();
  await ground.check();
  await popup.locator('[data-banner]').waitFor();
  await take('popup-no-answer');
  ground.mendNetwork();
  await ground.check();

  const options = await ground.desk.options('#accounts');
  await options.getByText(ground.account.email).first().waitFor();
  await options.screenshot({ path: join(folder, 'options-light.png'), animations: 'disabled' });
  console.log('.github/pictures/options-light.png');
  await options.close();

  const desk = await ground.desk.context.newPage();
  await desk.setViewportSize({ width: 1280, height: 720 });
  await desk.goto(`${ground.desk.origin}/desk.html#/waiting`);
  await desk.locator('[data-person]').nth(2).waitFor();
  await desk.screenshot({ path: join(folder, 'desk-waiting.png'), animations: 'disabled' });
  console.log('.github/pictures/desk-waiting.png');

  const tideway = ground.sim.control.truth
    .clients(ground.account.userId)
    .find(({ name }) => name === 'Tideway Marine Supplies');
  if (tideway === undefined) throw new Error('no such client');
  await rememberSeats(desk, tideway.organizationId, [
    [100, 15, 11],
    [78, 15, 12],
    [61, 15, 14],
    [44, 20, 15],
    [31, 20, 17],
    [18, 20, 18],
    [6, 20, 20],
  ]);
  for (const [name, hash, shown] of [
    ['desk-clients', '#/clients', '[data-client]'],
    ['desk-client', `#/clients/${tideway.organizationId}`, '[data-story]'],
    ['desk-members', '#/members', '[data-member]'],
  ] as const) {
    await desk.goto(`${ground.desk.origin}/desk.html${hash}`);
    await desk.setViewportSize({ width: 1389, height: name === 'desk-client' ? 1120 : 860 });
    await desk.locator(shown).first().waitFor();
    await desk.locator('h1').blur();
    for (const colorScheme of name === 'desk-client' ? (['light', 'dark'] as const) : (['light'] as const)) {
      await desk.emulateMedia({ colorScheme });
      await desk.screenshot({ path: join(folder, `${name}-${colorScheme}.png`), animations: 'disabled' });
      console.log(`.github/pictures/${name}-${colorScheme}.png`);
    }
    await desk.emulateMedia({ colorScheme: 'light' });
  }
  await desk.goto(`${ground.desk.origin}/desk.html#/waiting`);
  await desk.setViewportSize({ width: 1280, height: 720 });

  await desk.getByRole('button', { name: /^Compare all/ }).click();
  await unlockDesk(desk, ground.account);
  const [first] = ground.waiting();
  if (first === undefined) throw new Error('nobody waits');
  const row = desk.locator('[data-check-person]').filter({ hasText: first.name ?? first.email });
  await typeCoveredWord(row, await phraseOf(ground.sim, first.userId));
  await row.getByText('Same words').waitFor();
  const card = desk.locator('.confirm');
  for (const colorScheme of ['light', 'dark'] as const) {
    await desk.emulateMedia({ colorScheme });
    await card.screenshot({ path: join(folder, `compare-${colorScheme}.png`), animations: 'disabled' });
    console.log(`.github/pictures/compare-${colorScheme}.png`);
  }
} finally {
  await ground.close();
}
