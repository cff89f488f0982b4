/** How providers and places are told apart. Apart from the schemas, so that a page can use it before it can parse. */

/** The place somebody joins: a client's organization id, or the provider's own team. */
export const TEAM = 'team';

/** Key of a provider under an account: one person may hold two accounts in the same provider. */
export interface ProviderKey {
  readonly accountId: string;
  readonly providerId: string;
}

/** A provider's key as one string, for maps, ids and URLs. */
export const providerKeyText = (key: ProviderKey): string => `${key.accountId}/${key.providerId}`;

/** Key of somebody who waits, among all that do. */
export const personKey = (waiting: ProviderKey & { place: string; person: { id: string } }): string =>
  `${providerKeyText(waiting)}/${waiting.place}/${waiting.person.id}`;
