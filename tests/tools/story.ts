/** The story, played by itself: what happens at the provider, and that popup, badge and notices follow. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../e2e/support/build';
import type { NoticeCall } from '../e2e/support/recorder';
import type { Playground } from './playground';
import { readScreen, type Screen, screenText } from './screen';
import { until } from './until';

/** What is missing on the screen, as half a sentence; null: nothing. */
type Look = (seen: Seen) => string | null;

interface Seen extends Screen {
  /** What the worker asked the browser to show since the step began. */
  readonly announced: readonly NoticeCall[];
}

interface Step {
  readonly title: string;
  /** Makes it happen; answers with the sentence to print and what has to be seen then. */
  readonly play: (ground: Playground) => Promise<{ readonly said: string; readonly see: Look }>;
  readonly deadlineMs?: number;
}

const shows = (lines: readonly string[], text: string): boolean => lines.some((line) => line.includes(text));

/** The first thing that is missing. */
const all =
  (...looks: readonly Look[]): Look =>
  (screen) =>
    looks.map((look) => look(screen)).find((missing) => missing !== null) ?? null;

const badge =
  (text: string): Look =>
  (screen) =>
    screen.badge.text === text ? null : `the badge says “${screen.badge.text}”, not “${text}”`;

const queued =
  (count: number): Look =>
  (screen) =>
    new RegExp(`^${count} (person|people) wait`).test(screen.badge.title)
      ? null
      : `the title of the icon says “${screen.badge.title}”, not that ${count} wait`;

const waits =
  (name: string): Look =>
  (screen) =>
    shows(screen.popup.queue, name) ? null : `${name} is not in the popup`;
const gone =
  (name: string): Look =>
  (screen) =>
    shows(screen.popup.queue, name) ? `${name} is still in the popup` : null;

/** Announced since the step began: a notice itself may have gone by now, for browsers take it away after some seconds. */
const notice =
  (kind: string, about: string): Look =>
  ({ announced }) =>
    announced.some(({ id, title, message }) => id.startsWith(kind) && `${title} ${message}`.includes(about))
      ? null
      : `no notice of the kind “${kind}” says “${about}”`;

const noNotice =
  (kind: string): Look =>
  ({ notices }) =>
    notices.some(({ id }) => id.startsWith(kind)) ? `a notice of the kind “${kind}” is still there` : null;

const banner =
  (there: boolean): Look =>
  ({ popup }) =>
    popup.banners.length > 0 === there
      ? null
      : there
        ? 'the popup does not say that the server is out of reach'
        : 'the popup still says that something is wrong';

const steps: readonly Step[] = [
  {
    title: 'Somebody signs in',
    deadlineMs: 180_000,
    async play(ground) {
      const count = ground.waiting().length;
      await ground.popup();
      const names = ground.waiting().map(({ name, email }) => name ?? email);
      return {
        said: `${ground.account.email} entered an API key on the options page; the first check runs`,
        see: all(
          badge(`${count}`),
          queued(count),
          ({ popup }) => (popup.clients.length > 1 ? null : 'the popup lists no clients'),
          ({ popup }) => (names.some((name) => shows(popup.queue, name)) ? null : 'the popup lists nobody who waits'),
          notice('digest', `${count}`),
        ),
      };
    },
  },
  {
    title: 'An invited person accepts',
    async play(ground) {
      const { said, name } = ground.acceptAtClient();
      await ground.check();
      const count = ground.waiting().length;
      return { said, see: all(badge(`${count}`), queued(count), notice('waiting', name)) };
    },
  },
  {
    title: 'You compare the phrase, and confirm',
    async play(ground) {
      // The one whom the last step announced.
      const announced = (await ground.desk.noticeCalls()).findLast(({ id }) => id.startsWith('waiting'));
      const person = ground.waiting().find(({ name, email }) => announced?.title.includes(name ?? email));
      const { said, name } = await ground.compareAndConfirm(person?.name ?? person?.email ?? '');
      const count = ground.waiting().length;
      return { said, see: all(badge(`${count}`), queued(count), noNotice('waiting'), gone(name)) };
    },
  },
  {
    title: 'A colleague is faster',
    async play(ground) {
      const { name } = ground.acceptInTeam();
      await ground.check();
      const done = ground.confirmElsewhere(name);
      if (done === null) throw new Error('nobody waits who could be confirmed');
      await ground.check();
      const count = ground.waiting().length;
      return { said: done.said, see: all(badge(`${count}`), noNotice('waiting'), gone(done.name)) };
    },
  },
  {
    title: 'A client runs out of seats',
    async play(ground) {
      const { said, name } = ground.fillClient();
      await ground.check();
      // With many clients the row is not on the screen until somebody looks for it.
      const row = await until(`${name} is called full in the popup`, async () => {
        const found = await ground.search(name);
        return found.find((line) => line.includes(name) && line.includes('full')) ?? null;
      });
      return { said: `${said}. Its row: ${row}`, see: all(notice('low-seats', name), noNotice('waiting')) };
    },
  },
  {
    title: 'The network breaks, and somebody accepts meanwhile',
    async play(ground) {
      const count = ground.waiting().length;
      const { said } = ground.breakNetwork();
      const accepted = ground.acceptInTeam();
      await ground.check();
      return { said: `${said}. ${accepted.said}`, see: all(banner(true), badge(`${count}`), gone(accepted.name)) };
    },
  },
  {
    title: 'The network comes back',
    async play(ground) {
      const { said } = ground.mendNetwork();
      const [newest] = ground
        .waiting()
        .filter(({ scope }) => scope === 'team')
        .slice(-1);
      const name = newest?.name ?? newest?.email ?? '';
      await ground.check();
      const count = ground.waiting().length;
      return { said, see: all(banner(false), badge(`${count}`), waits(name), notice('waiting', name)) };
    },
  },
];

/** Looks until nothing is missing. */
async function watch(ground: Playground, see: Look, mark: number, deadlineMs: number): Promise<Screen> {
  let missing: string | null = null;
  let last: Screen | null = null;
  const popup = await ground.popup();
  const seen = async (): Promise<Screen | null> => {
    last = await readScreen(ground.desk, popup);
    missing = see({ ...last, announced: (await ground.desk.noticeCalls()).slice(mark) });
    return missing === null ? last : null;
  };
  return until('the step', seen, deadlineMs).catch((error: unknown) => {
    const shown = last === null ? '' : `\n\n${screenText(last)}`;
    throw missing === null ? error : new StepFailed(`${missing} (waited ${deadlineMs / 1000} s)${shown}`);
  });
}

/** A step of the story did not happen; the message says what is missing and what was seen instead. */
export class StepFailed extends Error {}

/** Saves popup, in both schemes, and options page. Answers with where. */
async function takePictures(ground: Playground): Promise<string> {
  const folder = join(root, '.output', 'pictures');
  mkdirSync(folder, { recursive: true });
  const popup = await ground.popup();
  for (const colorScheme of ['light', 'dark'] as const) {
    await popup.emulateMedia({ colorScheme });
    await popup.locator('.popup').screenshot({ path: join(folder, `popup-${colorScheme}.png`) });
  }
  await popup.emulateMedia({ colorScheme: null });
  const options = await ground.desk.options('#accounts');
  await options.getByText(ground.account.email).first().waitFor();
  await options.screenshot({ path: join(folder, 'options.png'), fullPage: true });
  await options.close();
  return folder;
}

/** Plays all steps. Throws `StepFailed` at the first that does not happen. */
export async function playStory(ground: Playground, print: (text: string) => void): Promise<void> {
  print('Checks run every two minutes by themselves; here “Check now” is pressed in the popup, to make it short.\n');
  for (const [at, { title, play, deadlineMs = 30_000 }] of steps.entries()) {
    print(`${at + 1}. ${title}`);
    const start = performance.now();
    // Signing in came before the first step, and belongs to it.
    const mark = at === 0 ? 0 : (await ground.desk.noticeCalls()).length;
    const { said, see } = await play(ground);
    print(`    ${said}.`);
    const screen = await watch(ground, see, mark, deadlineMs);
    print(screenText(screen));
    print(`    ✓ seen after ${((performance.now() - start) / 1000).toFixed(1)} s\n`);
  }
  print(`Pictures: ${await takePictures(ground)}`);
}
