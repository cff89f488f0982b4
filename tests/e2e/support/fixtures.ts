/** What every end-to-end test begins with: `import { expect, test } from './support/fixtures'`. */
import { existsSync } from 'node:fs';
import { test as base, expect, type TestInfo } from '@playwright/test';
import { type Simulator, startSimulator } from '@/tests/simulator/index';
import { type Desk, type LaunchOptions, launchDesk } from './desk';
import { type Renewable, renewable } from './renew';

export { expect } from '@playwright/test';

interface Fixtures {
  /** A provider server of this test's own, with the story's provider. */
  sim: Simulator;
  /** Starts another one; it ends with the test. */
  startSim: (options?: Parameters<typeof startSimulator>[0]) => Promise<Simulator>;
  /**
   * Opens a browser with the extension; it closes with the test. For tests that start browsers themselves or change
   * them for good, as by `page.clock` or scripts for every page of the browser. Costs six seconds more than `desk`.
   */
  launch: (options?: LaunchOptions) => Promise<Desk>;
  /** A browser in which nothing is stored and nothing open, as after its first start. Made as good as new for each test. */
  desk: Desk;
}

interface WorkerFixtures {
  /** The browser that the tests of a worker use one after another; null: the next one starts it. */
  kept: { current: Renewable | null };
}

/**
 * Launches a browser, and closes the page that opens by itself in a new profile: it would come before the test's own,
 * and a page behind another is drawn once a second. Not before it is painted: a page that is closed while it fetches
 * the extension's messages leaves them empty for all others.
 */
async function launchQuietly(options?: LaunchOptions): Promise<Desk> {
  const isNew = options?.profileDir === undefined || !existsSync(options.profileDir);
  const desk = await launchDesk(options);
  if (!isNew) return desk;
  const own = () => desk.context.pages().find((page) => page.url() === `${desk.origin}/options.html`);
  await expect.poll(own, { intervals: [50] }).toBeDefined();
  await own()?.getByRole('heading').first().waitFor();
  await own()?.close();
  return desk;
}

/** What stood on the screen says more than the assertion. */
async function keepPictures(desk: Desk, testInfo: TestInfo, at = 0): Promise<void> {
  for (const [number, page] of desk.context.pages().entries()) {
    const body = await page.screenshot().catch(() => null);
    if (body !== null) await testInfo.attach(`browser-${at}-page-${number}`, { body, contentType: 'image/png' });
  }
}

const hasFailed = (testInfo: TestInfo): boolean => testInfo.status !== testInfo.expectedStatus;

export const test = base.extend<Fixtures, WorkerFixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are needed from this pattern.
  startSim: async ({}, use) => {
    const started: Simulator[] = [];
    await use(async (options) => {
      const sim = await startSimulator(options);
      started.push(sim);
      return sim;
    });
    for (const sim of started) await sim.close();
  },
  sim: async ({ startSim }, use) => use(await startSim()),
  // biome-ignore lint/correctness/noEmptyPattern: see above.
  launch: async ({}, use, testInfo) => {
    const desks: Desk[] = [];
    await use(async (options) => {
      const desk = await launchQuietly(options);
      desks.push(desk);
      return desk;
    });
    for (const [at, desk] of desks.entries()) {
      if (hasFailed(testInfo)) await keepPictures(desk, testInfo, at);
      await desk.close();
    }
  },
  kept: [
    // biome-ignore lint/correctness/noEmptyPattern: see above.
    async ({}, use) => {
      const kept: WorkerFixtures['kept'] = { current: null };
      await use(kept);
      await kept.current?.desk.close();
    },
    { scope: 'worker' },
  ],
  desk: async ({ kept }, use, testInfo) => {
    kept.current ??= await renewable(await launchQuietly());
    const { desk, renew } = kept.current;
    await use(desk);
    if (hasFailed(testInfo)) await keepPictures(desk, testInfo);
    else if (await renew()) return;
    kept.current = null;
    await desk.close();
  },
});
