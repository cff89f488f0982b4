/** Everything a test or a player can do behind the extension's back, in code and over HTTP. */
import * as z from 'zod/mini';
import { command, plainCommand } from './command';
import { createPeopleControls, type PeopleDeps } from './control-people';
import { createServerControls, type ServerControlDeps } from './control-server';
import { createWaitingControls, type WaitingControlDeps } from './control-waiting';
import type { Incoming } from './http';
import type { RequestLog } from './log';
import { createTruth } from './truth';
import { bare, type Reply } from './wire';

export interface ControlDeps extends PeopleDeps, ServerControlDeps, WaitingControlDeps {
  readonly clock: ServerControlDeps['clock'];
  readonly log: RequestLog;
}

/** The controls of one simulator. */
export function createControl(deps: ControlDeps) {
  const truth = createTruth(deps.world);
  const account = z.object({ userId: z.string() });
  return {
    ...createPeopleControls(deps),
    ...createServerControls(deps),
    ...createWaitingControls(deps),
    truth,
    /** The same looks, for HTTP. */
    looks: {
      waiting: command(account, ({ userId }) => truth.waiting(userId)),
      clients: command(account, ({ userId }) => truth.clients(userId)),
      defaultCollections: command(z.object({ organizationId: z.string() }), ({ organizationId }) =>
        truth.defaultCollections(organizationId),
      ),
      accounts: plainCommand(() => deps.world.accounts),
      mailbox: plainCommand(() => deps.world.mailbox),
      pushes: plainCommand(() => deps.world.pushes),
      log: command(
        z.object({
          since: z.optional(z.number()),
          host: z.optional(z.enum(['api', 'identity'])),
          method: z.optional(z.string()),
          path: z.optional(z.string()),
          status: z.optional(z.number()),
          userId: z.optional(z.string()),
        }),
        ({ since, ...filter }) => ({ mark: deps.log.mark(), entries: deps.log.filter(defined(filter), since) }),
      ),
    },
  };
}

export type Control = ReturnType<typeof createControl>;

/** Without the members that are undefined, which the log's filter does not know. */
function defined<T extends object>(value: T): { [Name in keyof T]?: Exclude<T[Name], undefined> } {
  const kept: { [Name in keyof T]?: Exclude<T[Name], undefined> } = {};
  return Object.assign(kept, Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)));
}

const failure = (message: string): Reply => ({ status: 400, json: { error: message } });

/**
 * `POST /__control/<name>` with the argument as JSON. Browsers are kept out: a page on any site could reach a
 * loopback port, but not without an Origin.
 */
export function answerControl(control: Control, incoming: Incoming): Reply {
  if (incoming.headers.origin !== undefined) return bare(403);
  const name = incoming.url.pathname.split('/')[2] ?? '';
  const { truth: _, looks, ...moves } = control;
  const commands = new Map<string, { fromUnknown(input: unknown): unknown }>(Object.entries({ ...moves, ...looks }));
  const found = commands.get(name);
  if (found === undefined) return { status: 404, json: { error: 'No such control', controls: [...commands.keys()] } };
  if (incoming.method !== 'POST') return bare(405);
  try {
    const input: unknown = incoming.body.length === 0 ? {} : JSON.parse(incoming.body.toString('utf8'));
    return { status: 200, json: found.fromUnknown(input) };
  } catch (error) {
    return failure(error instanceof Error ? error.message : 'It failed');
  }
}
