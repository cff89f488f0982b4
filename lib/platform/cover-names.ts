/** Names in session storage of what is remembered of phrases. Apart, so that the worker can clear what pages keep. */

const prefix = 'cover|';

/** @param phrase which person's and which key's. */
export const coverName = (phrase: string): string => `${prefix}${phrase}`;

export const isCoverName = (name: string): boolean => name.startsWith(prefix);
