/** The stages of which `npm test` is made. Each prints a heading and how long it took, and counts what it ran. */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { variable } from './browser.mjs';
import { root, runTool } from './process.mjs';

const reports = join(root, '.output', 'reports');

/** @typedef {{ passed: number, failed: number }} Count */

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/** @returns {Promise<Count>} */
async function stage(title, work) {
  console.log(`\n── ${title} ${'─'.repeat(Math.max(2, 74 - title.length))}\n`);
  const start = performance.now();
  const count = await work();
  const verdict = count.failed === 0 ? 'passed' : `${count.failed} FAILED`;
  console.log(`\n${title}: ${verdict} in ${seconds(performance.now() - start)}`);
  return count;
}

/** A step without tests of its own counts as one. */
const step = async (name, args, options) =>
  (await runTool(name, args, options)) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };

/** What a runner's report says. A runner that failed without naming a test has failed once; so has one without report. */
function counted(status, file, read) {
  try {
    const count = read(JSON.parse(readFileSync(file, 'utf8')));
    return status !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
  } catch {
    return { passed: 0, failed: 1 };
  }
}

function reportFile(name) {
  mkdirSync(reports, { recursive: true });
  const file = join(reports, `${name}.json`);
  rmSync(file, { force: true });
  return file;
}

async function vitest(projects, extra = []) {
  const file = reportFile(projects.join('-'));
  const args = ['run', '--config', 'tests/vitest.config.ts', ...projects.flatMap((project) => ['--project', project])];
  const status = await runTool('vitest', [
    ...args,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
    ...extra,
  ]);
  return counted(status, file, (report) => ({ passed: report.numPassedTests, failed: report.numFailedTests }));
}

export const types = () => stage('Types', () => step('tsc', ['--noEmit', '-p', '.']));
export const lint = () => stage('Lint and format', () => step('biome', ['check', '.']));
export const unit = () => stage('Unit and contract tests', () => vitest(['unit', 'contract']));

/** Builds for Chromium, packed and unpacked. */
export const buildChromium = () => stage('Build for Chromium', () => step('wxt', ['zip']));
export const buildFirefox = () => stage('Build for Firefox', () => step('wxt', ['build', '-b', 'firefox']));

/** What can be said only of the finished builds: sizes, manifests, Mozilla's linter. */
export const builds = () => stage('The builds themselves', () => vitest(['build']));

/** @param {string} browser path of the browser */
export const e2e = (browser, args = []) =>
  stage('End to end', async () => {
    const file = reportFile('e2e');
    const status = await runTool('playwright', ['test', '--config', 'tests/playwright.config.ts', ...args], {
      env: { [variable]: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
    });
    return counted(status, file, ({ stats }) => ({ passed: stats.expected, failed: stats.unexpected + stats.flaky }));
  });

/** Prints the one line that sums everything up, and answers with the exit status. */
export function conclude(counts) {
  const sum = (part) => counts.reduce((total, count) => total + count[part], 0);
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
  return sum('failed') === 0 ? 0 : 1;
}
