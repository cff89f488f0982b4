/**
 * What the popup itself remembers, in the page's own storage because that answers at once: which provider and which
 * sort were chosen, and a copy of the first screen, so that something true is painted before the database answers.
 * The copy holds nothing that the database does not hold, and is believed only as far as it parses.
 */
import type { ClientRow, Scope } from '@/lib/domain/client-list';
import { TEAM } from '@/lib/domain/keys';
import type { Waiting } from '@/lib/domain/model';
import type { Overview } from '@/lib/domain/overview';
import { type Choices, choicesShape, type FirstScreen, firstScreenShape, type Totals } from './popup-shapes';
import type { Shape } from './shape';

export type { Choices, FirstScreen, Totals } from './popup-shapes';

/** The page's storage; may refuse to write, and then nothing is remembered. */
export interface TextStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

const choicesKey = 'popup-choices';
const screenKey = 'popup-screen';

/** More than fit into the popup's height. */
export const screenRows = 14;
export const screenPeople = 9;

function read<T>(storage: TextStorage, key: string, shape: Shape<T>): T | null {
  try {
    const value: unknown = JSON.parse(storage.getItem(key) ?? 'null');
    return shape(value) ? value : null;
  } catch {
    return null;
  }
}

function write(storage: TextStorage, key: string, value: unknown): void {
  try {
    storage.setItem(key, JSON.stringify(value));
  } catch {
    // Full or forbidden: the next opening paints from the database.
  }
}

/** The beginning of what is shown: enough of the overview to paint the first screen from. */
export function cutOverview(
  overview: Overview,
  rows: readonly ClientRow[],
  people: readonly Waiting[],
): FirstScreen['overview'] {
  const clients = new Set(rows.slice(0, screenRows).map((row) => row.key));
  const places = new Set(people.slice(0, screenPeople).map((one) => `${one.accountId}/${one.providerId}/${one.place}`));
  const wanted = (key: string): boolean => clients.has(key) || places.has(key);
  return {
    accounts: overview.accounts.map((account) => ({ ...account, deviceId: '' })),
    providers: [...overview.providers],
    lists: overview.lists.map((list) => ({
      ...list,
      clients: list.clients.filter((client) => wanted(`${list.accountId}/${list.providerId}/${client.id}`)),
    })),
    places: overview.places.filter(
      (place) => place.place === TEAM || wanted(`${place.accountId}/${place.providerId}/${place.place}`),
    ),
    preferences: {
      ...overview.preferences,
      muted: overview.preferences.muted.filter((one) => wanted(`${one.accountId}/${one.providerId}/${one.clientId}`)),
    },
  };
}

export interface PopupMemory {
  choices(): Choices;
  choose(scope: Scope, sort: Choices['sort']): void;
  /** null: none, or one that cannot be believed. */
  screen(): FirstScreen | null;
  keepScreen(overview: FirstScreen['overview'], totals: Totals): void;
}

export function createPopupMemory(storage: TextStorage): PopupMemory {
  return {
    choices: () => read(storage, choicesKey, choicesShape) ?? { scope: null, sort: null },
    choose: (scope, sort) =>
      write(storage, choicesKey, {
        scope: scope && { accountId: scope.accountId, providerId: scope.providerId },
        sort,
      }),
    screen: () => read(storage, screenKey, firstScreenShape),
    keepScreen: (overview, totals) => write(storage, screenKey, { version: 1, overview, totals }),
  };
}
