import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const report = process.env.PLAYWRIGHT_JSON_OUTPUT_FILE;

/** The production build in headless Chromium, against the simulated provider server. */
export default defineConfig({
  testDir: here('e2e'),
  outputDir: here('../.output/test-results'),
  globalSetup: here('e2e/support/global-setup.ts'),
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: report === undefined ? [['list']] : [['list'], ['json', { outputFile: report }]],
});
