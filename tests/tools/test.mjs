/** `npm test`: sets up what is missing, then runs everything, in the order in which failures are cheapest to find. */
import { provideBrowser } from './browser.mjs';
import { main } from './process.mjs';
import { setUp } from './setup.mjs';
import { buildChromium, buildFirefox, builds, conclude, e2e, lint, types, unit } from './stages.mjs';

await main(async () => {
  await setUp();
  const browser = await provideBrowser();
  const counts = [];
  // A failing stage does not hide what the next would say.
  for (const run of [types, lint, unit, buildChromium, buildFirefox, builds, () => e2e(browser)])
    counts.push(await run());
  return conclude(counts);
});
