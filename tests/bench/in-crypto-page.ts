/** Opens a browser with a page of the extension that runs the product's cryptography, and closes it after. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { type Desk, launchDesk } from '../e2e/support/desk';
import { copyWithPage } from '../e2e/support/test-page';
import { until } from '../tools/until';

export async function inCryptoPage<T>(work: (page: Page) => Promise<T>): Promise<T> {
  const extension = mkdtempSync(join(tmpdir(), 'provider-desk-bench-'));
  let desk: Desk | null = null;
  try {
    await copyWithPage(extension, 'bench', 'tests/bench/crypto-page.ts');
    desk = await launchDesk({ extension });
    const page = await desk.context.newPage();
    await page.goto(`${desk.origin}/bench.html`);
    await until("the page's script", () => page.evaluate(() => (window.cryptoPage === undefined ? null : true)));
    return await work(page);
  } finally {
    await desk?.close();
    rmSync(extension, { recursive: true, force: true });
  }
}
