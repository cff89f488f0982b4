/** The addresses inside the desk. Pages, notices and the popup link with these. */

export type DeskRoute =
  | { readonly page: 'waiting' }
  /** `who`: keys of people (`personKey`); none: everybody who waits. */
  | { readonly page: 'confirm'; readonly who: readonly string[] }
  | { readonly page: 'activity' };

/** A route as the part of an address that follows `desk.html`. */
export function deskHash(route: DeskRoute): string {
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
    default:
      return { page: 'waiting' };
  }
}
