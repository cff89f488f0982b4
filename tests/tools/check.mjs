/** `npm run check`: what needs neither a build nor a browser. */
import { main } from './process.mjs';
import { setUp } from './setup.mjs';
import { conclude, lint, types, unit } from './stages.mjs';

await main(async () => {
  await setUp();
  const counts = [];
  for (const run of [types, lint, unit]) counts.push(await run());
  return conclude(counts);
});
