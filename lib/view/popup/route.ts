/** Where an address such as `popup.html?provider=<account id>/<provider id>` leads. */
import type { Scope } from '@/lib/domain/client-list';

/** The provider that is meant; null: none. An account's id holds a slash itself, a provider's does not. */
export function wantedProvider(search: string): Scope {
  const text = new URLSearchParams(search).get('provider') ?? '';
  const slash = text.lastIndexOf('/');
  return slash > 0 && slash < text.length - 1
    ? { accountId: text.slice(0, slash), providerId: text.slice(slash + 1) }
    : null;
}
