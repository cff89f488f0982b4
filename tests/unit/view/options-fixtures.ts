/** Records and stand-ins for the tests of the options page. */
import { signal } from '@preact/signals';
import { clouds } from '@/lib/domain/addresses';
import type { Account, Client, Provider } from '@/lib/domain/model';
import type { Overview } from '@/lib/domain/overview';
import { defaultPreferences } from '@/lib/domain/preferences';
import type { Server } from '@/lib/domain/server';
import type { Words } from '@/lib/domain/words';
import { catalogueOf } from '@/lib/locales/catalogue';
import type { Answers, RequestName, RequestOf } from '@/lib/messaging/protocol';
import { createSpeech } from '@/lib/platform/speech';
import type { Ask } from '@/lib/view/options/form';
import type { OverviewModel } from '@/lib/view/overview';

export const now = Date.UTC(2026, 10, 21, 9, 0);

export const ownServer: Server = {
  region: 'own',
  vault: 'https://vault.example.org',
  api: 'https://vault.example.org/api',
  identity: 'https://vault.example.org/identity',
};

export const userId = '6f1d2c9e-4b7a-4c55-9e0e-2a61b3c4d5e6';
export const clientId = `user.${userId}`;
export const secret = 'Xq7TopSecret0000000000000000Zz';

export const account = (rest: Partial<Account> = {}): Account => ({
  id: `api.bitwarden.eu/${userId}`,
  server: clouds.eu,
  userId,
  email: 'ada@harbour-it.example',
  label: null,
  deviceId: 'device-0001',
  addedAt: now - 1000,
  profileReadAt: now - 1000,
  lastAnswerAt: now - 120_000,
  failure: null,
  failureSince: null,
  failedAt: null,
  failures: 0,
  notBefore: 0,
  ...rest,
});

export const provider = (rest: Partial<Provider> = {}): Provider => ({
  accountId: account().id,
  id: 'p1',
  name: 'Harbour IT',
  role: 'service-user',
  enabled: true,
  type: 'msp',
  disabledClientIds: [],
  baselineAt: now - 1000,
  removed: false,
  triedAt: now - 1000,
  failure: null,
  ...rest,
});

export const client = (id: string, name: string | null): Client => ({
  id,
  relationId: `r-${id}`,
  name,
  plan: 'Teams (Monthly)',
  assigned: 10,
  used: 5,
  remaining: 5,
  confirmed: 5,
  low: false,
});

export const overview = (rest: Partial<Overview> = {}): Overview => ({
  accounts: [account()],
  providers: [provider()],
  lists: [],
  places: [],
  preferences: defaultPreferences,
  ...rest,
});

/** An overview model that shows what it is given. */
export function overviewModel(first: Overview | null) {
  const shown = signal(first);
  const calls = { refresh: 0 };
  const model: OverviewModel = {
    overview: shown,
    progress: signal(null),
    unreadable: signal(false),
    refresh() {
      calls.refresh += 1;
      return Promise.resolve();
    },
    stop() {},
  };
  return { model, shown, calls };
}

export type Handlers = { [N in RequestName]?: (request: RequestOf<N>) => Promise<Answers[N]> | Answers[N] };

/** A worker that answers as told, and keeps what it was asked. What it was not told about, it rejects. */
export function worker(handlers: Handlers) {
  const asked: { name: RequestName; request: unknown }[] = [];
  const ask: Ask = async (name, request) => {
    asked.push({ name, request });
    const handle = handlers[name];
    if (handle === undefined) throw new Error(`unexpected ${name}`);
    return handle(request);
  };
  return { ask, asked, names: () => asked.map((a) => a.name) };
}

const messages = new Map(Object.entries(catalogueOf('en')).map(([key, { message }]) => [key, message]));
const speech = createSpeech({
  lookup: (key) => messages.get(key) ?? '',
  locale: 'en',
  now: () => now,
  timeZone: 'UTC',
});

/** The words in English. */
export const text = (words: Words): string => speech.say(words);
