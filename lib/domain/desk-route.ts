/** Which page an address inside the desk means. Apart from what makes addresses, which more pages need. */
import { clientParts, type DeskRoute } from './desk-hash';

export { type ClientPart, clientParts, type DeskRoute, deskHash } from './desk-hash';

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};

/** The route in a hash; what is not known leads to the clients. */
export function deskRoute(hash: string): DeskRoute {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [page, id = '', part] = path.split('/');
  const only = new URLSearchParams(query).get('only');
  switch (page) {
    case 'confirm':
      return { page, who: new URLSearchParams(query).getAll('who') };
    case 'activity':
    case 'members':
    case 'events':
      return { page };
    case 'waiting':
      return { page, ...(only === null ? {} : { only }) };
    default:
      if (page === 'clients' && id !== '')
        return { page: 'client', clientId: decoded(id), part: clientParts.find((name) => name === part) ?? 'seats' };
      return { page: 'clients', ...(only === null ? {} : { only }) };
  }
}
