/**
 * A model of the server for the random schedules: only what the watcher can see, with none of the wire format, which
 * has tests of its own. It knows the truth that badge and notices are held against.
 */
import type { Api, ApiFailure, JoinedPlace } from '@/lib/bitwarden/api';
import { type Failure, fail, type Result, succeed } from '@/lib/domain/failure';
import { type Role, TEAM } from '@/lib/domain/model';
import type { ClientReading, ConfirmationEvent, ConfirmReading, MemberReading } from '@/lib/domain/readings';

export interface ModelPerson {
  readonly id: string;
  status: 'invited' | 'accepted' | 'confirmed' | 'revoked';
  /** Left out: the one of `publicKeyOf`. */
  publicKey?: string | null;
}

export const publicKeyOf = (id: string): string => `public-key-of-${id}`;
export const userIdOf = (id: string): string => `user-of-${id}`;

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
  /** Answers that get lost: the server did its part, and this is all that arrives. */
  lose: (call: string) => ApiFailure | undefined = () => undefined;
  /** Who is not let in, and the server's words for it. */
  readonly refusals = new Map<string, string>();
  /** Whom the server says to have let in without having done so. */
  readonly pretended = new Set<string>();
  /** Names of a collection that came along with confirmations, oldest first. */
  readonly collectionNames: (string | null)[] = [];
  /** Members who gave no name. */
  readonly nameless = new Set<string>();
  /** Every confirmation that took place, oldest first: the event log, and the keys that were stored. */
  readonly confirmations: (ConfirmationEvent & { readonly key: string | null })[] = [];
  /** The plan keeps events, and the account may read them. */
  keepsEvents = true;
  /** Requests that arrive while it is there are answered when it is done. */
  hold: Promise<void> | null = null;
  /** Single requests that take their time on the way to the server, and answers on the way back. */
  there: (call: string) => Promise<void> | undefined = () => undefined;
  back: (call: string) => Promise<void> | undefined = () => undefined;
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
      await this.there(call);
      const own = this.intercept(call);
      if (own?.kind === 'token-dead') return make();
      const fault = own ?? this.faults.shift();
      if (fault !== undefined) return fail(fault);
      const made = make();
      await this.back(call);
      const lost = this.lose(call);
      return lost === undefined || lost.kind === 'token-dead' ? made : fail(lost);
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
          return succeed({
            accessToken,
            expiresAt,
            issuedAt: this.now(),
            sealed: { Key: `sealed for ${accessToken}` },
          });
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
          const keys = {
            providers: providers.map(({ id }) => ({ id, key: `key of ${id}` })),
            providerOrganizations: [],
            organizations: [],
          };
          return succeed({ userId, email: `${userId}@example.test`, name: null, providers, keys });
        }),
      // Whatever else administrators have done is seen against the simulated server.
      errand: (token, { call, body }) =>
        withToken(call, token, () => {
          const ids: unknown = Reflect.get(Object(body), 'ids');
          if (!call.endsWith('/reinvite') || !Array.isArray(ids)) return refused;
          const people = this.providers
            .flatMap(({ team, clients }) => [team, ...clients.map((one) => one.people)])
            .flat();
          const data = people
            .filter(({ id }) => ids.includes(id))
            .map(({ id, status }) => ({ id, error: status === 'invited' ? '' : 'User invalid.' }));
          return succeed({ object: 'list', data, continuationToken: null });
        }),
      clients: (token, providerId) =>
        withToken(`clients ${providerId}`, token, ({ roles }) => {
          if (!roles.has(providerId)) return refused;
          const provider = this.providers.find((p) => p.id === providerId);
          return succeed((provider?.clients ?? []).map(clientReading));
        }),
      members: (token, place) =>
        withToken(callAt('members', place), token, (claims) => {
          const people = this.peopleFor(claims, place);
          return people === null ? refused : succeed(people.map((person) => memberReading(person, this.nameless)));
        }),
      publicKeys: (token, place, ids) =>
        withToken(`publicKeys ${addressOf(place)} ${ids.join(' ')}`, token, (claims) => {
          const people = this.peopleFor(claims, place);
          if (people === null) return refused;
          return succeed(
            people
              .filter(({ id, status }) => status === 'accepted' && ids.includes(id))
              .map(({ id, publicKey = publicKeyOf(id) }) => ({ id, userId: userIdOf(id), publicKey })),
          );
        }),
      confirm: (token, place, keys, collectionName) =>
        withToken(`confirm ${addressOf(place)} ${keys.map(({ id }) => id).join(' ')}`, token, (claims) => {
          const people = this.peopleFor(claims, place);
          if (people === null) return refused;
          this.collectionNames.push(collectionName);
          return succeed(
            keys.flatMap(({ id, key }): ConfirmReading[] => {
              const person = people.find((p) => p.id === id);
              if (person === undefined || person.status === 'invited') return [];
              if (person.status !== 'accepted') {
                return place.place === TEAM ? [{ id, confirmed: false, sentence: 'Invalid user.' }] : [];
              }
              const sentence = this.refusals.get(id);
              if (sentence !== undefined) return [{ id, confirmed: false, sentence }];
              if (!this.pretended.has(id)) this.confirm(person, claims.userId, key);
              return [{ id, confirmed: true, sentence: null }];
            }),
          );
        }),
      confirmations: (token, place, from, to) =>
        withToken(`confirmations ${addressOf(place)}`, token, (claims) => {
          const people = this.peopleFor(claims, place);
          if (people === null || !this.keepsEvents) return refused;
          const here = this.confirmations.filter(({ memberId, at }) => {
            return people.some(({ id }) => id === memberId) && at !== null && at >= from && at <= to;
          });
          return succeed(here.map(({ key: _key, ...event }) => event).reverse());
        }),
    };
  }

  /** Somebody is let in, by a user of that id. */
  confirm(person: ModelPerson, actingUserId: string | null, key: string | null = null): void {
    person.status = 'confirmed';
    this.confirmations.push({ memberId: person.id, actingUserId, at: this.now(), key });
  }

  /** The people of a place, or null for an account that may not see or change them. */
  private peopleFor({ userId, roles }: ModelToken, { providerId, place }: JoinedPlace): ModelPerson[] | null {
    if (place === TEAM) {
      // server: provider routes judge by the role in the token.
      if (roles.get(providerId) !== 'provider-admin') return null;
      return this.providers.find((provider) => provider.id === providerId)?.team ?? [];
    }
    const provider = this.providers.find(({ clients }) => clients.some(({ id }) => id === place));
    const mayManage =
      provider !== undefined && this.accounts.some((a) => a.userId === userId && a.roles.has(provider.id));
    return mayManage ? (provider.clients.find(({ id }) => id === place)?.people ?? []) : null;
  }
}

const addressOf = ({ providerId, place }: JoinedPlace): string => (place === TEAM ? providerId : place);

/** A member list is logged by what it lists: `team provider1`, `members client2`. */
const callAt = (call: string, at: JoinedPlace): string => `${at.place === TEAM ? 'team' : call} ${addressOf(at)}`;

const memberReading = (person: ModelPerson, nameless: ReadonlySet<string>): MemberReading => ({
  id: person.id,
  userId: person.status === 'invited' ? null : userIdOf(person.id),
  name: person.status === 'invited' || nameless.has(person.id) ? null : `Name of ${person.id}`,
  email: `${person.id}@example.test`,
  status: person.status,
  role: 'user',
});

function clientReading(client: ModelClient): ClientReading {
  const used = client.people.filter((person) => person.status !== 'revoked').length;
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
