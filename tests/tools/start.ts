/** The second half of `npm start`, once everything it needs is installed. */
import { parseArgs } from 'node:util';
import { ensureBuilt } from '../e2e/support/build';
import { launchDesk } from '../e2e/support/desk';
import { play } from './play';
import { openPlayground } from './playground';
import { playStory, StepFailed } from './story';
import { DidNotHappen } from './until';

const usage = `npm start [-- options]
  --clients <n>       a provider with so many clients, instead of the story's few dozen
  --port <n>          the port of the provider server; any free one when left out
  --headless          no window: plays the story by itself (so does a machine without a display)
  --server <address>  no provider server: the same build without an account, for use with a real server`;

/** Something to put right on the command line. */
class Misuse extends Error {}

const print = (text: string): void => console.log(text);

const hasDisplay = (): boolean =>
  process.platform === 'darwin' ||
  process.platform === 'win32' ||
  Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

function wholeNumber(name: string, text: string | undefined, most: number): number | null {
  if (text === undefined) return null;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > most)
    throw new Misuse(`--${name} wants a number from 1 to ${most}`);
  return value;
}

function serverAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const loopback = url !== null && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url === null || (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback))) {
    throw new Misuse(
      '--server wants an address with https (http only on this computer), such as https://vault.example.org',
    );
  }
  return url.origin;
}

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        clients: { type: 'string' },
        port: { type: 'string' },
        headless: { type: 'boolean', default: false },
        server: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    return values;
  } catch (error) {
    throw new Misuse(error instanceof Error ? error.message : 'These options are not known');
  }
}

/** Answers when somebody presses Ctrl-C or the terminal goes away. The second time, nothing is waited for. */
const interrupted = (): Promise<'interrupted'> =>
  new Promise((resolve) => {
    let times = 0;
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(name, () => {
        times += 1;
        if (times > 1) process.exit(130);
        resolve('interrupted');
      });
    }
  });

/** A browser without an account. Its profile is as temporary as the others: the key is gone when it closes. */
async function useServer(address: string, stop: Promise<'interrupted'>): Promise<number> {
  if (!hasDisplay()) throw new Misuse('--server needs a display: there is nobody to type the key here');
  // Nothing is allowed beforehand: the browser asks, as it will ask everybody.
  const desk = await launchDesk({ headless: false, ownSignals: true, allow: [] });
  try {
    const closed = new Promise<'closed'>((resolve) => desk.context.on('close', () => resolve('closed')));
    const options = await desk.options('#accounts');
    if (!/\.bitwarden\.(com|eu)$/.test(new URL(address).hostname)) {
      await options.getByText('Own server', { exact: true }).click();
      await options.getByLabel('Address of your web vault').fill(address);
    }
    print(
      `Add your account for ${address} on the options page. Everything goes when the browser is closed (or Ctrl-C).`,
    );
    await Promise.race([closed, stop]);
    return 0;
  } finally {
    await desk.close().catch(() => undefined);
  }
}

async function main(): Promise<number> {
  const values = readArguments();
  if (values.help) {
    print(usage);
    return 0;
  }
  const clients = wholeNumber('clients', values.clients, 20_000);
  const port = wholeNumber('port', values.port, 65_535);
  const server = values.server === undefined ? null : serverAddress(values.server);
  const stop = interrupted();
  print('Building …');
  await ensureBuilt();
  if (server !== null) return useServer(server, stop);

  const headless = values.headless || !hasDisplay();
  if (headless && !values.headless) print('No display here: the story plays by itself.');
  print('Starting the provider server and the browser …\n');
  const opening = openPlayground({ clients, port, headless });
  const work = async (): Promise<number> => {
    const ground = await opening;
    await (headless ? playStory(ground, print) : play(ground, print));
    return 0;
  };
  try {
    const ended = await Promise.race([work(), stop]);
    return ended === 'interrupted' ? 130 : ended;
  } finally {
    // Also what was still being opened when somebody pressed Ctrl-C has to be closed.
    await opening.then(
      (ground) => ground.close(),
      () => undefined,
    );
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  if (error instanceof Misuse) print(`${error.message}\n\n${usage}`);
  else if (error instanceof StepFailed || error instanceof DidNotHappen)
    print(`\nThe story stops here: ${error.message}`);
  else console.error(error);
  process.exitCode = 1;
}
// A terminal that is read keeps the process alive.
process.stdin.unref?.();
