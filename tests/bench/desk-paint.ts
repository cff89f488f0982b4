/** Opening the desk at its clients, 1,000 of them stored, against opening an empty page of the same extension. */
import type { Page } from '@playwright/test';
import { type Benchmark, fact, timing } from './report';
import { floorPages, openSignedIn, type SignedIn, settle } from './signed-in';
import { alternate, ratioOf, spreadText } from './statistics';

const clientCount = 1000;
const goal = 2;

declare global {
  interface Window {
    /** ms from navigation to the end of the first frame with a row in it. */
    deskRows: Promise<number>;
  }
}

/** Runs before the page's own scripts. */
function watchRows(): void {
  window.deskRows = new Promise((resolve) => {
    const framed = new MessageChannel();
    framed.port1.onmessage = () => resolve(performance.now());
    const observer = new MutationObserver(() => {
      if (document.querySelector('[data-client]') === null) return;
      observer.disconnect();
      requestAnimationFrame(() => framed.port2.postMessage(null));
    });
    observer.observe(document, { childList: true, subtree: true });
  });
}

/** The end of the frame after the load of an empty page, measured in the same way. */
function watchWord(): void {
  window.deskRows = new Promise((resolve) => {
    const framed = new MessageChannel();
    framed.port1.onmessage = () => resolve(performance.now());
    addEventListener('DOMContentLoaded', () => requestAnimationFrame(() => framed.port2.postMessage(null)));
  });
}

/** Opens a page in a tab of its own, and closes it. */
async function open({ desk }: SignedIn, path: string, watch: () => void): Promise<{ rows: number; paint: number }> {
  const page: Page = await desk.context.newPage();
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.addInitScript(watch);
  await page.goto(`${desk.origin}/${path}`, { waitUntil: 'commit' });
  const rows = await page.evaluate(() => window.deskRows);
  const paint = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
  );
  await page.close();
  return { rows, paint };
}

const warmUp = 5;
const rounds = 25;

export const deskPaint: Benchmark = {
  name: 'desk-paint',
  title: 'Desk with 1,000 stored clients: navigation to the frame with its first rows',
  async run() {
    const signedIn = await openSignedIn(clientCount, 20);
    try {
      await settle(signedIn, 60_000);
      const paints: number[] = [];
      const pair = await alternate(
        { warmUp, rounds },
        {
          floor: async () => (await open(signedIn, floorPages.word, watchWord)).rows,
          ours: async () => {
            const { rows, paint } = await open(signedIn, 'desk.html#/clients', watchRows);
            paints.push(paint);
            return rows;
          },
        },
      );
      const ratio = ratioOf(pair);
      const floor = `${spreadText(pair.floor)} for a page with one word`;
      return [
        timing({
          what: 'frame with the first rows of clients',
          measured: `${spreadText(pair.ours)}: ${ratio.toFixed(2)} ×`,
          floor,
          goal: `≤ ${goal} ×`,
          met: ratio <= goal,
        }),
        fact({
          what: 'first contentful paint, which has the bar without rows',
          measured: spreadText(paints.slice(warmUp)),
          floor,
        }),
      ];
    } finally {
      await signedIn.close();
    }
  },
};
