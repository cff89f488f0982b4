/** A keystroke in the search over 10,000 clients on a quarter of the processor, against one in an empty page's field. */
import type { Page } from '@playwright/test';
import { installProbe, type Stroke } from './keystroke-probe';
import { type Benchmark, fact, timing } from './report';
import { floorPages, openSignedIn, settle } from './signed-in';
import { percentile, spreadText } from './statistics';

const clientCount = 10_000;
const slowDown = 4;
const oneFrameMs = 1000 / 60;
const warmUpWords = 2;
/** Beginnings that thousands of clients share, whole names, plans, and what finds nothing. Each is typed and taken back. */
const words = ['north', 'dental', 'enter', 'coop', 'xyz', 'team', 'a1', 'brook', 'logi', 'e', 'haven', '99'];

async function prepare(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowDown });
}

/** One key, as a person presses it: once what the last one set off has come to rest. */
async function press(page: Page, key: string): Promise<Stroke> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        window.nextStroke();
        requestIdleCallback(() => resolve());
      }),
  );
  await page.keyboard.press(key);
  return page.evaluate(() => window.stroke);
}

async function typeAndTakeBack(page: Page, word: string): Promise<Stroke[]> {
  await page.bringToFront();
  await page.getByRole('searchbox').focus();
  const strokes: Stroke[] = [];
  for (const letter of word) strokes.push(await press(page, letter));
  for (const _ of word) strokes.push(await press(page, 'Backspace'));
  return strokes;
}

const of = (strokes: readonly Stroke[], value: (stroke: Stroke) => number): number[] => strokes.map(value);
const work = ({ script, frame }: Stroke): number => script + frame;
const p95 = (values: readonly number[]): string => `p95 ${percentile(values, 95).toFixed(1)} ms`;
const figures = (values: readonly number[]): string => `${p95(values)}, median ${spreadText(values)}`;

interface Searched {
  readonly path: string;
  readonly size: { readonly width: number; readonly height: number };
  /** Rows of the table that are no clients, when all of it is shown: head, sums, headings. */
  readonly others: number;
}

/** The same keys, in turn, in an empty page's field and in a page's search over 10,000 clients. */
const benchmark = (name: string, title: string, { path, size, others }: Searched): Benchmark => ({
  name,
  title: `${title}, processor slowed down ${slowDown} ×`,
  async run() {
    const signedIn = await openSignedIn(clientCount, 20);
    try {
      await settle(signedIn, 120_000);
      const { desk } = signedIn;
      const open = async (path: string): Promise<Page> => {
        const page = await desk.context.newPage();
        await page.setViewportSize(size);
        await page.addInitScript(installProbe);
        await page.goto(`${desk.origin}/${path}`);
        await prepare(page);
        return page;
      };
      const field = await open(floorPages.field);
      const searched = await open(path);
      // Only the whole list tells how many there are to search.
      await searched
        .getByRole('table')
        .and(searched.locator(`[aria-rowcount="${clientCount + others}"]`))
        .waitFor();

      const floor: Stroke[] = [];
      const ours: Stroke[] = [];
      for (const [at, word] of words.entries()) {
        const inField = await typeAndTakeBack(field, word);
        const inPage = await typeAndTakeBack(searched, word);
        if (at < warmUpWords) continue;
        floor.push(...inField);
        ours.push(...inPage);
      }
      const worked = of(ours, work);
      const until = of(ours, ({ toFrame }) => toFrame);
      return [
        timing({
          what: `work of the page's main thread for a keystroke and the frame that shows it (${ours.length} keystrokes)`,
          measured: figures(worked),
          floor: `${figures(of(floor, work))}, in an empty page's field`,
          goal: `p95 ≤ one frame (${oneFrameMs.toFixed(1)} ms)`,
          met: percentile(worked, 95) <= oneFrameMs,
        }),
        fact({
          what: 'of that, scripts',
          measured: figures(of(ours, ({ script }) => script)),
          floor: figures(of(floor, ({ script }) => script)),
        }),
        fact({
          what: 'from the key to the end of the next frame, the wait for the screen included',
          measured: figures(until),
          floor: figures(of(floor, ({ toFrame }) => toFrame)),
        }),
      ];
    } finally {
      await signedIn.close();
    }
  },
});

export const keystroke = benchmark('keys', "A keystroke in the popup's search over 10,000 clients", {
  path: 'popup.html',
  size: { width: 420, height: 600 },
  others: 3,
});

export const deskKeystroke = benchmark('desk-keys', "A keystroke in the desk's search over 10,000 clients", {
  path: 'desk.html#/clients',
  size: { width: 1280, height: 800 },
  others: 4,
});
