/** A browser with a copy of the production build, signed in and at rest: what the benchmarks of pages begin with. */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extensionDir } from '../e2e/support/build';
import { type Desk, launchDesk } from '../e2e/support/desk';
import { signIn } from '../e2e/support/sign-in';
import { presets, type Simulator, startSimulator } from '../simulator/index';
import { until } from '../tools/until';

/** Pages for the floors, beside the product's in the copy: one with a word, one with a field. */
export const floorPages = { word: 'floor-word.html', field: 'floor-field.html' } as const;

const page = (body: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Floor</title></head><body>${body}</body></html>`;

export interface SignedIn {
  readonly sim: Simulator;
  readonly desk: Desk;
  close(): Promise<void>;
}

/** @param outstanding clients with somebody invited or waiting */
export async function openSignedIn(clients: number, outstanding: number): Promise<SignedIn> {
  const extension = mkdtempSync(join(tmpdir(), 'provider-desk-bench-'));
  cpSync(extensionDir, extension, { recursive: true });
  writeFileSync(join(extension, floorPages.word), page('<p>Floor</p>'));
  writeFileSync(join(extension, floorPages.field), page('<input type="search" autofocus>'));
  const sim = await startSimulator({ world: presets.clients(clients, { now: Date.now(), outstanding }) });
  let desk: Desk | null = null;
  const close = async (): Promise<void> => {
    await desk?.close();
    await sim.close();
    rmSync(extension, { recursive: true, force: true });
  };
  try {
    desk = await launchDesk({ extension });
    const [account] = sim.world.accounts;
    if (account === undefined) throw new Error('the world has no account');
    await (await signIn(desk, sim.origin, account)).close();
    return { sim, desk, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Waits until the first poll has ended and the popup has kept the picture that its next opening begins with. */
export async function settle({ desk }: SignedIn, deadlineMs: number): Promise<void> {
  const popup = await desk.popup();
  await until(
    'the end of the first poll',
    async () => ((await popup.locator('footer').getAttribute('data-status')) === 'fresh' ? true : null),
    deadlineMs,
  );
  await until('the picture of the first screen', () =>
    popup.evaluate(() => (localStorage.getItem('popup-screen')?.includes('client__name') ? true : null)),
  );
  await popup.close();
}
