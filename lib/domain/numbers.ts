import * as z from 'zod/mini';

/** A whole number within limits, both allowed. zod's own checks would weigh ten times as much in the worker. */
export const wholeNumber = (least: number, most: number) =>
  /* @__PURE__ */ z.custom<number>(
    (value) => typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most,
  );
