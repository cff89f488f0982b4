/** The addresses inside the desk. Pages, notices and the popup link with these. */

export type DeskRoute =
  /** `only`: what the queue is narrowed to (`WaitingFilter`); left out: nothing is said about that. */
  | { readonly page: 'waiting'; readonly only?: string }
  /** `who`: keys of people (`personKey`); none: everybody who waits. */
  | { readonly page: 'confirm'; readonly who: readonly string[] }
  | { readonly page: 'activity' };

/** A route as the part of an address that follows `desk.html`. */
export function deskHash(route: DeskRoute): string {
  if (route.page === 'waiting' && route.only !== undefined)
    return `#/waiting?${new URLSearchParams([['only', route.only]])}`;
  if (route.page !== 'confirm' || route.who.length === 0) return `#/${route.page}`;
  return `#/confirm?${new URLSearchParams(route.who.map((key) => ['who', key]))}`;
}

/** The route in a hash; what is not known leads to those who wait. */
export function deskRoute(hash: string): DeskRoute {
  const [path, query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  switch (path) {
    case 'confirm':
      return { page: 'confirm', who: new URLSearchParams(query).getAll('who') };
    case 'activity':
      return { page: 'activity' };
    default: {
      const only = new URLSearchParams(query).get('only');
      return { page: 'waiting', ...(only === null ? {} : { only }) };
    }
  }
}
