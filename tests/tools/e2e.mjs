/** `npm run e2e`: the tests in the browser. Arguments go to Playwright: `npm run e2e -- smoke --headed`. */
import { provideBrowser } from './browser.mjs';
import { main } from './process.mjs';
import { setUp } from './setup.mjs';
import { conclude, e2e } from './stages.mjs';

await main(async () => {
  await setUp();
  return conclude([await e2e(await provideBrowser(), process.argv.slice(2))]);
});
