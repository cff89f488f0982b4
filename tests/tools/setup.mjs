/** What every command needs before it can work: a new enough Node and the npm dependencies of the lockfile. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem, root, runNpm, runTool } from './process.mjs';

const oldest = [20, 19];

/** Throws when this Node is too old, with what to do about it. */
export function checkNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return;
  throw new Problem(
    `Provider Desk needs Node ${oldest.join('.')} or newer; this is Node ${version}.\n` +
      'Install a newer one from https://nodejs.org (or with nvm, fnm, Volta, your package manager) and try again.',
  );
}

function lockfile(path) {
  try {
    return JSON.parse(readFileSync(join(root, path), 'utf8')).packages ?? null;
  } catch {
    return null;
  }
}

/** Whether the installed packages are those of the lockfile. Optional ones may be missing: each is for one system. */
export function dependenciesMatch(
  wanted = lockfile('package-lock.json'),
  installed = lockfile('node_modules/.package-lock.json'),
) {
  if (wanted === null || installed === null) return false;
  const same = (a, b) => a.version === b.version && (a.integrity ?? b.integrity) === (b.integrity ?? a.integrity);
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '' || entry.optional) continue;
    if (installed[path] === undefined || !same(entry, installed[path])) return false;
  }
  return Object.entries(installed).every(([path, entry]) => wanted[path] !== undefined && same(entry, wanted[path]));
}

/** Installs the npm dependencies, unless they are there. */
async function installDependencies() {
  if (dependenciesMatch()) return;
  console.log('Installing the npm dependencies (npm ci) …');
  if ((await runNpm(['ci', '--no-audit', '--no-fund'])) !== 0) {
    throw new Problem(
      'The npm dependencies could not be installed. Check your connection to the npm registry, then run: npm ci',
    );
  }
}

/** Node, dependencies, and the types that WXT generates. */
export async function setUp() {
  checkNode();
  await installDependencies();
  if ((await runTool('wxt', ['prepare'], { quiet: true })) !== 0) {
    await runTool('wxt', ['prepare']);
    throw new Problem('WXT could not prepare the project; its message is above.');
  }
}
