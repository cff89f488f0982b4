/** Controls around confirming: a crowd that waits, reasons to be refused, answers that get lost or come too early. */
import * as z from 'zod/mini';
import { command } from './command';
import type { PeopleDeps } from './control-people';
import type { Faults } from './faults';
import type { Lists } from './lists';
import { familyNames, givenNames } from './names';
import { createPeople } from './people';
import { derivedBytes, derivedGuid, derivedPick } from './random';
import { blankMember, type Organization, type User } from './rows';
import { setPolicyOf } from './seed';

export interface WaitingControlDeps extends PeopleDeps {
  readonly faults: Faults;
  readonly lists: Lists;
}

/**
 * Why the server will not confirm somebody, though they wait.
 * `two-step`: the client asks for two-step login, and they have none.
 * `other-organization`: the client allows no other organization, and they are in one.
 * `single-organization`: an organization that they are in allows no other one.
 * `automatic-confirmation`: an organization that they are in confirms automatically. The only one for a team.
 */
const refusals = ['two-step', 'other-organization', 'single-organization', 'automatic-confirmation'] as const;
type Refusal = (typeof refusals)[number];

/** server: the policy that an organization of theirs has on, for these reasons. */
const policyElsewhere: Readonly<Partial<Record<Refusal, number | null>>> = {
  'other-organization': null,
  'single-organization': 3,
  'automatic-confirmation': 18,
};

export interface WaitingPerson {
  /** {pu} or {ou}. */
  readonly memberId: string;
  readonly userId: string;
  readonly email: string;
  /** Null: nothing is in the way. */
  readonly refused: Refusal | null;
}

/** The controls around confirming in this world. */
export function createWaitingControls({ world, clock, faults, lists }: WaitingControlDeps) {
  const people = createPeople(world, clock.now());
  const { seed } = world;
  let crowd = 0;

  /** An organization of no provider that these people belong to as well. */
  function elsewhere(reason: Refusal, policy: number | null): Organization {
    const id = derivedGuid(seed, 'elsewhere', reason);
    const known = world.organizations.get(id);
    if (known !== undefined) return known;
    const organization: Organization = {
      id,
      name: `Elsewhere (${reason})`,
      planType: 20,
      status: 1,
      seats: null,
      enabled: true,
      useEvents: false,
      useResetPassword: false,
      useMyItems: false,
      billingEmail: 'billing@elsewhere.example',
      createdAt: clock.now(),
      key: derivedBytes(64, seed, 'organization-key', id),
      policies: [],
      defaultCollections: [],
      sponsorships: 0,
      collections: [],
    };
    world.organizations.set(id, organization);
    if (policy !== null) setPolicyOf(organization, policy, true);
    return organization;
  }

  function joinElsewhere(user: User, reason: Refusal): void {
    const policy = policyElsewhere[reason];
    if (policy === undefined) return;
    const organization = elsewhere(reason, policy);
    world.addMember({
      ...blankMember,
      id: world.newId('elsewhere'),
      organizationId: organization.id,
      userId: user.id,
      email: null,
      type: 2,
      status: 2,
      key: () => world.sealFor(user, organization.key),
      createdAt: clock.now(),
      invitedAt: clock.now(),
    });
  }

  return {
    /**
     * So many newcomers at once, who have accepted and wait at a client or (with `providerId`) in a team. The first
     * of them are refused for the given reasons, one each; the client's policies are set so that nobody else is.
     * Without `version` every other one has an account of the second version.
     */
    addWaiting: command(
      z.object({
        providerId: z.optional(z.string()),
        organizationId: z.optional(z.string()),
        count: z.number(),
        refused: z.optional(z.array(z.enum(refusals))),
        version: z.optional(z.union([z.literal(1), z.literal(2)])),
      }),
      ({ providerId, organizationId, count, refused = [], version }): readonly WaitingPerson[] => {
        const organization = world.organizations.get(organizationId ?? '');
        const provider = world.providers.get(providerId ?? '');
        if (organization === undefined && provider === undefined) throw new Error('Say where: a client or a provider');
        if (organization === undefined && refused.some((reason) => reason !== 'automatic-confirmation')) {
          throw new Error('A provider refuses for automatic confirmation only');
        }
        crowd += 1;
        const added: WaitingPerson[] = [];
        for (let place = 0; place < count; place += 1) {
          const reason = refused[place] ?? null;
          const name = `${derivedPick(givenNames, seed, 'crowd', crowd, place)} ${derivedPick(familyNames, seed, 'crowd', crowd, place)}`;
          const email = `newcomer${crowd}.${place}@${organization === undefined ? 'harbour-it' : 'crowd'}.example`;
          const user = people.user(email, name, {
            encryptionVersion: version ?? (place % 2 === 0 ? 1 : 2),
            twoFactor: reason !== 'two-step',
          });
          const row =
            organization === undefined
              ? provider && people.acceptInTeam(provider, place, user)
              : people.acceptedMember(organization, place, user);
          if (row === undefined) continue;
          if (reason !== null) joinElsewhere(user, reason);
          added.push({ memberId: row.id, userId: user.id, email, refused: reason });
        }
        if (organization !== undefined) {
          if (refused.includes('two-step')) {
            setPolicyOf(organization, 0, true);
            const spared = added.filter((one) => one.refused === 'two-step').map(({ userId }) => userId);
            for (const { userId, status } of world.membersOf(organization.id)) {
              const user = status === 1 && !spared.includes(userId ?? '') ? world.users.get(userId ?? '') : undefined;
              if (user !== undefined) user.twoFactor = true;
            }
          }
          if (refused.includes('other-organization')) setPolicyOf(organization, 3, true);
        }
        return added;
      },
    ),

    /**
     * The line is cut at the next confirmation, whichever it is: before the server did anything, or (`after`) when
     * everything was done and only the answer is missing. A browser may send a request again by itself when a line
     * that it used before is cut; `times` cuts that one off too.
     */
    cutNextConfirm: command(
      z.object({ after: z.boolean(), times: z.optional(z.number()) }),
      ({ after, times = 1 }): { id: number } => ({
        id: faults.add({ kind: 'drop', host: 'api', method: 'POST', path: '*/confirm', count: times, after }),
      }),
    ),

    /** The next `answers` readings (1 when left out) of that member list give what it holds now. */
    lagList: command(
      z.object({
        providerId: z.optional(z.string()),
        organizationId: z.optional(z.string()),
        answers: z.optional(z.number()),
      }),
      ({ providerId, organizationId, answers = 1 }) => {
        lists.hold(organizationId ?? providerId ?? '', answers);
        return {};
      },
    ),
  };
}
