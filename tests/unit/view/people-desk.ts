/** The members' model over a made-up server: a list that errands change, and answers that tests bend. */

import { signal } from '@preact/signals';
import * as z from 'zod/mini';
import type { PlaceKey } from '@/lib/domain/confirmation';
import type { ErrandRequest } from '@/lib/domain/errand';
import { type Failure, fail, type Result, succeed } from '@/lib/domain/failure';
import { type Deed, deedSchema } from '@/lib/domain/journal';
import { TEAM } from '@/lib/domain/keys';
import type { Place, Provider } from '@/lib/domain/model';
import type { DeskTools } from '@/lib/view/desk/tools';
import { createWork } from '@/lib/view/desk/work';
import { createPeopleModel, type PeopleModel } from '@/lib/view/people/model';
import { english, now as start } from '../domain/english';
import { account, client, overviewOf, place, provider } from '../domain/samples';
import { openDesk } from './desk-support';

/** A row as the server's lists have it. */
export interface Row {
  id: string;
  userId: string | null;
  name: string | null;
  email: string;
  type: number;
  status: number;
  twoFactorEnabled?: boolean;
  creationDate?: string;
  revocationReason?: number | null;
}

export const row = (id: string, more: Partial<Row> = {}): Row => ({
  id,
  userId: `u-${id}`,
  name: `Name ${id}`,
  email: `${id}@x.example`,
  type: 1,
  status: 2,
  ...more,
});
export const invitedRow = (id: string, more: Partial<Row> = {}): Row =>
  row(id, { userId: null, name: null, status: 0, ...more });

export interface PeopleScene {
  readonly people: PeopleModel;
  /** What the server holds. */
  readonly rows: Row[];
  /** Requests that went out, by call, with their bodies. */
  readonly sent: ErrandRequest[];
  /** What stands in the journal of each deed, as it was written. */
  readonly deeds: Deed[];
  readonly said: string[];
  readonly spoken: string[];
  readonly copied: string[];
  readonly files: { name: string; text: string }[];
  readonly events: { type: number; date: string; providerUserId: string }[];
  /** Answers to the next calls of that name instead of the server; `did`: it does it all the same. */
  bend(call: string, failure: Failure, did?: boolean): void;
  /** Waits until nothing is under way. */
  settle(): Promise<void>;
}

const team: PlaceKey = { accountId: 'a', providerId: 'p', place: TEAM };

export async function people(
  first: readonly Row[],
  more: { where?: PlaceKey; provider?: Partial<Provider>; places?: Place[]; seats?: number | null } = {},
): Promise<PeopleScene> {
  const where = more.where ?? team;
  const rows = first.map((one) => ({ ...one }));
  const sent: ErrandRequest[] = [];
  const bent: { call: string; failure: Failure; did: boolean }[] = [];
  const deeds: Deed[] = [];
  const said: string[] = [];
  const spoken: string[] = [];
  const copied: string[] = [];
  const files: { name: string; text: string }[] = [];
  const events: PeopleScene['events'] = [];
  const assigned = more.seats === undefined ? 10 : more.seats;
  const used = rows.length;
  const list = {
    accountId: 'a',
    providerId: 'p',
    readAt: 1,
    clients: [client('c', { name: 'Tideway', assigned, used, remaining: assigned === null ? null : assigned - used })],
  };
  const overview = overviewOf({
    accounts: [account({ userId: 'u-ada' })],
    providers: [provider(more.provider)],
    lists: [list],
    places: more.places ?? [place(where.place, [])],
  });
  const desk = await openDesk(overview, { hash: '#/members' });

  const bulk = (ids: readonly string[], each: (found: Row) => string) => ({
    object: 'list',
    continuationToken: null,
    data: ids.flatMap((id) => {
      const found = rows.find((one) => one.id === id);
      return found === undefined ? [] : [{ id, error: each(found) }];
    }),
  });
  const drop = (gone: Row): string => {
    rows.splice(rows.indexOf(gone), 1);
    return '';
  };

  function server({ call, ids, body }: ErrandRequest): unknown {
    const given = (body ?? {}) as { ids?: string[]; emails?: string[]; type?: number };
    const wanted = given.ids ?? [];
    if (call.endsWith('/events')) return { object: 'list', data: events, continuationToken: null };
    if (call === 'GET /organizations/{o}/users/{m}')
      return { type: rows.find(({ id }) => id === ids.m)?.type ?? 2, collections: [] };
    if (call.startsWith('GET'))
      return { object: 'list', data: rows.map((one) => ({ ...one })), continuationToken: null };
    if (call.endsWith('/invite')) {
      for (const email of given.emails ?? [])
        if (!rows.some((one) => one.email === email.toLowerCase()))
          rows.push(invitedRow(`new-${email}`, { email: email.toLowerCase(), type: given.type ?? 1 }));
      return null;
    }
    if (call.startsWith('PUT') && call.endsWith('{m}')) {
      const found = rows.find((one) => one.id === ids.m);
      if (found !== undefined) found.type = given.type ?? found.type;
      return null;
    }
    if (call.endsWith('/reinvite')) return bulk(wanted, (one) => (one.status === 0 ? '' : 'User invalid.'));
    if (call.endsWith('/delete') || call.endsWith('/remove')) return bulk(wanted, drop);
    return bulk(wanted, (one) => {
      one.status = call.endsWith('/revoke') ? -1 : 2;
      return '';
    });
  }

  const ask: DeskTools['ask'] = async (name, request) => {
    if (name === 'note') deeds.push(z.parse(deedSchema, request));
    if (name !== 'errand') return undefined as never;
    const errand = request as unknown as ErrandRequest;
    sent.push(errand);
    const at = bent.findIndex(({ call }) => errand.call.includes(call));
    const [bend] = at < 0 ? [] : bent.splice(at, 1);
    const answer: Result<unknown> =
      bend === undefined || bend.did ? succeed(structuredClone(server(errand))) : succeed(null);
    return (bend === undefined ? answer : fail(bend.failure)) as never;
  };
  const tools: DeskTools = {
    work: createWork({
      ask,
      overview: desk.model.data.source,
      newId: () => 'deed',
      now: () => start,
      every: () => () => undefined,
    }),
    ask,
    speech: signal(english),
    now: () => start,
    later: () => () => undefined,
    listen: () => () => undefined,
    readHistory: async () => [],
    readJournal: async () => [],
    saveFile: (name, text) => void files.push({ name, text }),
    copy: async (text) => {
      copied.push(text);
      return true;
    },
    openLink: () => undefined,
    openVault: () => undefined,
    storage: { getItem: () => null, setItem: () => undefined, removeItem: () => undefined },
    announce: (words) => void said.push(english.say(words)),
    speak: (words) => void spoken.push(words.map(english.say).join(' ')),
    kept: (_, create) => create(),
  };
  const model = createPeopleModel(tools, desk.model, where);
  const settle = async (): Promise<void> => {
    do await new Promise((resolve) => setImmediate(resolve));
    while (model.busy.value || model.progress.value !== null || model.invite.busy.value);
    await new Promise((resolve) => setImmediate(resolve));
  };
  await model.refresh();
  await settle();
  sent.length = 0;
  return {
    people: model,
    rows,
    deeds,
    sent,
    said,
    spoken,
    copied,
    files,
    events,
    bend: (call, failure, did = false) => void bent.push({ call, failure, did }),
    settle,
  };
}

export const clientPlace: PlaceKey = { accountId: 'a', providerId: 'p', place: 'c' };
