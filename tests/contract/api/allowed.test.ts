/**
 * Whatever the contract allows as an answer is read, not its examples alone: values are made from its schemas, with null
 * wherever null may stand, with and without what may be left out, with names that nobody knows yet, and with numbers of
 * enumerations that may come later (contract: "All enums may grow").
 */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { clientEvents } from '@/lib/bitwarden/administration/events';
import {
  clientMembers,
  clientMembership,
  removeFromClient,
  removeFromTeam,
  teamMembers,
} from '@/lib/bitwarden/administration/members';
import { organization, policies } from '@/lib/bitwarden/administration/organization';
import { clientsNow, subscription } from '@/lib/bitwarden/administration/seats';
import type { Errand } from '@/lib/domain/errand';
import { complaints } from '../simulator/shapes';
import { apiAt, type CallName, calls, readingOf, serverAt } from './harness';

const shapeSchema = z.looseObject({
  $ref: z.optional(z.string()),
  const: z.optional(z.unknown()),
  enum: z.optional(z.array(z.unknown())),
  oneOf: z.optional(z.array(z.unknown())),
  type: z.optional(z.union([z.string(), z.array(z.string())])),
  pattern: z.optional(z.string()),
  minimum: z.optional(z.number()),
  maximum: z.optional(z.number()),
  minLength: z.optional(z.number()),
  properties: z.optional(z.record(z.string(), z.unknown())),
  required: z.optional(z.array(z.string())),
  items: z.optional(z.unknown()),
});
type Shape = z.infer<typeof shapeSchema>;

const shapes = z
  .object({ schemas: z.record(z.string(), z.unknown()) })
  .parse(JSON.parse(readFileSync(new URL('../shapes.json', import.meta.url), 'utf8'))).schemas;

const shapeOf = (raw: unknown): Shape => {
  const shape = shapeSchema.parse(raw ?? {});
  return shape.$ref === undefined ? shape : shapeOf(shapes[shape.$ref.split('/').at(-1) ?? '']);
};

const texts = fc.string({ unit: 'grapheme', maxLength: 12 });

/** @param grown numbers of enumerations that are not listed yet are made, too. */
function ofType(type: string, shape: Shape, grown: boolean): fc.Arbitrary<unknown> {
  switch (type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({ min: grown ? -9 : (shape.minimum ?? -9), max: grown ? 999 : (shape.maximum ?? 999_999) });
    case 'number':
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case 'array':
      return fc.array(made(shape.items, grown), { maxLength: 3 });
    case 'object':
      return objectOf(shape, grown);
    default:
      if (shape.pattern?.includes('[0-9a-f]{12}')) return fc.uuid();
      if (shape.pattern?.includes('T'))
        return fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }).map((at) => at.toISOString());
      if (shape.pattern !== undefined) return fc.stringMatching(new RegExp(shape.pattern));
      return shape.minLength === undefined ? texts : texts.filter(({ length }) => length >= (shape.minLength ?? 0));
  }
}

function objectOf({ properties = {}, required = [] }: Shape, grown: boolean): fc.Arbitrary<unknown> {
  const model = Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, made(inner, grown)]));
  return fc
    .tuple(
      fc.record(model, { requiredKeys: required }),
      fc.dictionary(
        texts.map((name) => `${name}?`),
        fc.jsonValue(),
        { maxKeys: 2 },
      ),
    )
    .map(([known, unknown]) => ({ ...unknown, ...known }));
}

function made(raw: unknown, grown: boolean): fc.Arbitrary<unknown> {
  const shape = shapeOf(raw);
  if ('const' in shape) return fc.constant(shape.const);
  if (shape.enum !== undefined) {
    const isNumbers = shape.enum.every((value) => typeof value === 'number');
    return grown && isNumbers ? fc.integer({ min: -9, max: 999 }) : fc.constantFrom(...shape.enum);
  }
  if (shape.oneOf !== undefined) return fc.oneof(...shape.oneOf.map((one) => made(one, grown)));
  const types = shape.type === undefined ? ['object'] : [shape.type].flat();
  return fc.oneof(...types.map((type) => ofType(type, shape, grown)));
}

const answers: readonly (readonly [schema: string, call: CallName])[] = [
  ['TokenSuccess', 'signIn'],
  ['ConfigResponse', 'config'],
  ['Profile', 'profile'],
  ['ProviderOrganizationList', 'clients'],
  ['ProviderUserList', 'team'],
  ['OrganizationUserMiniDetailsList', 'members'],
  ['ProviderUserPublicKeyList', 'teamKeys'],
  ['OrganizationUserPublicKeyList', 'memberKeys'],
  ['ProviderUserBulkList', 'confirmTeam'],
  ['OrganizationUserBulkList', 'confirmMembers'],
  ['EventList', 'teamEvents'],
];

const id = '7a10c021-5b2e-4d19-8f3a-b40000000107';
const range = { from: 0, to: 1 };
const errands: readonly (readonly [schema: string, errand: Errand<unknown>])[] = [
  ['ProviderUserList', teamMembers(id)],
  ['OrganizationUserList', clientMembers(id)],
  ['OrganizationUserDetails', clientMembership(id, id)],
  ['ProviderUserBulkList', removeFromTeam(id, [id])],
  ['OrganizationUserBulkList', removeFromClient(id, [id])],
  ['ProviderSubscription', subscription(id)],
  ['ProviderOrganizationList', clientsNow(id)],
  ['Organization', organization(id)],
  ['PolicyStatusList', policies(id)],
  ['EventList', clientEvents(id, range)],
];

/** What a schema allows. Prose of the contract (2.2): of all lists, events alone go on. */
const allowed = (schema: string, grown: boolean): fc.Arbitrary<unknown> =>
  made({ $ref: `#/schemas/${schema}` }, grown).map((body) =>
    rowsOf(body) === null || schema === 'EventList'
      ? body
      : { ...z.looseObject({}).parse(body), continuationToken: null },
  );

/** A server that gives this one answer, without the wire between: what the wire does to it is asked elsewhere. */
const answering =
  (body: unknown): typeof fetch =>
  async () =>
    new Response(JSON.stringify(body), { status: 200, headers: { 'Content-Type': 'application/json; charset=utf-8' } });

const rowsOf = (body: unknown): number | null => {
  const list = z.object({ data: z.array(z.unknown()) }).safeParse(body);
  return list.success ? list.data.data.length : null;
};

describe.each([false, true])('whatever the contract allows, numbers beyond it: %s', (grown) => {
  test.each(answers)('%s is read', async (schema, name) => {
    const call = calls.find((one) => one.name === name)!;
    await fc.assert(
      fc.asyncProperty(allowed(schema, grown), async (body) => {
        if (!grown) expect(complaints(schema, body)).toEqual([]);
        const read = readingOf(await call.run(apiAt(serverAt('https://x.example'), { fetch: answering(body) })));
        if (Array.isArray(read) && call.paged !== true) expect(read).toHaveLength(rowsOf(body) ?? -1);
      }),
      { numRuns: 40 },
    );
  });

  test.each(errands)('%s is read by an errand', (schema, errand) => {
    fc.assert(
      fc.property(allowed(schema, grown), (body) => {
        const read = errand.read(JSON.parse(JSON.stringify(body)));
        expect(read).not.toBeNull();
        if (Array.isArray(read?.value)) expect(read.value).toHaveLength(rowsOf(body) ?? -1);
      }),
      { numRuns: 40 },
    );
  });
});
