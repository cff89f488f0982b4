import { cpSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { judged, namesInFile } from '@/tests/unit/crypto/judge';
import type { Desk } from './support/desk';
import { expect, test } from './support/fixtures';
import { changePolicy, copyWithPage } from './support/test-page';
import type { VectorsPage } from './support/vectors-page';

const entry = 'tests/e2e/support/vectors-page.ts';

/** Opens the page of the vectors and tells what happens in it. */
async function open(desk: Desk) {
  const seen = { threads: [] as string[], errors: [] as string[] };
  const page = await desk.context.newPage();
  page.on('worker', (worker) => seen.threads.push(new URL(worker.url()).protocol));
  page.on('pageerror', (error) => seen.errors.push(error.message));
  await page.goto(`${desk.origin}/vectors.html`);
  const about = () =>
    page.evaluate(() => window.vectorsPage && { names: window.vectorsPage.names, ranText: window.vectorsPage.ranText });
  await expect.poll(about).toBeTruthy();
  return { page, seen, ...(await about())! };
}

const run = (page: Page, at: number): ReturnType<VectorsPage['run']> =>
  page.evaluate((index) => window.vectorsPage!.run(index), at);

test('every public vector holds in this browser, under the policy of the extension; where that forbids WebAssembly, Argon2id fails by its name and the rest works', async ({
  launch,
}, testInfo) => {
  // Some ten thousand changed strings, none of which may open: seconds, or a minute where all tests run at once.
  test.setTimeout(180_000);
  const extension = testInfo.outputPath('extension');
  await copyWithPage(extension, 'vectors', entry);
  const { page, seen, names, ranText } = await open(await launch({ extension }));

  expect(ranText, 'the policy is in force').toBe(false);
  expect(names.length).toBeGreaterThan(60);
  expect(names).toEqual(namesInFile());
  for (const [at, name] of names.entries()) {
    await test.step(name, async () => {
      const findings = await run(page, at);
      expect.soft(findings.length, name).toBeGreaterThan(0);
      // Sealed in Chromium, opened by OpenSSL.
      const { found, expected } = judged(findings);
      expect.soft(found, name).toEqual(expected);
    });
  }
  // Each user key, account and salt was derived in a thread of the extension's own.
  expect(seen.threads.length).toBeGreaterThan(20);
  expect(new Set(seen.threads)).toEqual(new Set(['chrome-extension:']));
  await expect.poll(() => page.workers().length, 'each thread was ended').toBe(0);
  expect(seen.errors).toEqual([]);

  // The page takes longer to build than all of that to run: the second part has a copy of the same.
  const forbidding = testInfo.outputPath('forbidding');
  cpSync(extension, forbidding, { recursive: true });
  changePolicy(forbidding, " 'wasm-unsafe-eval'", '');
  const without = await open(await launch({ extension: forbidding }));
  await expect(run(without.page, names.indexOf('userKeys 3')), 'Argon2id').rejects.toThrow(
    'refused: derivation-failed',
  );
  const { found, expected } = judged(await run(without.page, names.indexOf('userKeys 0')));
  expect(found, 'PBKDF2').toEqual(expected);
});
