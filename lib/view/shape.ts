/**
 * Believing a small stored value before the schemas are there: they come with the database, after the first frame.
 * A shape is a question to a value, and is tied to the type that it stands for, so that the two cannot drift apart.
 */
export type Shape<T> = (value: unknown) => value is T;

export const text: Shape<string> = (value): value is string => typeof value === 'string';
export const count: Shape<number> = (value): value is number => typeof value === 'number' && Number.isFinite(value);
export const flag: Shape<boolean> = (value): value is boolean => typeof value === 'boolean';

export const orNull =
  <T>(shape: Shape<T>): Shape<T | null> =>
  (value): value is T | null =>
    value === null || shape(value);

export const listOf =
  <T>(shape: Shape<T>): Shape<T[]> =>
  (value): value is T[] =>
    Array.isArray(value) && value.every(shape);

export const oneOf =
  <const T extends string | number>(...values: readonly T[]): Shape<T> =>
  (value): value is T =>
    values.some((one) => one === value);

/** All of these fields; others are let through, and nobody asks for them. */
export const record =
  <T extends object>(fields: { readonly [K in keyof T]-?: Shape<T[K]> }): Shape<T> =>
  (value): value is T =>
    typeof value === 'object' &&
    value !== null &&
    (Object.keys(fields) as (keyof T)[]).every((name) => fields[name](Reflect.get(value, name)));
