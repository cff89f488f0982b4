/** Once before all tests: there is a build to load and a browser to load it. */
import { findBrowser, variable } from '../../tools/browser.mjs';
import { ensureBuilt } from './build';

export default async function globalSetup(): Promise<void> {
  const browser = await findBrowser();
  if (browser === null) throw new Error('No browser that can load an extension. `npm run e2e` finds or installs one.');
  process.env[variable] = browser;
  await ensureBuilt();
}
