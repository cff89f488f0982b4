/**
 * What comes from outside (server, storage, messages, policies) is parsed, never cast. These are the words of zod/mini
 * that the program uses, with their meaning: `import * as z from '@/lib/shape'`. Our own, because what they need of the
 * library weighed a sixth of the worker and an eighth of the popup; a test holds each of them against zod itself.
 */

/** Stands for "of another shape" while a value is taken apart. Nothing that comes from outside can be it. */
const wrong = Symbol();

export type Parsed<T> = { readonly success: true; readonly data: T } | { readonly success: false };

/** What a value has to look like to be believed to be a `T`. `Absent`: as a field of an object it may be left out. */
export class Shape<out T = unknown, out Absent extends boolean = boolean> {
  constructor(
    readonly take: (value: unknown) => T | typeof wrong,
    readonly absent: Absent,
  ) {}

  safeParse(value: unknown): Parsed<T> {
    const data = this.take(value);
    return data === wrong ? { success: false } : { success: true, data };
  }

  /** @throws TypeError for another shape. It says nothing of the value, which may be a secret. */
  parse(value: unknown): T {
    const data = this.take(value);
    if (data === wrong) throw new TypeError('of another shape');
    return data;
  }
}

export const safeParse = <T>(shape: Shape<T>, value: unknown): Parsed<T> => shape.safeParse(value);

/** The type behind a shape. */
type Output<S> = S extends Shape<infer T> ? T : never;

export type { Output as infer };

// Builders promise to do nothing but build, so that a bundle keeps only the shapes that it asks for.

/** A value that passes a test. The one place that believes in a type: whoever writes the test says which. */
/* @__NO_SIDE_EFFECTS__ */
export function custom<T>(passes: (value: unknown) => boolean): Shape<T, false> {
  return new Shape((value) => (passes(value) ? (value as T) : wrong), false);
}

/* @__NO_SIDE_EFFECTS__ */
export function string(): Shape<string, false> {
  return custom((value) => typeof value === 'string');
}

/* @__NO_SIDE_EFFECTS__ */
export function boolean(): Shape<boolean, false> {
  return custom((value) => typeof value === 'boolean');
}

/** Neither NaN nor infinite. */
/* @__NO_SIDE_EFFECTS__ */
export function number(): Shape<number, false> {
  return custom(Number.isFinite);
}

/** A whole number without loss of digits, within limits, both allowed. */
/* @__NO_SIDE_EFFECTS__ */
export function whole(least = -Infinity, most = Infinity): Shape<number, false> {
  return custom((value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most);
}

/** Anything; as a field it has to be there. */
/* @__NO_SIDE_EFFECTS__ */
export function unknown(): Shape<unknown, false> {
  return custom(() => true);
}

type Plain = string | number | boolean | null | undefined;

/* @__NO_SIDE_EFFECTS__ */
function oneOf<const T extends Plain>(values: readonly T[]): Shape<T, false> {
  const all: readonly unknown[] = values;
  return custom((value) => all.includes(value));
}

export { oneOf as enum };

/* @__NO_SIDE_EFFECTS__ */
export function literal<const T extends Plain>(value: T): Shape<T, false> {
  return oneOf([value]);
}

/** The first of the shapes that fits. Make the whole optional, not one of them. */
/* @__NO_SIDE_EFFECTS__ */
export function union<S extends readonly Shape[]>(shapes: readonly [...S]): Shape<Output<S[number]>, false> {
  return new Shape((value) => {
    for (const shape of shapes as readonly Shape<Output<S[number]>>[]) {
      const taken = shape.take(value);
      if (taken !== wrong) return taken;
    }
    return wrong;
  }, false);
}

/* @__NO_SIDE_EFFECTS__ */
export function nullable<T, Absent extends boolean>(shape: Shape<T, Absent>): Shape<T | null, Absent> {
  return new Shape((value) => (value === null ? value : shape.take(value)), shape.absent);
}

/* @__NO_SIDE_EFFECTS__ */
export function optional<T>(shape: Shape<T>): Shape<T | undefined, true> {
  return new Shape((value) => (value === undefined ? value : shape.take(value)), true);
}

/* @__NO_SIDE_EFFECTS__ */
export function nullish<T>(shape: Shape<T>): Shape<T | null | undefined, true> {
  return optional(nullable(shape));
}

/* @__NO_SIDE_EFFECTS__ */
export function array<S extends Shape>(item: S): Shape<Output<S>[], false> {
  return new Shape((value) => {
    if (!Array.isArray(value)) return wrong;
    const items: Output<S>[] = [];
    for (const one of value) {
      const taken = (item as Shape<Output<S>>).take(one);
      if (taken === wrong) return wrong;
      items.push(taken);
    }
    return items;
  }, false);
}

type Fields = Readonly<Record<string, Shape>>;
type MayLack<F> = { [N in keyof F]: F[N] extends Shape<unknown, true> ? N : never }[keyof F];
type Flat<T> = { [N in keyof T]: T[N] };
type Filled<F> = Flat<
  { -readonly [N in Exclude<keyof F, MayLack<F>>]: Output<F[N]> } & {
    -readonly [N in MayLack<F>]?: Output<F[N]>;
  }
>;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object: its fields as they are named here, and no others. */
/* @__NO_SIDE_EFFECTS__ */
export function object<F extends Fields>(fields: F): Shape<Filled<F>, false> {
  const entries = Object.entries(fields);
  return new Shape((value) => {
    if (!isObject(value)) return wrong;
    const result: Record<string, unknown> = {};
    for (const [name, field] of entries) {
      if (name in value) {
        const taken = field.take(value[name]);
        if (taken === wrong) return wrong;
        result[name] = taken;
      } else if (!field.absent) return wrong;
    }
    return result as Filled<F>;
  }, false);
}

/** An object that keeps the fields that are not named, too. */
/* @__NO_SIDE_EFFECTS__ */
export function looseObject<F extends Fields>(fields: F): Shape<Filled<F> & Record<string, unknown>, false> {
  const named = object(fields);
  return new Shape((value) => {
    const taken = named.take(value);
    return taken === wrong ? wrong : { ...(value as object), ...taken };
  }, false);
}
