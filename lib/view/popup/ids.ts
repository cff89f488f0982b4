/** Ids of elements that point at each other. */

/** The button of a client's row. */
export const rowId = (key: string): string => `row-${key}`;

/** What opens below it. */
export const drawerId = (key: string): string => `drawer-${key}`;
