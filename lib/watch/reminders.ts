/** Writes reminders about people who still wait: who was reminded of, and the notice, in one transaction. */
import { type PersonItem, personItem, providerNoticeId, withNews } from '@/lib/domain/notices';
import { clientNames, isStale, waitingAt } from '@/lib/domain/overview';
import { mutedSet } from '@/lib/domain/preferences';
import { reminderDue } from '@/lib/domain/reminders';
import { countingPreferences } from '@/lib/store/store';
import type { Ports } from './ports';

export function commitReminders(ports: Ports): Promise<void> {
  const now = ports.clock.now();
  return ports.store.write(['providers', 'lists', 'places', 'notices', 'preferences'], async (tx) => {
    const preferences = await countingPreferences(tx);
    if (!preferences.notifyWaiting || preferences.remindAfterHours === 0) return;
    const muted = mutedSet(preferences);
    for (const provider of await tx.all('providers')) {
      if (provider.removed || provider.baselineAt === null) continue;
      const key = { accountId: provider.accountId, providerId: provider.id };
      const list = await tx.get('lists', [key.accountId, key.providerId]);
      // Who could not be looked at for long may have been confirmed long ago.
      if (list === undefined || isStale(list.readAt, preferences, now)) continue;
      const names = clientNames(list);
      const items: PersonItem[] = [];
      for (const place of await tx.all('places', [key.accountId, key.providerId])) {
        const due = new Set(
          place.people.filter((person) => reminderDue(person, preferences.remindAfterHours, now)).map((p) => p.id),
        );
        if (due.size === 0 || muted(key, place.place)) continue;
        items.push(
          ...waitingAt(provider, names.get(place.place) ?? null, place)
            .filter((waiting) => due.has(waiting.person.id))
            .map(personItem),
        );
        await tx.put('places', {
          ...place,
          people: place.people.map((p) => (due.has(p.id) ? { ...p, remindedAt: now } : p)),
        });
      }
      if (items.length === 0) continue;
      const id = providerNoticeId('reminder', key);
      await tx.put('notices', withNews(await tx.get('notices', id), id, 'reminder', items));
    }
  });
}
