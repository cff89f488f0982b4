/** The pictures of the README: the production build before the story's provider. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, root } from '../e2e/support/build';
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
