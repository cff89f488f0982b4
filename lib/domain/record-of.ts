import * as z from 'zod/mini';

/**
 * An object of which every value has one shape, whatever its names. For zod's own `record`, which also looks at the
 * names, the worker would have to carry almost a kilobyte.
 */
export const recordOf = <T>(shape: z.ZodMiniType<T>) =>
  z.custom<Readonly<Record<string, T>>>(
    (value) =>
      typeof value === 'object' &&
      value !== null &&
      !Array.isArray(value) &&
      Object.values(value).every((one) => z.safeParse(shape, one).success),
  );
