/** Controls over providers, clients, time, switches and faults. */
import * as z from 'zod/mini';
import type { MovableClock } from './clock';
import { command, plainCommand } from './command';
import { type Faults, faultSchema } from './faults';
import { createPeople } from './people';
import type { RateLimits } from './rate-limits';
import type { Switches } from './route';
import type { Organization } from './rows';
import { addClient, setPolicyOf } from './seed';
import type { Tokens } from './tokens';
import { encodeName } from './wire';
import type { World } from './world';

export interface ServerControlDeps {
  readonly world: World;
  readonly clock: MovableClock;
  readonly tokens: Tokens;
  readonly faults: Faults;
  readonly limits: RateLimits;
  readonly switches: Switches & { rateLimits: boolean };
}

const client = { organizationId: z.string() };
const enabled = z.optional(z.boolean());

/** The controls over the server of this world. */
export function createServerControls({ world, clock, tokens, faults, limits, switches }: ServerControlDeps) {
  const people = createPeople(world, clock.now());

  const organizationOf = (id: string): Organization => {
    const organization = world.organizations.get(id);
    if (organization === undefined) throw new Error(`There is no client ${id}`);
    return organization;
  };
  const providerOf = (id: string) => {
    const provider = world.providers.get(id);
    if (provider === undefined) throw new Error(`There is no provider ${id}`);
    return provider;
  };
  const seatsOf = (id: string) => ({ seats: organizationOf(id).seats, ...world.seatsOf(id) });

  return {
    /** Null for no limit. */
    setSeats: command(z.object({ ...client, seats: z.nullable(z.number()) }), ({ organizationId, seats }) => {
      organizationOf(organizationId).seats = seats;
      return seatsOf(organizationId);
    }),
    /** Takes away every seat that is free, so that the next invitation is refused. */
    fillClient: command(z.object(client), ({ organizationId }) => {
      organizationOf(organizationId).seats = world.seatsOf(organizationId).occupied;
      return seatsOf(organizationId);
    }),
    suspendProvider: command(z.object({ providerId: z.string(), enabled }), (input) => {
      providerOf(input.providerId).enabled = input.enabled ?? false;
      return {};
    }),
    disableClient: command(z.object({ ...client, enabled }), (input) => {
      organizationOf(input.organizationId).enabled = input.enabled ?? false;
      return {};
    }),
    /** server: 0 two-step login, 3 single organization, 5 data ownership, 18 automatic confirmation. On when left out. */
    setPolicy: command(z.object({ ...client, type: z.number(), enabled }), ({ organizationId, type, ...input }) => {
      setPolicyOf(organizationOf(organizationId), type, input.enabled ?? true);
      return {};
    }),
    /** Whether the client's plan knows default collections. */
    setMyItems: command(z.object({ ...client, enabled }), (input) => {
      organizationOf(input.organizationId).useMyItems = input.enabled ?? true;
      return {};
    }),
    /** Gives {o} and {po}. Enterprise, 10 seats and 3 members when left out. */
    addClient: command(
      z.object({
        providerId: z.string(),
        name: z.string(),
        planType: z.optional(z.number()),
        seats: z.optional(z.nullable(z.number())),
        confirmed: z.optional(z.number()),
      }),
      ({ providerId, name, planType = 19, seats = 10, confirmed = 3 }) => {
        const added = addClient(world, people, clock.now(), providerOf(providerId), {
          name,
          planType,
          seats,
          confirmed,
        });
        return { organizationId: added.id, relationId: world.relationOf(added.id)?.id ?? null };
      },
    ),
    /** Unlinks it from its provider; the organization itself goes on. */
    removeClient: command(z.object(client), ({ organizationId }) => {
      const relation = world.relationOf(organizationId);
      if (relation === undefined) throw new Error(`${organizationId} is nobody's client`);
      world.removeRelation(relation);
      return {};
    }),
    renameClient: command(z.object({ ...client, name: z.string() }), ({ organizationId, name }) => {
      organizationOf(organizationId).name = encodeName(name);
      return {};
    }),

    /** Epoch ms; from there the clock goes on. */
    setClock: command(z.object({ at: z.number() }), ({ at }) => {
      clock.setTo(at);
      return { now: clock.now() };
    }),
    advance: command(z.object({ ms: z.number() }), ({ ms }) => {
      clock.advance(ms);
      return { now: clock.now() };
    }),
    expireTokens: plainCommand(() => {
      tokens.expireAll();
      return {};
    }),

    /** Those given change, the others stay. */
    setSwitches: command(
      z.object({
        rateLimits: z.optional(z.boolean()),
        oldServer: z.optional(z.boolean()),
        errorDelays: z.optional(z.boolean()),
        selfHosted: z.optional(z.boolean()),
        memberEmailFlag: z.optional(z.boolean()),
        refuseVersions: z.optional(z.boolean()),
        confirmsWithoutEffect: z.optional(z.boolean()),
        eventDelayMs: z.optional(z.number()),
        emptyEventPages: z.optional(z.number()),
      }),
      (input) => {
        Object.assign(switches, input);
        return { ...switches };
      },
    ),
    forgetRateLimits: plainCommand(() => {
      limits.forget();
      return {};
    }),

    /** Gives the number to clear it by. */
    addFault: command(faultSchema, (fault) => ({ id: faults.add(fault) })),
    /** All of them without a number. */
    clearFaults: command(z.object({ id: z.optional(z.number()) }), ({ id }) => {
      faults.clear(id);
      return {};
    }),
  };
}
