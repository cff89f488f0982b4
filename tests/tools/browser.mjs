/**
 * Finds a browser that loads an unpacked extension from the command line, or installs one. Chrome and Edge as they are
 * sold no longer do that; Chromium, "Chrome for Testing" and Playwright's own build do.
 */
import { execFile, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { Problem, root, run, runTool } from './process.mjs';

/** Names a browser by hand; wins over everything that would be found. */
export const variable = 'PROVIDER_DESK_BROWSER';

const names = ['chromium', 'chromium-browser', 'ungoogled-chromium', 'google-chrome-for-testing', 'chrome-for-testing'];

const places = {
  linux: ['/usr/bin', '/usr/local/bin', '/opt/chromium'].flatMap((folder) => names.map((name) => join(folder, name))),
  darwin: ['/Applications', join(process.env.HOME ?? '', 'Applications')].flatMap((folder) => [
    join(folder, 'Chromium.app/Contents/MacOS/Chromium'),
    join(folder, 'Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing'),
  ]),
  win32: [process.env.LOCALAPPDATA, process.env.PROGRAMFILES].flatMap((folder) =>
    folder ? [join(folder, 'Chromium', 'Application', 'chrome.exe')] : [],
  ),
};

/** Where Playwright keeps, or would keep, its own browser; null when Playwright itself is not there. */
function playwrightBrowser() {
  try {
    return createRequire(join(root, 'package.json'))('@playwright/test').chromium.executablePath();
  } catch {
    return null;
  }
}

function executable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A snap sees neither the system folder for temporary files nor a folder whose name begins with a dot: it cannot load ours. */
function isSnap(path) {
  const real = realpathSync(path);
  if (real.startsWith('/snap/') || real === '/usr/bin/snap') return true;
  return path.startsWith('/usr/bin/') && readFileSync(real).subarray(0, 4096).includes('/snap/bin/chromium');
}

/** Why this program will not do, or null if it will. */
async function objection(path) {
  if (!executable(path)) return 'is not there, or cannot be run';
  if (process.platform === 'linux' && isSnap(path)) return 'is a snap, which cannot read our build and profile folders';
  // Chrome for Windows does not answer to --version.
  if (process.platform === 'win32') return null;
  try {
    const { stdout } = await promisify(execFile)(path, ['--version'], { timeout: 30_000 });
    if (/^Google Chrome (?!for Testing)|^Microsoft Edge/.test(stdout)) {
      return `(${stdout.trim()}) no longer loads extensions from the command line`;
    }
    return null;
  } catch (error) {
    const [line = 'no reason given'] = String(error.stderr ?? error.message)
      .trim()
      .split('\n');
    return `does not start: ${line}`;
  }
}

/**
 * The path of a browser that will do, or null. Installs nothing.
 * @param {(line: string) => void} [say] hears about browsers that were found and will not do
 * @returns {Promise<string | null>}
 */
export async function findBrowser(say = () => undefined) {
  const named = process.env[variable];
  if (named) {
    const reason = await objection(named);
    if (reason !== null) throw new Problem(`${variable} names ${named}, which ${reason}.`);
    return named;
  }
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  const own = playwrightBrowser();
  const candidates = [...onPath, ...(places[process.platform] ?? []), ...(own === null ? [] : [own])];
  const seen = new Set();
  for (const path of candidates) {
    // The same program by another path would only be tried again.
    if (!existsSync(path) || seen.has(realpathSync(path))) continue;
    seen.add(realpathSync(path));
    const reason = await objection(path);
    if (reason === null) return path;
    say(`${path} ${reason}.`);
  }
  return null;
}

const isRoot = () => process.getuid?.() === 0;

/** Debian itself, and what is built of its packages. Ubuntu's package of that name is only a pointer to the snap. */
function isDebian() {
  try {
    const release = readFileSync('/etc/os-release', 'utf8');
    return /^ID(_LIKE)?=.*debian/m.test(release) && !/^ID(_LIKE)?=.*ubuntu/m.test(release);
  } catch {
    return false;
  }
}

const hasApt = () => spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0;

const advice = () => `No browser was found that can load the extension, and none could be installed. Do one of these:
  - Debian:             sudo apt-get install chromium
  - Fedora:             sudo dnf install chromium
  - Arch:               sudo pacman -S chromium
  - any other, Ubuntu:  npx playwright install chromium && sudo npx playwright install-deps chromium
  - macOS, Windows:     npx playwright install chromium
  - or name one:        ${variable}=/path/to/chromium npm test
Google Chrome and Microsoft Edge do not load extensions from the command line any more.`;

/** Finds a browser or installs one, saying what it does. Throws with what to install when nothing works. */
export async function provideBrowser() {
  const said = new Set();
  const say = (line) => {
    if (!said.has(line)) console.log(line);
    said.add(line);
  };
  let found = await findBrowser(say);
  if (found === null && isRoot() && isDebian() && hasApt()) {
    say("No browser yet. Installing Debian's package (apt-get install chromium) …");
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    if ((await run('apt-get', ['update', '-qq'], { env })) === 0) {
      await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { env });
    }
    found = await findBrowser(say);
  }
  if (found === null) {
    say("No browser yet. Downloading Playwright's Chromium (npx playwright install chromium) …");
    await runTool('playwright', ['install', 'chromium']);
    found = await findBrowser(say);
    const own = playwrightBrowser();
    if (found === null && own !== null && existsSync(own) && process.platform === 'linux' && isRoot()) {
      say('It lacks libraries of the system. Installing them (npx playwright install-deps chromium) …');
      await runTool('playwright', ['install-deps', 'chromium']);
      found = await findBrowser(say);
    }
  }
  if (found === null) throw new Problem(advice());
  say(`Browser: ${found}`);
  return found;
}
