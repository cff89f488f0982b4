import * as z from '@/lib/shape';

/** An object of which every value has one shape, whatever its names. */
export const recordOf = <T>(shape: z.Shape<T>) =>
  z.custom<Readonly<Record<string, T>>>(
    (value) =>
      typeof value === 'object' &&
      value !== null &&
      !Array.isArray(value) &&
      Object.values(value).every((one) => z.safeParse(shape, one).success),
  );
