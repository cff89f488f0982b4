/** The smallest provider that anything can happen at. */
import { expect } from 'vitest';
import { Desk } from './desk';
import type { ModelClient, ModelProvider } from './model-world';

export interface Scene {
  readonly desk: Desk;
  readonly provider: ModelProvider;
  readonly client: ModelClient;
}

/** One provider, one client with somebody invited, signed in at nine, nothing to tell. */
export async function scene(): Promise<Scene> {
  const desk = new Desk();
  const provider = desk.provider();
  const client = desk.client(provider, ['invited', 'invited', 'confirmed'], 100);
  desk.user();
  await desk.add();
  expect(desk.alerts).toEqual([]);
  return { desk, provider, client };
}
/** The next of the invited accepts; answers with who. */
export const accept = ({ client }: Scene): string => {
  const person = client.people.find(({ status }) => status === 'invited');
  if (person === undefined) throw new Error('nobody is invited');
  person.status = 'accepted';
  return person.id;
};
/** The title of a notice about one person. */
export const waits = (id: string): string => `Name of ${id} is waiting`;
/** An instant of the day on which every desk opens at nine; hours over 24 are the next day's. */
export const at = (hours: number, minutes = 0): number => Date.UTC(2026, 10, 21, hours, minutes);
