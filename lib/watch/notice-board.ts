/**
 * The notices as they change within one transaction. A commit says what is news and what is no longer true; the board
 * works out what each notice becomes and writes those that changed.
 */
import { type Notice, type NoticeItem, pruned, refreshed, withNews } from '@/lib/domain/notices';
import type { Writing } from '@/lib/store/store';

export class NoticeBoard {
  private readonly notices: Map<string, Notice>;
  private readonly changed = new Set<string>();

  private constructor(notices: readonly Notice[]) {
    this.notices = new Map(notices.map((notice) => [notice.id, notice]));
  }

  static async open(tx: Writing): Promise<NoticeBoard> {
    return new NoticeBoard(await tx.all('notices'));
  }

  /** Something to alert of, under the notice of that id. Nothing for no items. */
  news(id: string, kind: Notice['kind'], items: readonly NoticeItem[]): void {
    if (items.length === 0) return;
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

  async save(tx: Writing): Promise<void> {
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
