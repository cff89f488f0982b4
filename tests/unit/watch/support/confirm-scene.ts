/** A provider with people who wait, at a client and in the team, and what a page sends when somebody compared them. */
import { expect } from 'vitest';
import type { Activity } from '@/lib/domain/activity';
import type { Compared, ConfirmOutcome } from '@/lib/domain/confirmation';
import { TEAM } from '@/lib/domain/keys';
import type { RequestOf } from '@/lib/messaging/protocol';
import { accountId, Desk } from './desk';
import { type ModelClient, type ModelPerson, type ModelProvider, publicKeyOf, userIdOf } from './model-world';

/** What a page hands over for somebody whose phrase was compared. */
export const comparedOf = ({ id }: ModelPerson): Compared => ({
  id,
  userId: userIdOf(id),
  publicKey: publicKeyOf(id),
  publicKeyHash: `hash-of-${id}`,
  sealedKey: `4.sealed-for-${id}`,
  way: 'covered-word',
});

export interface ConfirmScene {
  readonly desk: Desk;
  readonly provider: ModelProvider;
  readonly client: ModelClient;
  /** Asks for people of the client. */
  request(...people: readonly ModelPerson[]): RequestOf<'confirm'>;
  /** Asks for people of the team. */
  teamRequest(...people: readonly ModelPerson[]): RequestOf<'confirm'>;
  activity(): Promise<Activity[]>;
  /** How each person stands in the record, by id. */
  states(): Promise<Record<string, string>>;
}

/** Signed in, everything looked at once, and nothing told that was not closed. */
export async function confirmScene(
  people: readonly ModelPerson['status'][],
  team: readonly ModelPerson['status'][] = [],
): Promise<ConfirmScene> {
  const desk = new Desk();
  const provider = desk.provider();
  const client = desk.client(provider, people);
  for (const status of team) desk.person(provider.team, status);
  desk.user();
  await desk.add();
  const activity = (): Promise<Activity[]> => desk.store.read(['activity'], (tx) => tx.all('activity'));
  const at = (place: string) => ({ accountId: accountId(1), providerId: provider.id, place });
  return {
    desk,
    provider,
    client,
    request: (...sent) => ({ ...at(client.id), people: sent.map(comparedOf), collectionName: '2.name' }),
    teamRequest: (...sent) => ({ ...at(TEAM), people: sent.map(comparedOf), collectionName: null }),
    activity,
    async states() {
      const states = (await activity()).map((record) => [
        record.person.id,
        record.what === 'confirm' ? record.state : record.what,
      ]);
      expect(new Set(states.map(([id]) => id)).size, 'one record for each').toBe(states.length);
      return Object.fromEntries(states);
    },
  };
}

/** How people ended, in few words. */
export const kindsOf = (outcomes: readonly ConfirmOutcome[]): string[] => outcomes.map(({ kind }) => kind);

/** Holds up the first call that begins so; `reached` when it is there. */
export function holdUp(begin: string) {
  let open: () => void = () => undefined;
  let arrive: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const reached = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  let first = true;
  const wait = (call: string): Promise<void> | undefined => {
    if (!first || !call.startsWith(begin)) return undefined;
    first = false;
    arrive();
    return opened;
  };
  return { wait, reached, open: () => open() };
}
