/** Clients of which nobody wants to hear. */
import type { Preferences } from './preferences';

/** A set of muted clients, for quick asking. */
export function mutedSet(
  preferences: Preferences,
): (key: { accountId: string; providerId: string }, clientId: string) => boolean {
  const ids = new Set(preferences.muted.map((m) => `${m.accountId}/${m.providerId}/${m.clientId}`));
  return (key, clientId) => ids.has(`${key.accountId}/${key.providerId}/${clientId}`);
}
