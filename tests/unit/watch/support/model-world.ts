/**
 * A model of the server for the random schedules: only what the watcher can see, with none of the wire format, which
 * has tests of its own. It knows the truth that badge and notices are held against.
 */
import type { Api, ApiFailure } from '@/lib/bitwarden/api';
import { type Failure, fail, type Result, succeed } from '@/lib/domain/failure';
import type { Role } from '@/lib/domain/model';
import type { ClientReading, MemberReading } from '@/lib/domain/readings';

export interface ModelPerson {
  readonly id: string;
  status: 'invited' | 'accepted' | 'confirmed';
}

export interface ModelClient {
  readonly id: string;
  readonly name: string;
  seats: number | null;
  readonly people: ModelPerson[];
}

export interface ModelProvider {
  readonly id: string;
  enabled: boolean;
  readonly team: ModelPerson[];
  readonly clients: ModelClient[];
}

export interface ModelAccount {
  readonly userId: string;
  readonly roles: Map<string, Role>;
}

interface ModelToken {
  readonly userId: string;
  readonly roles: ReadonlyMap<string, Role>;
  readonly expiresAt: number;
}

export class ModelWorld {
  readonly providers: ModelProvider[] = [];
  readonly accounts: ModelAccount[] = [];
  readonly tokens = new Map<string, ModelToken>();
  /** Answers that the next requests get instead of the right ones. */
  readonly faults: Failure[] = [];
  /** Every request that arrived, in order: `clients provider1`, `signIn user.…`. */
  readonly log: { readonly at: number; readonly call: string }[] = [];
  /** Decides on single calls before anything else does; undefined: goes on as ever. */
  intercept: (call: string) => ApiFailure | undefined = () => undefined;
  /** Requests that arrive while it is there are answered when it is done. */
  hold: Promise<void> | null = null;
  /** Clients that are switched off; only the profile tells. */
  readonly switchedOff = new Set<string>();
  private serial = 0;

  constructor(readonly now: () => number) {}

  next(prefix: string): string {
    this.serial += 1;
    return `${prefix}${this.serial}`;
  }

  /** Everybody whom the account may see waiting. */
  waiting(account: ModelAccount): string[] {
    return this.providers.flatMap((provider) => {
      const role = account.roles.get(provider.id);
      if (role === undefined) return [];
      const places = provider.clients.map((client) => client.people);
      if (role === 'provider-admin') places.push(provider.team);
      return places
        .flat()
        .filter((person) => person.status === 'accepted')
        .map((person) => person.id);
    });
  }

  api(): Api {
    const answer = async <T, F>(call: string, make: () => Result<T, F>): Promise<Result<T, F | Failure>> => {
      this.log.push({ at: this.now(), call });
      if (this.hold !== null) await this.hold;
      const own = this.intercept(call);
      if (own?.kind === 'token-dead') return make();
      const fault = own ?? this.faults.shift();
      return fault === undefined ? make() : fail(fault);
    };
    const withToken = <T>(
      call: string,
      token: string,
      make: (claims: ModelToken) => Result<T, ApiFailure>,
    ): Promise<Result<T, ApiFailure>> =>
      answer(call, (): Result<T, ApiFailure> => {
        const claims = this.intercept(call)?.kind === 'token-dead' ? undefined : this.tokens.get(token);
        if (claims === undefined || claims.expiresAt <= this.now()) return fail({ kind: 'token-dead' });
        return make(claims);
      });
    const refused = fail({ kind: 'refused', status: 403, what: 'model' } as const);
    return {
      signIn: ({ clientId }) =>
        answer(`signIn ${clientId}`, () => {
          const account = this.accounts.find((a) => `user.${a.userId}` === clientId);
          if (account === undefined) return fail({ kind: 'key-refused' } as const);
          const accessToken = this.next('token');
          const expiresAt = this.now() + 3_600_000;
          this.tokens.set(accessToken, { userId: account.userId, roles: new Map(account.roles), expiresAt });
          return succeed({ accessToken, expiresAt });
        }),
      config: () =>
        answer('config', () => succeed({ version: '2026.8.0', flavour: null, api: null, identity: null, vault: null })),
      profile: (token) =>
        withToken('profile', token, ({ userId }) => {
          const account = this.accounts.find((a) => a.userId === userId);
          const providers = this.providers.flatMap((provider) => {
            const role = account?.roles.get(provider.id);
            return role === undefined
              ? []
              : [
                  {
                    id: provider.id,
                    name: provider.id,
                    role,
                    enabled: provider.enabled,
                    type: 'msp' as const,
                    disabledClientIds: provider.clients.flatMap(({ id }) => (this.switchedOff.has(id) ? [id] : [])),
                  },
                ];
          });
          return succeed({ userId, email: `${userId}@example.test`, name: null, providers });
        }),
      clients: (token, providerId) =>
        withToken(`clients ${providerId}`, token, ({ roles }) => {
          if (!roles.has(providerId)) return refused;
          const provider = this.providers.find((p) => p.id === providerId);
          return succeed((provider?.clients ?? []).map(clientReading));
        }),
      team: (token, providerId) =>
        withToken(`team ${providerId}`, token, ({ roles }) => {
          if (roles.get(providerId) !== 'provider-admin') return refused;
          return succeed((this.providers.find((p) => p.id === providerId)?.team ?? []).map(memberReading));
        }),
      members: (token, clientId) =>
        withToken(`members ${clientId}`, token, ({ userId }) => {
          const account = this.accounts.find((a) => a.userId === userId);
          const provider = this.providers.find((p) => p.clients.some((c) => c.id === clientId));
          if (provider === undefined || !account?.roles.has(provider.id)) return refused;
          return succeed((provider.clients.find((c) => c.id === clientId)?.people ?? []).map(memberReading));
        }),
    };
  }
}

const memberReading = (person: ModelPerson): MemberReading => ({
  id: person.id,
  userId: person.status === 'invited' ? null : `user-of-${person.id}`,
  name: person.status === 'invited' ? null : `Name of ${person.id}`,
  email: `${person.id}@example.test`,
  status: person.status,
  role: 'user',
});

function clientReading(client: ModelClient): ClientReading {
  const used = client.people.length;
  return {
    id: client.id,
    relationId: `relation-of-${client.id}`,
    name: client.name,
    plan: 'Teams (Monthly)',
    assigned: client.seats,
    used,
    remaining: client.seats === null ? null : client.seats - used,
    confirmed: client.people.filter((person) => person.status === 'confirmed').length,
  };
}
