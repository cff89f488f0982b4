/** Opening the popup with 1,000 stored clients, against opening an empty page of the same extension. */
import type { Page } from '@playwright/test';
import { type Benchmark, fact, timing } from './report';
import { floorPages, openSignedIn, type SignedIn, settle } from './signed-in';
import { alternate, ratioOf, spreadText } from './statistics';

const clientCount = 1000;
const goal = 1.5;

/** What a page notes about itself from its first line on. */
interface Seen {
  /** Turns of the page in which something to look at, and a row of a client, came into it. */
  content: number | null;
  rows: number | null;
}

declare global {
  interface Window {
    seen: Seen;
    /** ms from navigation to the end of the first frame in which the rows can be used. */
    usable: Promise<number>;
  }
}

/** Runs before the page's own scripts. What comes in one turn is painted in one frame. */
function watchTurns(): void {
  const seen: Seen = { content: null, rows: null };
  window.seen = seen;
  let turn = 0;
  window.usable = new Promise((resolve) => {
    const framed = new MessageChannel();
    framed.port1.onmessage = () => resolve(performance.now());
    const observer = new MutationObserver(() => {
      turn += 1;
      if (seen.content === null && (document.body?.textContent ?? '').trim() !== '') seen.content = turn;
      if (seen.rows === null && document.querySelector('.client__name') !== null) seen.rows = turn;
      // A row that stands for a client and not only for its picture.
      if (document.querySelector('[data-client]') === null || document.querySelector('[inert]') !== null) return;
      observer.disconnect();
      requestAnimationFrame(() => framed.port2.postMessage(null));
    });
    observer.observe(document, { childList: true, subtree: true, attributes: true });
  });
}

const firstPaintOf = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          const paint = list.getEntriesByName('first-contentful-paint')[0];
          if (paint !== undefined) resolve(paint.startTime);
        }).observe({ type: 'paint', buffered: true });
      }),
  );

interface Opening {
  /** ms from navigation to the first contentful paint. */
  readonly paintedAfter: number;
  readonly seen: Seen;
  /** As in the page; null: it has no rows. */
  readonly usableAfter: number | null;
}

/** Opens a page in a tab of its own, and closes it. */
async function open({ desk }: SignedIn, path: string, hasRows: boolean): Promise<Opening> {
  const page = await desk.context.newPage();
  await page.setViewportSize({ width: 420, height: 600 });
  await page.addInitScript(watchTurns);
  await page.goto(`${desk.origin}/${path}`, { waitUntil: 'commit' });
  const paintedAfter = await firstPaintOf(page);
  const seen = await page.evaluate(() => window.seen);
  const usableAfter = hasRows ? await page.evaluate(() => window.usable) : null;
  await page.close();
  return { paintedAfter, seen, usableAfter };
}

const warmUp = 5;
const rounds = 25;

export const firstPaint: Benchmark = {
  name: 'paint',
  title: 'Popup with 1,000 stored clients: navigation to first paint with rows',
  async run() {
    const signedIn = await openSignedIn(clientCount, 20);
    try {
      await settle(signedIn, 60_000);
      const popups: Opening[] = [];
      const pair = await alternate(
        { warmUp, rounds },
        {
          floor: async () => (await open(signedIn, floorPages.word, false)).paintedAfter,
          ours: async () => {
            const opening = await open(signedIn, 'popup.html', true);
            popups.push(opening);
            return opening.paintedAfter;
          },
        },
      );
      const ratio = ratioOf(pair);
      const counted = popups.slice(warmUp);
      // Rows that came in a later turn than the first content may have missed its frame.
      const withRows = counted.filter(({ seen }) => seen.rows !== null && seen.rows === seen.content).length;
      const usable = counted.flatMap(({ usableAfter }) => usableAfter ?? []);
      const floor = `${spreadText(pair.floor)} for a page with one word`;
      return [
        timing({
          what: `first contentful paint, with rows in ${withRows} of ${rounds} openings`,
          measured: `${spreadText(pair.ours)}: ${ratio.toFixed(2)} ×`,
          floor,
          goal: `≤ ${goal} ×, with rows each time`,
          met: ratio <= goal && withRows === rounds,
        }),
        fact({ what: 'until the rows can be used and not only be seen', measured: spreadText(usable), floor }),
      ];
    } finally {
      await signedIn.close();
    }
  },
};
