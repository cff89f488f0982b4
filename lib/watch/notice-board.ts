/**
 * The notices as they change within one transaction. A commit says what is news and what is no longer true; the board
 * works out what each notice becomes and writes those that changed.
 */
import { type Notice, type NoticeItem, pruned, refreshed, withNews } from '@/lib/domain/notices';
import { sightings } from '@/lib/domain/sightings';
import type { Writing } from '@/lib/store/store';
import { writeDown } from './journal';

export class NoticeBoard {
  private readonly notices: Map<string, Notice>;
  private readonly changed = new Set<string>();
  private readonly told: NoticeItem[] = [];

  private constructor(notices: readonly Notice[]) {
    this.notices = new Map(notices.map((notice) => [notice.id, notice]));
  }

  static async open(tx: Writing): Promise<NoticeBoard> {
    return new NoticeBoard(await tx.all('notices'));
  }

  /** Something to alert of, under the notice of that id. Nothing for no items. */
  news(id: string, kind: Notice['kind'], items: readonly NoticeItem[]): void {
    if (items.length === 0) return;
    // Of whom one is reminded, one was told before.
    if (kind !== 'reminder') this.told.push(...items);
    this.put(withNews(this.notices.get(id), id, kind, items));
  }

  /** Drops what is no longer true from every notice. */
  prune(stillTrue: (item: NoticeItem) => boolean): void {
    this.each((notice) => pruned(notice, stillTrue));
  }

  /** Brings items up to date without an alert. */
  refresh(renew: (item: NoticeItem) => NoticeItem): void {
    this.each((notice) => refreshed(notice, renew));
  }

  /** Writes what changed, and into the journal what is told for the first time. */
  async save(tx: Writing, now: number): Promise<void> {
    await writeDown(tx, sightings(this.told, now), now);
    for (const id of this.changed) {
      const notice = this.notices.get(id);
      if (notice !== undefined) await tx.put('notices', notice);
    }
  }

  private each(change: (notice: Notice) => Notice): void {
    for (const notice of this.notices.values()) {
      const next = change(notice);
      if (next !== notice) this.put(next);
    }
  }

  private put(notice: Notice): void {
    this.notices.set(notice.id, notice);
    this.changed.add(notice.id);
  }
}
