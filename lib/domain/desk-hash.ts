/** The addresses inside the desk. Pages, notices and the popup link with these. */

/** Parts of a client's pages. */
export const clientParts = ['seats', 'members', 'events'] as const;
export type ClientPart = (typeof clientParts)[number];

export type DeskRoute =
  /** `only`: which of the clients (`ClientFilter`); left out: nothing is said about that. */
  | { readonly page: 'clients'; readonly only?: string }
  /** One client, by its organization's id. `seats` is its first page. */
  | { readonly page: 'client'; readonly clientId: string; readonly part: ClientPart }
  /** `only`: what the queue is narrowed to (`WaitingFilter`); left out: nothing is said about that. */
  | { readonly page: 'waiting'; readonly only?: string }
  /** `who`: keys of people (`personKey`); none: everybody who waits. */
  | { readonly page: 'confirm'; readonly who: readonly string[] }
  /** The provider's own team. */
  | { readonly page: 'members' }
  /** The provider's event log. */
  | { readonly page: 'events' }
  | { readonly page: 'activity' };

/** A route as the part of an address that follows `desk.html`. */
export function deskHash(route: DeskRoute): string {
  switch (route.page) {
    case 'client': {
      const part = route.part === 'seats' ? '' : `/${route.part}`;
      return `#/clients/${encodeURIComponent(route.clientId)}${part}`;
    }
    case 'confirm':
      if (route.who.length === 0) return '#/confirm';
      return `#/confirm?${new URLSearchParams(route.who.map((key) => ['who', key]))}`;
    default:
      if ('only' in route && route.only !== undefined)
        return `#/${route.page}?${new URLSearchParams([['only', route.only]])}`;
      return `#/${route.page}`;
  }
}
