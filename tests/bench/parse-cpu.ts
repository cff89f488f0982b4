/** CPU of a poll's parse, map and diff at 10,000 clients, against JSON.parse of the same bytes. */
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import * as z from 'zod/mini';
import { createApi } from '@/lib/bitwarden/api';
import { ownServer } from '@/lib/domain/addresses';
import { root } from '../e2e/support/build';
import { launchDesk } from '../e2e/support/desk';
import { presets, startSimulator } from '../simulator/index';
import { measureParse, type ParseInput, type ParseTimes } from './parse-work';
import { type Benchmark, fact, timing } from './report';
import { median, spreadText } from './statistics';

const clientCount = 10_000;
const changedCount = 100;
const goal = 3;

/** The server's own answer, before and after some seats have changed. */
async function answers(): Promise<Pick<ParseInput, 'before' | 'after'>> {
  const sim = await startSimulator({ world: presets.clients(clientCount) });
  try {
    const [account] = sim.world.accounts;
    const found = ownServer(sim.origin);
    const providerId = account?.providers[0]?.id;
    if (account === undefined || providerId === undefined || !found.ok) throw new Error('the world has no account');
    const api = createApi({
      server: found.server,
      fetch,
      now: Date.now,
      online: () => true,
      clientVersion: '2026.8.0',
      deviceType: 2,
      deviceName: 'Benchmark',
    });
    const token = await api.signIn({ ...account, deviceId: 'benchmark' });
    if (!token.ok) throw new Error('the sign-in failed');
    const read = async (): Promise<string> => {
      const headers = { Authorization: `Bearer ${token.value.accessToken}` };
      return (await fetch(`${found.server.api}/providers/${providerId}/organizations`, { headers })).text();
    };
    const before = await read();
    for (const { organizationId } of sim.world.relationsOf(providerId).slice(0, changedCount))
      sim.control.setSeats({ organizationId, seats: 1000 });
    return { before, after: await read() };
  } finally {
    await sim.close();
  }
}

/** The work as one script that leaves `measureParse` behind as a global. */
async function bundled(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    resolve: { alias: { '@': root } },
    build: {
      target: 'es2022',
      write: false,
      lib: { entry: fileURLToPath(new URL('parse-work.ts', import.meta.url)), formats: ['iife'], name: 'parseWork' },
    },
  });
  const [chunk] = [result].flat().flatMap((part) => ('output' in part ? part.output : []));
  if (chunk?.type !== 'chunk') throw new Error('there is no bundle');
  return chunk.code;
}

const timesSchema = z.object({
  floor: z.array(z.number()),
  ours: z.array(z.number()),
  read: z.array(z.number()),
  clients: z.number(),
  changed: z.number(),
});

/** In a page of the extension; put there by the developer protocol, past the policy that lets no other script in. */
async function inExtension(input: ParseInput): Promise<ParseTimes> {
  const expression = `${await bundled()};parseWork.measureParse(${JSON.stringify(input)})`;
  const desk = await launchDesk();
  try {
    const session = await desk.context.newCDPSession(desk.backstage);
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', { expression, returnByValue: true });
    if (exceptionDetails !== undefined) throw new Error(exceptionDetails.exception?.description ?? 'it failed there');
    return timesSchema.parse(result.value);
  } finally {
    await desk.close();
  }
}

function told(where: string, input: ParseInput, times: ParseTimes) {
  if (times.clients !== clientCount || times.changed !== changedCount) throw new Error('other rows changed than did');
  const ratio = median(times.ours) / median(times.floor);
  return {
    what: `parse, map and diff of ${clientCount} clients (${(input.after.length / 1e6).toFixed(1)} MB), ${changedCount} of them changed, ${where}`,
    measured: `${spreadText(times.ours)}, of which up to the diff ${median(times.read).toFixed(1)} ms: ${ratio.toFixed(2)} ×`,
    floor: `${spreadText(times.floor)} for JSON.parse`,
    ratio,
  };
}

export const parseCpu: Benchmark = {
  name: 'parse',
  title: 'CPU of a poll at 10,000 clients, beside network and database',
  async run() {
    const input = { ...(await answers()), warmUp: 8, rounds: 25 };
    const { ratio, ...browser } = told('in a page of the extension', input, await inExtension(input));
    const { ratio: _, ...node } = told(`in Node ${process.versions.node}`, input, measureParse(input));
    return [timing({ ...browser, goal: `≤ ${goal} × JSON.parse`, met: ratio <= goal }), fact(node)];
  },
};
