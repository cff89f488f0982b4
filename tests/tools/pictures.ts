/** The pictures of the README: the production build before the story's provider. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, root } from '../e2e/support/build';
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
} finally {
  await ground.close();
}
