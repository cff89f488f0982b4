/** `npm start`: a provider to play with, and a browser in which the extension is signed in to it. */
import { provideBrowser, variable } from './browser.mjs';
import { main, runScript } from './process.mjs';
import { setUp } from './setup.mjs';

await main(async () => {
  await setUp();
  const browser = await provideBrowser();
  return runScript('tests/tools/start.ts', process.argv.slice(2), { env: { [variable]: browser } });
});
