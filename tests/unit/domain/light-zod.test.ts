/** The build's zod against the one that the tests and the compiler know. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as mini from 'zod/mini';
import * as light from '@/lib/domain/light-zod';

type Make = (z: typeof mini) => mini.ZodMiniType;

/** One schema of each kind, and some of several. */
const makes: Readonly<Record<string, Make>> = {
  string: (z) => z.string(),
  number: (z) => z.number(),
  boolean: (z) => z.boolean(),
  unknown: (z) => z.unknown(),
  'one literal': (z) => z.literal('a'),
  'literal null': (z) => z.literal(null),
  literals: (z) => z.literal(['a', 'b', 1]),
  custom: (z) => z.custom<number>((value) => typeof value === 'number' && value > 2),
  optional: (z) => z.optional(z.string()),
  nullable: (z) => z.nullable(z.number()),
  'optional object': (z) => z.optional(z.object({ a: z.string() })),
  'nullable union': (z) => z.nullable(z.union([z.literal('a'), z.number()])),
  nullish: (z) => z.nullish(z.boolean()),
  array: (z) => z.array(z.nullable(z.string())),
  object: (z) => z.object({ a: z.string(), b: z.optional(z.number()), c: z.nullish(z.array(z.boolean())) }),
  'loose object': (z) => z.looseObject({ a: z.literal('a'), b: z.optional(z.custom<1>((value) => value === 1)) }),
  union: (z) =>
    z.union([
      z.object({ a: z.literal('a'), b: z.number() }),
      z.object({ a: z.literal('b'), c: z.unknown() }),
      z.string(),
    ]),
};

const leaf = fc.oneof(fc.constantFrom('a', 'b', '', 0, 1, 3, Number.NaN, true, null, undefined, {}, []), fc.string());
const few = fc.array(leaf, { maxLength: 3 });
const value = fc.oneof(
  leaf,
  few,
  fc.record({ a: leaf, b: leaf, c: fc.oneof(leaf, few), extra: leaf }, { requiredKeys: [] }),
);

describe('the zod of the build', () => {
  it.each(Object.entries(makes))('reads as the whole one does: %s', (_, make) => {
    // The same names, with the same meaning: what this test is about.
    const there = make(light as unknown as typeof mini);
    const here = make(mini);
    fc.assert(
      fc.property(value, (input) => {
        const expected = mini.safeParse(here, input);
        const found = light.safeParse(there, input);
        expect(found.success).toBe(expected.success);
        expect(found.data).toEqual(expected.data);
        if (!expected.success) expect(() => light.parse(there, input)).toThrow();
      }),
    );
  });
});
