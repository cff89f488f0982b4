/** A control of the simulator: called in code with a typed argument, or over HTTP with a parsed one. */
import * as z from 'zod/mini';

export interface Command<Schema extends z.ZodMiniType, Result> {
  (input: z.input<Schema>): Result;
  /** For what comes over HTTP: throws when it does not fit. */
  fromUnknown(input: unknown): Result;
}

/** A control that takes one object. */
export function command<Schema extends z.ZodMiniType, Result>(
  schema: Schema,
  run: (input: z.output<Schema>) => Result,
): Command<Schema, Result> {
  const fromUnknown = (input: unknown): Result => run(schema.parse(input));
  return Object.assign((input: z.input<Schema>) => fromUnknown(input), { fromUnknown });
}

const nothing = z.object({});

export interface PlainCommand<Result> {
  (): Result;
  fromUnknown(input: unknown): Result;
}

/** A control that needs no argument. */
export function plainCommand<Result>(run: () => Result): PlainCommand<Result> {
  return Object.assign(() => run(), {
    fromUnknown: (input: unknown): Result => {
      nothing.parse(input);
      return run();
    },
  });
}
