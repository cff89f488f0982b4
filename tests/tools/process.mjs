/** Running other programs from the project's own commands: plain Node, no dependencies. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Something that the person at the keyboard has to put right: printed without a stack. */
export class Problem extends Error {}

/**
 * Runs a program in the project's folder, with its output on ours, and answers with its exit status.
 * A program that cannot be started counts as status 127; one that a signal ended, as 1.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: Record<string, string>, quiet?: boolean }} [options] `quiet`: swallow what it prints
 * @returns {Promise<number>}
 */
export function run(command, args, { env = {}, quiet = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: quiet ? 'ignore' : 'inherit',
    });
    // Ctrl-C reaches the whole group: the child tidies up and ends, then we do.
    const wait = () => undefined;
    process.on('SIGINT', wait);
    const end = (status) => {
      process.off('SIGINT', wait);
      resolve(status);
    };
    child.on('error', () => end(127));
    child.on('exit', (status) => end(status ?? 1));
  });
}

/** Runs the command of an installed package, without a shell, so that it is the same on every system. */
export function runTool(name, args, options) {
  return run(process.execPath, [toolPath(name), ...args], options);
}

/** Where the command of an installed package lies. Throws if it is not installed. */
export function toolPath(name) {
  const [owner = name, command = name] = {
    tsc: ['typescript', 'tsc'],
    biome: ['@biomejs/biome', 'biome'],
    playwright: ['@playwright/test', 'playwright'],
  }[name] ?? [name, name];
  const folder = join(root, 'node_modules', owner);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[command]);
}

/** Runs npm itself: the one that started us, else the one on the path. */
export function runNpm(args) {
  const npm = process.env.npm_execpath;
  if (npm?.endsWith('.js')) return run(process.execPath, [npm, ...args]);
  return process.platform === 'win32' ? run('cmd', ['/c', 'npm', ...args]) : run('npm', args);
}

/** Runs a command's main function, and turns what it throws into a sentence and an exit status. */
export async function main(work) {
  try {
    process.exitCode = await work();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    console.error(`\n${error.message}\n`);
    process.exitCode = 1;
  }
}

/** Runs a TypeScript file in one process of its own, so that a signal reaches it and nothing in between. */
export function runScript(file, args, options) {
  return run(process.execPath, ['--import', 'tsx', file, ...args], options);
}
