import { signal } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import type { Errand, ErrandRequest } from '@/lib/domain/errand';
import { type Failure, fail, type Result, succeed } from '@/lib/domain/failure';
import type { Provider } from '@/lib/domain/model';
import { trainingSchema } from '@/lib/domain/training';
import type { Words } from '@/lib/domain/words';
import texts from '@/lib/training/en.json';
import type { Work } from '@/lib/view/desk/work';
import { createTrainingModel, type Reader, readWho } from '@/lib/view/training/model';
import { createTasksModel, enrolledWords, recoveryWords } from '@/lib/view/training/tasks';
import { createTrainingLibrary, trainingLanguages } from '@/lib/view/training/texts';
import { english, spoken } from '../domain/english';
import { account, client, overviewOf, provider } from '../domain/samples';

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

const memory = (first: Record<string, string> = {}) => {
  const kept = new Map(Object.entries(first));
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
};

const isFailure = (answer: object): answer is Failure => 'kind' in answer;
type Answer = (call: string) => object;

/** Answers errands from a table; what was asked is kept. */
function work(answer: Answer): { work: Work; asked: ErrandRequest[] } {
  const asked: ErrandRequest[] = [];
  const run = async <T>(_: string, errand: Errand<T>): Promise<Result<T>> => {
    asked.push(errand.request);
    const given = answer(errand.request.call);
    if (isFailure(given)) return fail(given);
    const read = errand.read(given);
    return read === null ? fail({ kind: 'unreadable', host: '', what: '' }) : succeed(read.value);
  };
  const nothing = async (): Promise<void> => undefined;
  return {
    asked,
    work: {
      run,
      pausedUntil: signal(null),
      callOff: () => undefined,
      act: () => Promise.reject(new Error('nothing is done here')),
      readPlace: nothing,
      readClients: nothing,
    },
  };
}

const overview = (more: Partial<Provider> = {}) =>
  signal(
    overviewOf({
      accounts: [account()],
      providers: [provider(more)],
      lists: [{ accountId: 'a', providerId: 'p', readAt: 1, clients: [client('c', { name: 'Brightwater' })] }],
    }),
  );
const where = { accountId: 'a', providerId: 'p' };
const member = (id: string, name: string | null, status = 2) => ({
  id,
  userId: null,
  type: 2,
  status,
  name,
  email: `${id}@x.example`,
});
const list = (data: object[]) => ({ object: 'list', data });

describe('the language of what is passed on', () => {
  const open = (locale: string, storage = memory()) => createTrainingLibrary({ storage, locale: signal(locale) });

  it('is the page’s where there are texts in it, else English; what was chosen is remembered', async () => {
    expect(trainingLanguages).toEqual(expect.arrayContaining(['en', 'nl']));
    expect(open('nl-BE').language.value).toBe('nl');
    expect(open('fr').language.value).toBe('en');
    const storage = memory();
    const library = open('en', storage);
    // From their files, which takes as long as it takes.
    await expect.poll(() => library.texts.value?.language).toBe('en');
    library.choose('nl');
    await expect.poll(() => library.texts.value?.language).toBe('nl');
    expect(open('en', storage).language.value).toBe('nl');
    expect(open('en', memory({ 'training-language': 'xx' })).language.value).toBe('en');
  });

  it('goes along with the page’s until somebody chooses it, and stays the reader’s from then on', async () => {
    const locale = signal('en');
    const library = createTrainingLibrary({ storage: memory(), locale });
    locale.value = 'nl-NL';
    expect(library.language.value).toBe('nl');
    await expect.poll(() => library.texts.value?.language).toBe('nl');
    locale.value = 'fr';
    expect(library.language.value).toBe('en');
    library.choose('nl');
    locale.value = 'en';
    expect(library.language.value).toBe('nl');
  });

  it('that is chosen later counts, whichever is loaded first', async () => {
    const pending = new Map<string, () => void>();
    const load = (language: string) =>
      new Promise<never>((resolve) => pending.set(language, () => resolve({ language } as never)));
    const library = createTrainingLibrary({ storage: memory(), locale: signal('en'), load });
    library.choose('nl');
    pending.get('nl')?.();
    pending.get('en')?.();
    await settled();
    expect(library.texts.value?.language).toBe('nl');
  });

  it('whose file is gone says so; storage that is forbidden is no obstacle', async () => {
    const forbidden = {
      getItem: () => {
        throw new Error('forbidden');
      },
      setItem: () => {
        throw new Error('forbidden');
      },
    };
    const load = () => Promise.reject(new Error('gone'));
    const library = createTrainingLibrary({ storage: forbidden, locale: signal('en'), load });
    library.choose('nl');
    await settled();
    expect(library.failed.value).toBe(true);
  });
});

describe('whoever was typed', () => {
  const people: Reader[] = [
    { name: 'Tom Okafor', email: 'tom@x.example' },
    { name: null, email: 'eva@x.example' },
  ];
  it.each<[string, string | null, string | null]>([
    ['', null, null],
    ['  ', null, null],
    ['Tom Okafor <tom@x.example>', 'Tom Okafor', 'tom@x.example'],
    ['Tom Okafor', 'Tom Okafor', 'tom@x.example'],
    ['tom@x.example', 'Tom Okafor', 'tom@x.example'],
    ['eva@x.example', null, 'eva@x.example'],
    ['new@x.example', null, 'new@x.example'],
    ['Mrs Jones', 'Mrs Jones', null],
  ])('%j', (typed, name, email) => {
    expect(readWho(typed, people)).toEqual({ name, email });
  });
});

async function training(answer: Answer = () => list([])) {
  const links: string[] = [];
  const copied: string[] = [];
  const said: string[] = [];
  const { work: doing, asked } = work(answer);
  let mayCopy = true;
  const model = createTrainingModel({
    tools: {
      work: doing,
      speech: signal(english),
      copy: async (text) => {
        if (mayCopy) copied.push(text);
        return mayCopy;
      },
      openLink: (url) => void links.push(url),
      announce: (words: Words) => void said.push(spoken(words)),
    },
    library: createTrainingLibrary({
      storage: memory(),
      locale: signal('en'),
      load: async () => z.parse(trainingSchema, texts),
    }),
    overview: overview(),
    where,
    clientId: 'c',
  });
  await settled();
  return {
    model,
    links,
    copied,
    said,
    asked,
    forbidCopying: () => {
      mayCopy = false;
    },
  };
}

describe('passing on', () => {
  it('copies one text with all names filled in', async () => {
    const { model, copied, said } = await training();
    model.setWho('Tom');
    model.copy('register');
    await settled();
    expect(copied[0]).toMatch(/^Hello Tom,\n/);
    expect(copied[0]).toContain('making an account for Brightwater.');
    expect(copied[0]).toContain('https://vault.bitwarden.eu/#/register');
    expect(copied[0]).toMatch(/Harbour IT$/);
    expect(said).toEqual(['Copied. Paste it into a message to your user.']);
  });

  it('says when the browser does not let it copy', async () => {
    const { model, said, forbidCopying } = await training();
    forbidCopying();
    model.copyAll();
    model.mailAll();
    await settled();
    expect(new Set(said)).toEqual(new Set(['The browser did not let us copy. Mark the text and copy it yourself.']));
    expect(said).toHaveLength(2);
  });

  it('opens one text as a draft to the person', async () => {
    const { model, links } = await training();
    model.setWho('eva@x.example');
    model.mail('apps');
    await settled();
    expect(links[0]).toMatch(/^mailto:eva@x\.example\?subject=Get%20the%20apps&body=Hello%2C%0D%0A/);
  });

  it('copies everything where a draft has no room for it, and says so', async () => {
    const { model, links, copied, said } = await training();
    model.mailAll();
    await settled();
    expect(links).toEqual([]);
    expect(copied[0]).toMatch(/^Getting started with Bitwarden at Brightwater\n\nHello,\n/);
    expect(said).toEqual(['Too long for a draft, so it was copied. Paste it into an e-mail.']);
  });

  it('reads whom to choose from once, when somebody begins to choose, without those whose access is revoked', async () => {
    const { model, asked } = await training(() =>
      list([member('zoe', 'Zoe Z'), member('tom', 'Tom Okafor'), member('old', 'Old One', -1), member('eva', null, 0)]),
    );
    expect(asked).toEqual([]);
    model.readPeople();
    model.readPeople();
    await settled();
    model.readPeople();
    await settled();
    expect(asked.map(({ call }) => call)).toEqual(['GET /organizations/{o}/users']);
    expect(model.people.value).toEqual(['eva@x.example', 'Tom Okafor <tom@x.example>', 'Zoe Z <zoe@x.example>']);
  });

  it('tries to read them again where that failed', async () => {
    const { model, asked } = await training(() => ({ kind: 'offline' }));
    model.readPeople();
    await settled();
    model.readPeople();
    await settled();
    expect(asked).toHaveLength(2);
  });

  it('brings the guide to exactly those who lack two-step login: addresses, text, and drafts that fit', async () => {
    const { model, copied, said, links } = await training();
    const people = Array.from({ length: 60 }, (_, at) => ({ name: null, email: `person-${at}@brightwater.example` }));
    model.copyAddresses(people.slice(0, 2));
    model.copyGuide();
    await settled();
    expect(copied[0]).toBe('person-0@brightwater.example; person-1@brightwater.example');
    expect(copied[1]).toContain('Your Bitwarden account at Brightwater is not protected by two-step login yet.');
    expect(said[0]).toBe('2 addresses copied. Put them into Bcc, so that nobody sees the others.');
    const drafts = model.guideDrafts(people);
    expect(drafts.length).toBeGreaterThan(1);
    expect(drafts.reduce((sum, { count }) => sum + count, 0)).toBe(60);
    model.openDraft(drafts[0]?.url ?? '');
    expect(links[0]).toMatch(/^mailto:\?bcc=person-0@brightwater\.example,/);
  });
});

describe('the tasks of a client', () => {
  const plan = (useResetPassword: boolean) => ({ object: 'organization', useResetPassword });
  const policy = (enabled: boolean) => list([{ type: 8, enabled }]);
  const refused: Failure = { kind: 'refused', status: 403, what: '' };

  async function tasks(answer: Answer, more: Partial<Provider> = {}) {
    const { work: doing, asked } = work(answer);
    const model = createTasksModel({ run: doing.run, overview: overview(more), where, clientId: 'c' });
    const before = model.recovery.value.kind;
    model.open();
    model.open();
    await settled();
    return { model, asked, before };
  }

  it.each<[string, object, object, string, number]>([
    ['on', plan(true), policy(true), 'Switched on for this client. Start it from the member’s menu.', 2],
    ['off', plan(true), policy(false), 'Not switched on: nobody can reset a master password here.', 2],
    ['never saved', plan(true), list([]), 'Not switched on: nobody can reset a master password here.', 2],
    ['not in the plan', plan(false), list([]), 'This client’s plan has no account recovery.', 1],
    [
      'plan not readable',
      refused,
      list([]),
      'Whether it is switched on could not be read: The server does not allow this account to do that.',
      1,
    ],
    [
      'policies not readable',
      plan(true),
      { kind: 'offline' },
      'Whether it is switched on could not be read: You are offline.',
      2,
    ],
  ])('say of account recovery: %s', async (_, organization, policies, words, requests) => {
    const { model, asked, before } = await tasks((call) => (call.endsWith('/policies') ? policies : organization));
    expect(before).toBe('reading');
    expect(spoken(recoveryWords(model.recovery.value))).toBe(words);
    expect(asked).toHaveLength(requests);
    const row = model.rows.value.find(({ key }) => key === 'recovery');
    expect(row?.notes.map(spoken)).toEqual([words]);
  });

  it('try again what could not be read, and nothing else', async () => {
    let answer: object = refused;
    const { model, asked } = await tasks(() => answer);
    answer = plan(false);
    model.open();
    await settled();
    expect(model.recovery.value.kind).toBe('not-in-plan');
    model.open();
    await settled();
    expect(asked).toHaveLength(2);
  });

  it('are all there, each done here or on a page of the web vault', async () => {
    const { model } = await tasks(() => plan(false));
    const rows = model.rows.value;
    expect(rows.map(({ key }) => key)).toEqual([
      'members',
      'seats',
      'recovery',
      'events',
      'reports',
      'import',
      'send',
      'billing',
      'policies',
      'groups',
      'collections',
      'settings',
      'unlink',
    ]);
    for (const { key, title, notes, here, vault, off } of rows) {
      expect(here !== null || vault !== null, key).toBe(true);
      for (const words of [{ key: title }, ...notes]) expect(spoken(words)).not.toBe('');
      expect(off, key).toBeNull();
    }
    expect(rows.at(-1)?.vault).toEqual({ page: 'clients', providerId: 'p', search: 'Brightwater' });
    const importing = rows.find(({ key }) => key === 'import');
    expect(importing?.notes.map(spoken).join(' ')).toContain('Provider staff may import.');
  });

  it('keep those of provider admins from service users, with the reason', async () => {
    const { model } = await tasks(() => plan(false), { role: 'service-user' });
    const off = model.rows.value.filter((row) => row.off !== null);
    expect(off.map(({ key }) => key)).toEqual(['billing', 'unlink']);
    expect(off.map((row) => row.off && spoken(row.off))).toEqual(['Provider admins only.', 'Provider admins only.']);
    const seats = model.rows.value.find(({ key }) => key === 'seats');
    expect(seats?.notes.map(spoken)).toEqual([
      'Add or take away seats within the pool. Only provider admins buy more.',
    ]);
  });

  it('tell how many are enrolled', () => {
    expect(spoken(enrolledWords(3, 12))).toBe('3 of 12 confirmed members are enrolled.');
    expect(spoken(enrolledWords(0, 1))).toBe('0 of 1 confirmed member is enrolled.');
  });
});
