/**
 * Stands in for `zod/mini` in the build (see wxt.config.ts), and where the tests run the product's code (see
 * tests/vitest.config.ts): schemas of the same names and the same meaning, made of the same core. Left out is what
 * nothing here asks of a schema: its methods (a test of the imports sees to it), why a value does not fit, and
 * conversions. That is a twentieth of the worker, and of the popup.
 */
import {
  $constructor,
  $ZodArray,
  $ZodObject,
  type $ZodShape,
  $ZodType,
  type $ZodTypeDef,
  type $ZodTypeInternals,
  type output,
  type ParsePayload,
} from 'zod/v4/core';

/** A schema of our own: how it reads a value, and whether that may be missing from an object. */
interface Own extends $ZodType {
  _zod: $ZodTypeInternals & {
    def: $ZodTypeDef & { readonly read: $ZodTypeInternals['parse']; readonly opt: 'optional' | undefined };
  };
}

const Own = $constructor<Own>('Own', (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.optin = def.opt;
  inst._zod.optout = def.opt;
  inst._zod.parse = def.read;
});

const own = (read: $ZodTypeInternals['parse'], opt?: 'optional'): $ZodType => new Own({ type: 'custom', read, opt });

function misfit(payload: ParsePayload): ParsePayload {
  payload.issues.push({ code: 'custom', input: payload.value });
  return payload;
}

/** What this is true of. */
export const custom = (fits: (value: unknown) => boolean): $ZodType =>
  own((payload) => (fits(payload.value) ? payload : misfit(payload)));

/** What fits, or nothing: null or undefined. */
const orNothing = (inner: $ZodType, nothing: null | undefined, opt?: 'optional'): $ZodType =>
  own((payload, context) => (payload.value === nothing ? payload : inner._zod.run(payload, context)), opt);

// A schema never changes, so one of each will do.
const text = custom((value) => typeof value === 'string');
const finite = custom(Number.isFinite);
const flag = custom((value) => typeof value === 'boolean');
const anything = custom(() => true);

export const string = () => text;
export const number = () => finite;
export const boolean = () => flag;
export const unknown = () => anything;
/** One value, or any of several. */
export function literal(values: unknown): $ZodType {
  const known = new Set([values].flat());
  return custom((value) => known.has(value));
}

export const array = (element: $ZodType) => new $ZodArray({ type: 'array', element });
export const object = (shape: $ZodShape) => new $ZodObject({ type: 'object', shape });
export const looseObject = (shape: $ZodShape) => new $ZodObject({ type: 'object', shape, catchall: anything });
/** What the first of several makes of it that it fits. */
export const union = (options: readonly $ZodType[]): $ZodType =>
  own((payload, context) => {
    for (const option of options) {
      const read = option._zod.run({ value: payload.value, issues: [] }, context);
      if (!(read instanceof Promise) && read.issues.length === 0) return read;
    }
    return misfit(payload);
  });
export const nullable = (inner: $ZodType) => orNothing(inner, null);
export const optional = (inner: $ZodType) => orNothing(inner, undefined, 'optional');
export const nullish = (inner: $ZodType) => optional(nullable(inner));

/** The value as the schema has it, or that it does not fit. Schemas that take their time are not for this. */
export function safeParse<T extends $ZodType>(
  schema: T,
  value: unknown,
): { success: true; data: output<T> } | { success: false; data?: never } {
  const read = schema._zod.run({ value, issues: [] }, { async: false });
  if (read instanceof Promise || read.issues.length > 0) return { success: false };
  return { success: true, data: read.value as output<T> };
}

/** @throws where the value does not fit */
export function parse<T extends $ZodType>(schema: T, value: unknown): output<T> {
  const read = safeParse(schema, value);
  if (!read.success) throw new TypeError('unexpected shape');
  return read.data;
}
