import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { built, pathOf, root } from './output';

interface Report {
  readonly summary: { readonly errors: number };
  readonly errors: readonly { readonly code: string; readonly message: string; readonly file?: string }[];
}

/** Mozilla's own linter, which needs no network. It ends with a status of its own when it finds errors. */
function lint(): Promise<Report> {
  const program = join(root, 'node_modules', 'web-ext', 'bin', 'web-ext.js');
  const args = ['lint', '--source-dir', pathOf('firefox-mv3'), '--output', 'json', '--no-config-discovery'];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [program, ...args], { maxBuffer: 1e7 }, (error, stdout) => {
      try {
        resolve(JSON.parse(stdout) as Report);
      } catch {
        reject(error ?? new Error(`not a report: ${stdout.slice(0, 200)}`));
      }
    });
  });
}

it('Mozilla finds no error in the Firefox build', async () => {
  expect(built('firefox-mv3', 'manifest.json')).not.toBe('');
  const { errors, summary } = await lint();
  expect(errors).toEqual([]);
  expect(summary.errors).toBe(0);
});
