/** What every end-to-end test begins with: `import { expect, test } from './support/fixtures'`. */
import { test as base } from '@playwright/test';
import { type Simulator, startSimulator } from '@/tests/simulator/index';
import { type Desk, type LaunchOptions, launchDesk } from './desk';

export { expect } from '@playwright/test';

interface Fixtures {
  /** A provider server of this test's own, with the story's provider. */
  sim: Simulator;
  /** Starts another one; it ends with the test. */
  startSim: (options?: Parameters<typeof startSimulator>[0]) => Promise<Simulator>;
  /** Opens a browser with the extension; it closes with the test. */
  launch: (options?: LaunchOptions) => Promise<Desk>;
  /** A browser that was just opened with an empty profile. */
  desk: Desk;
}

export const test = base.extend<Fixtures>({
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
      const desk = await launchDesk(options);
      desks.push(desk);
      return desk;
    });
    for (const [at, desk] of desks.entries()) {
      if (testInfo.status !== testInfo.expectedStatus) {
        // What stood on the screen says more than the assertion.
        for (const [number, page] of desk.context.pages().entries()) {
          const body = await page.screenshot().catch(() => null);
          if (body !== null) await testInfo.attach(`browser-${at}-page-${number}`, { body, contentType: 'image/png' });
        }
      }
      await desk.close();
    }
  },
  desk: async ({ launch }, use) => use(await launch()),
});
