/**
 * Stands in for `zod/mini` in the build (see wxt.config.ts): the same schemas, made of the same core, without the methods
 * that every schema of `zod/mini` carries. Those are three quarters of a kilobyte in the worker and in each page, and
 * nothing here calls one: schemas are used by `z.parse` and `z.safeParse` alone (a test of the imports sees to it).
 */
import {
  $ZodArray,
  $ZodBoolean,
  $ZodCustom,
  $ZodLiteral,
  $ZodNullable,
  $ZodNumber,
  $ZodObject,
  $ZodOptional,
  type $ZodShape,
  $ZodString,
  type $ZodType,
  $ZodUnion,
  $ZodUnknown,
  type util,
} from 'zod/v4/core';

export { parse, safeParse } from 'zod/v4/core';

// A schema never changes, so one of each will do.
const aString = new $ZodString({ type: 'string' });
const aNumber = new $ZodNumber({ type: 'number' });
const aBoolean = new $ZodBoolean({ type: 'boolean' });
const anything = new $ZodUnknown({ type: 'unknown' });

export const string = () => aString;
export const number = () => aNumber;
export const boolean = () => aBoolean;
export const unknown = () => anything;

export const array = <T extends $ZodType>(element: T) => new $ZodArray({ type: 'array', element });
export const object = <T extends $ZodShape>(shape: T) => new $ZodObject({ type: 'object', shape });
export const looseObject = <T extends $ZodShape>(shape: T) =>
  new $ZodObject({ type: 'object', shape, catchall: anything });
export const union = <const T extends readonly $ZodType[]>(options: T) => new $ZodUnion({ type: 'union', options });
export const literal = <const T extends util.Literal>(value: T | readonly T[]) =>
  new $ZodLiteral({ type: 'literal', values: [value].flat() });
export const nullable = <T extends $ZodType>(innerType: T) => new $ZodNullable({ type: 'nullable', innerType });
export const optional = <T extends $ZodType>(innerType: T) => new $ZodOptional({ type: 'optional', innerType });
export const nullish = <T extends $ZodType>(innerType: T) => optional(nullable(innerType));
export const custom = (fn: (value: unknown) => boolean) =>
  new $ZodCustom({ type: 'custom', check: 'custom', fn, abort: true });
