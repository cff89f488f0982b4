/**
 * `npm run bench [-- name …]`: the figures that the project promises, each next to its floor of the same run. Ends with
 * a status other than 0 when a size or a count of requests is missed; timings tell, and fail nothing.
 */
import { cpus, loadavg } from 'node:os';
import { ensureBuilt } from '../e2e/support/build';
import { browserPoll } from './browser-poll';
import { deskMembers, deskPaint } from './desk-paint';
import { firstPaint } from './first-paint';
import { deskKeystroke, keystroke } from './keystroke';
import { parseCpu } from './parse-cpu';
import { type Claim, claimText, isFailure } from './report';
import { requests } from './requests';
import { sealing } from './sealing';
import { sizes } from './sizes';
import { unlocking } from './unlock';

const benchmarks = [
  sizes,
  requests,
  parseCpu,
  unlocking,
  sealing,
  firstPaint,
  keystroke,
  deskPaint,
  deskMembers,
  deskKeystroke,
  browserPoll,
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !benchmarks.some((benchmark) => benchmark.name === name));
if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(', ')}. There are: ${benchmarks.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}

await ensureBuilt();
console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}`);
/** Runnable programs beyond one for each processor wait for one another, and timings grow with them. */
const busy = (): string => {
  const [load = 0] = loadavg();
  return load > cpus().length ? `; the machine is busy (load ${load.toFixed(1)}): timings mean little` : '';
};
const all: Claim[] = [];
for (const { name, title, run } of benchmarks) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const start = performance.now();
  console.log(`\n── ${title} (${name})`);
  const claims = await run();
  for (const claim of claims) console.log(claimText(claim));
  console.log(`  took ${((performance.now() - start) / 1000).toFixed(0)} s${busy()}`);
  all.push(...claims);
}
const goals = all.filter(({ goal }) => goal !== null);
console.log(`\n${goals.filter(({ met }) => met).length} of ${goals.length} goals met`);
process.exitCode = isFailure(all) ? 1 : 0;
