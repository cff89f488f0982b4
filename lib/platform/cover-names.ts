/** Names in session storage of what is remembered of comparisons. Apart, so that the worker can clear what pages keep. */

/** @param name begins with the account's id and a slash. */
export const coverName = (name: string): string => `cover|${name}`;
