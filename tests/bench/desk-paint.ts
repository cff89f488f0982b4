/**
 * Opening the desk against opening an empty page of the same extension: at its clients, 1,000 of them stored, and at the
 * members of a team of 500, which the server is asked for first.
 */
import type { Page } from '@playwright/test';
import { type Benchmark, type Claim, fact, timing } from './report';
import { floorPages, openSignedIn, type SignedIn, settle } from './signed-in';
import { alternate, ratioOf, spreadText } from './statistics';

const clientCount = 1000;
const goal = 2;
const memberCount = 500;
/** The team is not stored: it comes through worker and server, and is read row by row. */
const memberGoal = 4;

declare global {
  interface Window {
    /** ms from navigation to the end of the first frame with a row in it. */
    deskRows: Promise<number>;
  }
}

/** Runs before the page's own scripts. `row`: selector of a row. */
function watchRows(row: string): void {
  window.deskRows = new Promise((resolve) => {
    const framed = new MessageChannel();
    framed.port1.onmessage = () => resolve(performance.now());
    const observer = new MutationObserver(() => {
      if (document.querySelector(row) === null) return;
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

/** Opens a page in a tab of its own, and closes it. `row`: selector of what has to be there; null: nothing has. */
async function open({ desk }: SignedIn, path: string, row: string | null): Promise<{ rows: number; paint: number }> {
  const page: Page = await desk.context.newPage();
  await page.setViewportSize({ width: 1280, height: 800 });
  await (row === null ? page.addInitScript(watchWord) : page.addInitScript(watchRows, row));
  await page.goto(`${desk.origin}/${path}`, { waitUntil: 'commit' });
  const rows = await page.evaluate(() => window.deskRows);
  // Told once the frame is on the screen, which may be the one with the rows.
  const paint = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          const first = list.getEntriesByName('first-contentful-paint')[0];
          if (first !== undefined) resolve(first.startTime);
        }).observe({ type: 'paint', buffered: true });
      }),
  );
  await page.close();
  return { rows, paint };
}

const warmUp = 5;
const rounds = 25;

/** How long it takes until the first rows of a page of the desk are on the screen. */
async function firstRows(
  signedIn: SignedIn,
  { what, hash, row, goal }: { what: string; hash: string; row: string; goal: number },
): Promise<Claim[]> {
  const paints: number[] = [];
  const pair = await alternate(
    { warmUp, rounds },
    {
      floor: async () => (await open(signedIn, floorPages.word, null)).rows,
      ours: async () => {
        const { rows, paint } = await open(signedIn, `desk.html${hash}`, row);
        paints.push(paint);
        return rows;
      },
    },
  );
  const ratio = ratioOf(pair);
  const floor = `${spreadText(pair.floor)} for a page with one word`;
  return [
    timing({
      what,
      measured: `${spreadText(pair.ours)}: ${ratio.toFixed(2)} ×`,
      floor,
      goal: `≤ ${goal} ×`,
      met: ratio <= goal,
    }),
    fact({
      what: 'first contentful paint',
      measured: spreadText(paints.slice(warmUp)),
      floor,
    }),
  ];
}

export const deskPaint: Benchmark = {
  name: 'desk-paint',
  title: 'Desk with 1,000 stored clients: navigation to the frame with its first rows',
  async run() {
    const signedIn = await openSignedIn(clientCount, 20);
    try {
      await settle(signedIn, 60_000);
      return await firstRows(signedIn, {
        what: 'frame with the first rows of clients',
        hash: '#/clients',
        row: '[data-client]',
        goal,
      });
    } finally {
      await signedIn.close();
    }
  },
};

export const deskMembers: Benchmark = {
  name: 'desk-members',
  title: 'Team of 500 members: navigation to the frame with its first rows, the request included',
  async run() {
    const signedIn = await openSignedIn(20, 2);
    try {
      const providerId = signedIn.sim.world.accounts[0]?.providers[0]?.id ?? '';
      const missing = memberCount - signedIn.sim.world.teamOf(providerId).length;
      for (let at = 0; at < missing; at += 1)
        signedIn.sim.control.invite({ email: `member${at}@team.example`, providerId });
      await settle(signedIn, 60_000);
      return await firstRows(signedIn, {
        what: 'frame with the first rows of members',
        hash: '#/members',
        row: '[data-member]',
        goal: memberGoal,
      });
    } finally {
      await signedIn.close();
    }
  },
};
