/** The simulated provider server, over real HTTP. Everything else in this folder is its inside. */
import { createActs } from './acts';
import type { Certificate } from './certificate';
import { type Clock, createMovableClock } from './clock';
import { answerControl, type Control, createControl } from './control';
import { createEventLog } from './events';
import { createFaults, type Outcome } from './faults';
import { type Handler, type Incoming, type Listening, listen } from './http';
import { createLists } from './lists';
import { createLog, type HostName, type RequestLog } from './log';
import { createPipeline } from './pipeline';
import { presets } from './presets';
import { createRateLimits } from './rate-limits';
import type { Addresses, Switches } from './route';
import type { Mail, Push } from './rows';
import { createTokens } from './tokens';
import { vaultPage } from './vault-page';
import type { World } from './world';

export { type Certificate, createCertificate } from './certificate';
export type { Clock, MovableClock } from './clock';
export { createMovableClock, createStoppedClock } from './clock';
export type { Control } from './control';
export type { Fault } from './faults';
export type { LogEntry, LogFilter, RequestLog } from './log';
export { presets } from './presets';
export { defaultSeedTime, type SeedOptions, seedWorld } from './seed';
export type { Seats, Truth, Waiting } from './truth';
export type { Account, ProviderRole, World } from './world';

export interface SimulatorOptions {
  /** The story when left out. */
  readonly world?: World;
  /** A free one when left out. */
  readonly port?: number;
  /** As shipped; default on. They count by the simulator's clock. */
  readonly rateLimits?: boolean;
  /** Two seconds before a refused sign-in; default off. */
  readonly errorDelays?: boolean;
  /** 404 instead of 403; default off. */
  readonly oldServer?: boolean;
  /** API and identity on ports of their own, which `/api/config` at the base names; default off. */
  readonly split?: boolean;
  /** HTTPS with this certificate, for clients that insist on it; HTTP when left out. */
  readonly secure?: Certificate;
  /** The machine's when left out. It can be moved by the controls, whatever it is. */
  readonly clock?: Clock;
}

export interface Simulator {
  /** The one base address, where the web vault would be. */
  readonly origin: string;
  /** Without a slash at the end, as are all of them. */
  readonly apiUrl: string;
  readonly identityUrl: string;
  readonly world: World;
  readonly control: Control;
  readonly log: RequestLog;
  readonly mailbox: readonly Mail[];
  readonly pushes: readonly Push[];
  /** Faults of the simulator itself; a test may look that there are none. */
  readonly crashes: readonly unknown[];
  close(): Promise<void>;
}

/** Starts a server on loopback. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const world = options.world ?? presets.story();
  const clock = createMovableClock(options.clock ?? { now: () => Date.now() });
  const log = createLog();
  const events = createEventLog(world, clock);
  const acts = createActs({ world, clock, events });
  const tokens = createTokens(world, clock.now);
  const faults = createFaults();
  const limits = createRateLimits(clock.now);
  const lists = createLists(world);
  const crashes: unknown[] = [];
  const switches: Switches & { rateLimits: boolean } = {
    rateLimits: options.rateLimits ?? true,
    oldServer: options.oldServer ?? false,
    errorDelays: options.errorDelays ?? false,
    selfHosted: false,
    memberEmailFlag: false,
    eventDelayMs: 0,
    emptyEventPages: 0,
    confirmsWithoutEffect: false,
    refuseVersions: false,
  };
  const control = createControl({ world, clock, acts, tokens, faults, limits, lists, switches, log });

  let addresses: Addresses = { vault: '', api: '', identity: '' };
  const pipeline = createPipeline({
    world,
    clock,
    tokens,
    events,
    acts,
    lists,
    switches,
    faults,
    limits,
    log,
    addresses: () => addresses,
    limited: () => switches.rateLimits,
    onCrash: (error) => crashes.push(error),
  });

  const ask = (host: HostName, path: string, { method, url, headers, body, ip }: Incoming) =>
    pipeline({ host, method, path, query: url.searchParams, headers, body, ip });
  const reply = (answer: Extract<Outcome, { kind: 'reply' }>['reply']): { outcome: Outcome } => ({
    outcome: { kind: 'reply', reply: answer },
  });

  const base: Handler = async (incoming) => {
    const path = incoming.url.pathname;
    if (path.startsWith('/__control/')) return reply(answerControl(control, incoming));
    if (path.startsWith('/api/') && (!options.split || path === '/api/config')) {
      return ask('api', path.slice('/api'.length), incoming);
    }
    if (path.startsWith('/identity/') && !options.split)
      return ask('identity', path.slice('/identity'.length), incoming);
    return reply(vaultPage(incoming));
  };

  const onCrash = (error: unknown): void => {
    crashes.push(error);
  };
  const secure = options.secure ?? null;
  const listening: Listening[] = [await listen(options.port ?? 0, base, onCrash, secure)];
  const origin = listening[0]?.origin ?? '';
  addresses = { vault: origin, api: `${origin}/api`, identity: `${origin}/identity` };
  if (options.split) {
    const api = await listen(0, async (incoming) => ask('api', incoming.url.pathname, incoming), onCrash, secure);
    const identity = await listen(
      0,
      async (incoming) => ask('identity', incoming.url.pathname, incoming),
      onCrash,
      secure,
    );
    listening.push(api, identity);
    addresses = { vault: origin, api: api.origin, identity: identity.origin };
  }

  return {
    origin,
    apiUrl: addresses.api,
    identityUrl: addresses.identity,
    world,
    control,
    log,
    mailbox: world.mailbox,
    pushes: world.pushes,
    crashes,
    close: async () => {
      await Promise.all(listening.map((server) => server.close()));
    },
  };
}
