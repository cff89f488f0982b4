/** The production build that the tests load, made anew when a source is younger than it. */
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const root = fileURLToPath(new URL('../../..', import.meta.url)).replace(/[/\\]$/, '');

/** The unpacked extension for Chromium. */
export const extensionDir = join(root, '.output', 'chrome-mv3');

const sources = ['entrypoints', 'components', 'lib', 'public', 'wxt.config.ts', 'package.json', 'package-lock.json'];

/** Epoch ms of the last change under a path; 0 if there is nothing. */
function changedAt(path: string): number {
  if (!existsSync(path)) return 0;
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => changedAt(join(path, name))));
}

/** Builds the extension unless the build is younger than every source of it. */
export async function ensureBuilt(): Promise<void> {
  const builtAt = changedAt(join(extensionDir, 'manifest.json'));
  if (sources.every((source) => changedAt(join(root, source)) < builtAt)) return;
  await promisify(execFile)(process.execPath, [join(root, 'node_modules', 'wxt', 'bin', 'wxt.mjs'), 'build'], {
    cwd: root,
  });
}
