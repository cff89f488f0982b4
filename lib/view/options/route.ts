/** Where an address such as `options.html#notifications` or `#account=…` leads. */

export const sections = ['accounts', 'notifications', 'checking', 'lock', 'data', 'about'] as const;
export type Section = (typeof sections)[number];

export interface Route {
  readonly section: Section;
  /** The account whose row is meant; null: none. */
  readonly accountId: string | null;
}

const isSection = (text: string): text is Section => sections.some((section) => section === text);

/** Reads a hash, with or without its `#`. What is not known leads to the top. */
export function parseRoute(hash: string): Route {
  const text = hash.replace(/^#/, '');
  const params = new URLSearchParams(text);
  const accountId = params.get('account');
  if (accountId !== null && accountId !== '') return { section: 'accounts', accountId };
  return { section: isSection(text) ? text : 'accounts', accountId: null };
}
