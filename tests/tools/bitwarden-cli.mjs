/**
 * Bitwarden's own command line client, as a second opinion in one test. It is no part of this project: its licence
 * lets anybody run it and nobody pass it on, so it is fetched when the test runs, into a cache folder outside of the
 * repository, and never stands in package.json or the lockfile.
 */
import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export const cliVersion = '2026.8.0';
export const variable = 'PROVIDER_DESK_CLI';

const limitMs = 120_000;

function cacheFolder() {
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches');
  if (process.platform === 'win32') return process.env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local');
  return process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
}

const scriptIn = (folder) => join(folder, 'node_modules', '@bitwarden', 'cli', 'build', 'bw.js');

/** npm's own script, where npm runs us, or the program on the path. */
function npm(args, options) {
  const script = process.env.npm_execpath;
  if (script?.endsWith('.js')) return spawn(process.execPath, [script, ...args], options);
  return process.platform === 'win32' ? spawn('cmd', ['/c', 'npm', ...args], options) : spawn('npm', args, options);
}

/** Installs into a folder; null when it went well, else why not. */
function install(folder) {
  const args = ['install', '--prefix', folder, '--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts'];
  // It declares another Node than it needs; and a network that is not there is to be noticed at once.
  args.push('--engine-strict=false', '--loglevel=error', '--fetch-retries=0', `@bitwarden/cli@${cliVersion}`);
  return new Promise((resolve) => {
    const child = npm(args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (piece) => {
      said += piece;
    });
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      resolve(`it was not fetched within ${limitMs / 1000} seconds`);
    }, limitMs);
    const end = (reason) => {
      clearTimeout(timer);
      resolve(reason);
    };
    child.on('error', (error) => end(`npm could not be started: ${error.message}`));
    child.on('exit', (status) => {
      const line = said.split('\n').find((one) => one.startsWith('npm error'));
      end(status === 0 ? null : `npm could not fetch it: ${line?.replace(/^npm error (code )?/, '') ?? status}`);
    });
  });
}

/** It asks for a Node of one certain age; mostly others will do. */
function tried(script) {
  const env = { ...process.env, BITWARDENCLI_APPDATA_DIR: join(tmpdir(), 'provider-desk-cli-try') };
  return new Promise((resolve) => {
    execFile(process.execPath, [script, '--version'], { env, timeout: 30_000 }, (error) => {
      resolve(error === null ? { script } : { reason: `it does not start with Node ${process.version}` });
    });
  });
}

export async function provideCli() {
  const named = process.env[variable];
  if (named === 'off') return { reason: `${variable} is off` };
  if (named) return existsSync(named) ? tried(named) : { reason: `${variable} names ${named}, which is not there` };
  const fetched = await fetchCli();
  return 'script' in fetched ? tried(fetched.script) : fetched;
}

async function fetchCli() {
  const folder = join(cacheFolder(), 'provider-desk-cli', cliVersion);
  if (existsSync(scriptIn(folder))) return { script: scriptIn(folder) };
  let partial;
  try {
    mkdirSync(dirname(folder), { recursive: true });
    // Whole or not at all: a folder that was only begun would be taken for the CLI the next time.
    partial = mkdtempSync(`${folder}-`);
    const reason = await install(partial);
    if (reason !== null) return { reason };
    if (!existsSync(scriptIn(partial))) return { reason: 'the package does not hold the script that was expected' };
    if (!existsSync(folder)) renameSync(partial, folder);
    return { script: scriptIn(folder) };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  } finally {
    if (partial !== undefined) rmSync(partial, { recursive: true, force: true });
  }
}
