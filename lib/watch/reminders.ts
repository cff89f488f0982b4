/** Writes reminders: who still waits, and whose invitation ends. Who was told of, and the notice, in one transaction. */
import { invitationItem, type NoticeItem, personItem, providerNoticeId } from '@/lib/domain/notices';
import { clientNames, isStale, joiningAt } from '@/lib/domain/overview';
import { mutedSet } from '@/lib/domain/preferences';
import { endingDue, reminderDue } from '@/lib/domain/reminders';
import { countingPreferences } from '@/lib/store/store';
import { NoticeBoard } from './notice-board';
import type { Ports } from './ports';

export function commitReminders(ports: Ports): Promise<void> {
  const now = ports.clock.now();
  return ports.store.write(['providers', 'lists', 'places', 'notices', 'preferences', 'journal'], async (tx) => {
    const preferences = await countingPreferences(tx);
    const muted = mutedSet(preferences);
    const notices = await NoticeBoard.open(tx);
    for (const provider of await tx.all('providers')) {
      if (provider.removed || provider.baselineAt === null) continue;
      const key = { accountId: provider.accountId, providerId: provider.id };
      const list = await tx.get('lists', [key.accountId, key.providerId]);
      // Who could not be looked at for long may have been confirmed long ago.
      if (list === undefined || isStale(list.readAt, preferences, now)) continue;
      const names = clientNames(list);
      const waiting: NoticeItem[] = [];
      const ending: NoticeItem[] = [];
      for (const place of await tx.all('places', [key.accountId, key.providerId])) {
        const wanted = !muted(key, place.place);
        let changed = false;
        const people = place.people.map((person) => {
          const joining = joiningAt(provider, names.get(place.place) ?? null, place, person);
          const end = endingDue(person, provider, now);
          if (end !== null) {
            // Whoever does not want to hear of it now does not want to hear of it later.
            if (wanted && preferences.notifyInvitations !== false) ending.push(invitationItem(joining, end.age));
            changed = true;
            return { ...person, endTold: end.stage };
          }
          if (!wanted || !preferences.notifyWaiting || !reminderDue(person, preferences.remindAfterHours, now))
            return person;
          waiting.push(personItem(joining));
          changed = true;
          return { ...person, remindedAt: now };
        });
        if (changed) await tx.put('places', { ...place, people });
      }
      notices.news(providerNoticeId('reminder', key), 'reminder', waiting);
      notices.news(providerNoticeId('invitation', key), 'invitation', ending);
    }
    await notices.save(tx, now);
  });
}
