/** `npm run bench`: measures the production build, next to a floor measured in the same run. */
import { provideBrowser, variable } from './browser.mjs';
import { main, runScript } from './process.mjs';
import { setUp } from './setup.mjs';

await main(async () => {
  await setUp();
  const browser = await provideBrowser();
  return runScript('tests/bench/run.ts', process.argv.slice(2), { env: { [variable]: browser } });
});
