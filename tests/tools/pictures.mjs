/** `npm run pictures`: takes the pictures of the README from the production build. */
import { provideBrowser, variable } from './browser.mjs';
import { main, runScript } from './process.mjs';
import { setUp } from './setup.mjs';

await main(async () => {
  await setUp();
  const browser = await provideBrowser();
  return runScript('tests/tools/pictures.ts', [], { env: { [variable]: browser } });
});
