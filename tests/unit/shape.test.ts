/** Our shapes are held against zod, whose words they are: the same values pass, and the same is made of them. */
import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import * as zod from 'zod/mini';
import * as z from '@/lib/shape';

/** The same shape in both, and values that are made for it. */
class Pair {
  constructor(
    readonly name: string,
    readonly ours: z.Shape,
    readonly zods: zod.ZodMiniType,
    readonly fitting: fc.Arbitrary<unknown>,
  ) {}
  /** What a failed run shows. */
  toString(): string {
    return this.name;
  }
}

const words = ['team', 'admin', ''];
const isSeven = (value: unknown): boolean => value === 7;

const plain = fc.constantFrom(
  new Pair('string', z.string(), zod.string(), fc.string()),
  new Pair('boolean', z.boolean(), zod.boolean(), fc.boolean()),
  new Pair('number', z.number(), zod.number(), fc.double({ noNaN: true, noDefaultInfinity: true })),
  new Pair('whole', z.whole(), zod.int(), fc.maxSafeInteger()),
  new Pair('0 to 5', z.whole(0, 5), zod.int().check(zod.gte(0), zod.lte(5)), fc.integer({ min: -2, max: 7 })),
  new Pair('unknown', z.unknown(), zod.unknown(), fc.constantFrom('x', null, 7)),
  new Pair('enum', z.enum(words), zod.enum(words), fc.constantFrom(...words)),
  new Pair('team', z.literal('team'), zod.literal('team'), fc.constant('team')),
  new Pair('null', z.literal(null), zod.literal(null), fc.constant(null)),
  new Pair('seven', z.custom(isSeven), zod.custom(isSeven), fc.constant(7)),
);

function objectOf(fields: Readonly<Record<string, Pair>>, loose: boolean): Pair {
  const part = <K extends keyof Pair>(key: K) =>
    Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field[key]])) as Record<string, Pair[K]>;
  const name = `${loose ? 'loose ' : ''}{ ${Object.entries(fields).map((field) => field.join(': '))} }`;
  const fitting = fc.record({ ...part('fitting'), more: fc.integer() }, { requiredKeys: [] });
  return loose
    ? new Pair(name, z.looseObject(part('ours')), zod.looseObject(part('zods')), fitting)
    : new Pair(name, z.object(part('ours')), zod.object(part('zods')), fitting);
}

const { shapes } = fc.letrec<{ shapes: Pair }>((tie) => {
  const one = tie('shapes');
  return {
    shapes: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      plain,
      one.map(({ name, ours, zods, fitting }) => {
        return new Pair(`nullable ${name}`, z.nullable(ours), zod.nullable(zods), fc.option(fitting));
      }),
      one.map(({ name, ours, zods, fitting }) => {
        const values = fc.option(fitting, { nil: undefined });
        return new Pair(`optional ${name}`, z.optional(ours), zod.optional(zods), values);
      }),
      one.map(({ name, ours, zods, fitting }) => {
        const values = fc.oneof(fitting, fc.constantFrom(null, undefined));
        return new Pair(`nullish ${name}`, z.nullish(ours), zod.nullish(zods), values);
      }),
      one.map(({ name, ours, zods, fitting }) => {
        return new Pair(`array of ${name}`, z.array(ours), zod.array(zods), fc.array(fitting, { maxLength: 3 }));
      }),
      fc
        .array(
          one.filter(({ ours }) => !ours.absent),
          { minLength: 1, maxLength: 3 },
        )
        .map((all) => {
          const ours = z.union(all.map((each) => each.ours));
          const zods = zod.union(all.map((each) => each.zods));
          return new Pair(`one of ${all}`, ours, zods, fc.oneof(...all.map(({ fitting }) => fitting)));
        }),
      fc
        .tuple(fc.uniqueArray(fc.constantFrom('id', 'name', 'kind', 'list')), fc.infiniteStream(one), fc.boolean())
        .map(([names, stream, loose]) => {
          const fields = names.map((name) => [name, stream.next().value] as const);
          return objectOf(Object.fromEntries(fields), loose);
        }),
    ),
  };
});

const strange: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(undefined, null, Number.NaN, Infinity, -Infinity, 2 ** 53, -0, 0.5, '', 'team', [], {}, true),
  fc.anything({ maxDepth: 2, withDate: true, withMap: true, withNullPrototype: true, withSparseArray: true }),
);

describe('a shape', () => {
  it('lets the same values pass as zod does, and makes the same of them', () => {
    let passed = 0;
    const judged = shapes.chain((both) => fc.tuple(fc.constant(both), fc.oneof(both.fitting, both.fitting, strange)));
    fc.assert(
      fc.property(judged, ([{ ours, zods }, value]) => {
        const expected = zod.safeParse(zods, value);
        const found = z.safeParse(ours, value);
        expect(found.success).toBe(expected.success);
        if (!found.success || !expected.success) return;
        passed += 1;
        expect(found.data).toStrictEqual(expected.data);
      }),
      { numRuns: 5_000 },
    );
    expect(passed).toBeGreaterThan(500);
  });

  it('throws where somebody insists, and tells nothing of the value', () => {
    expect(z.string().parse('here')).toBe('here');
    expect(() => z.object({ secret: z.number() }).parse({ secret: 'hunter2' })).toThrow(/^of another shape$/);
  });

  it('has the type that zod would give it', () => {
    const ours = z.object({
      id: z.string(),
      role: z.enum(['admin', 'user']),
      seats: z.nullable(z.number()),
      note: z.optional(z.string()),
      text: z.nullish(z.string()),
      rows: z.array(z.union([z.object({ kind: z.literal('a'), at: z.number() }), z.object({ kind: z.literal('b') })])),
      rest: z.unknown(),
    });
    const zods = zod.object({
      id: zod.string(),
      role: zod.enum(['admin', 'user']),
      seats: zod.nullable(zod.number()),
      note: zod.optional(zod.string()),
      text: zod.nullish(zod.string()),
      rows: zod.array(
        zod.union([zod.object({ kind: zod.literal('a'), at: zod.number() }), zod.object({ kind: zod.literal('b') })]),
      ),
      rest: zod.unknown(),
    });
    expectTypeOf<z.infer<typeof ours>>().toEqualTypeOf<zod.infer<typeof zods>>();
    expect(ours.safeParse({}).success).toBe(zods.safeParse({}).success);
  });
});
