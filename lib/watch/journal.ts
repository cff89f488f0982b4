/** The journal of what was done and what notices told of: one way to write into it. */
import { activityKeptMs } from '@/lib/domain/activity';
import type { JournalEntry } from '@/lib/domain/journal';
import type { Writing } from '@/lib/store/store';

/** Writes entries, each in the place of what was written of it before; what is too old by then goes. */
export async function writeDown(tx: Writing, entries: readonly JournalEntry[], now: number): Promise<void> {
  if (entries.length === 0) return;
  for (const { id, at } of await tx.all('journal')) if (now - at > activityKeptMs) await tx.delete('journal', id);
  for (const entry of entries) await tx.put('journal', entry);
}
