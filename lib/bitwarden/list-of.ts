import * as z from 'zod/mini';

/**
 * A whole list. server: only events ever come in pages. A list that says it goes on is not whole, and would make
 * people look withdrawn, so it does not parse.
 */
export const listOf = <T extends z.ZodMiniType>(row: T) =>
  z.object({
    object: z.literal('list'),
    data: z.array(row),
    continuationToken: z.optional(z.literal(null)),
  });
