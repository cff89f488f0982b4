/** The keyboard of the clients: through the rows, and where a letter leads from the one that has the focus. */
import { backFromSearch, goalOf, isTyping, searchOnce } from '@/components/desk/shell/keys';
import type { ClientsModel } from '@/lib/view/clients/model';
import type { DeskModel } from '@/lib/view/desk/model';

/** The controls of a row, in order. */
export const rowParts = ['name', 'vault', 'more'] as const;
export type RowPart = (typeof rowParts)[number];

export interface ClientKeyDeps {
  readonly desk: DeskModel;
  readonly clients: ClientsModel;
  readonly search: () => HTMLInputElement | null;
  /** Moves the focus to a control of a client's row, which may not be in the page yet. */
  readonly focusRow: (key: string, part: RowPart) => void;
}

/** Rows that Page Up and Page Down skip. */
const page = 12;

const focused = (selector: string): HTMLElement | null =>
  document.activeElement?.closest<HTMLElement>(selector) ?? null;

const partNow = (): RowPart => {
  const part = focused('[data-part]')?.dataset.part;
  return rowParts.find((name) => name === part) ?? 'name';
};

export function createClientKeys({ desk, clients, search, focusRow }: ClientKeyDeps): (event: KeyboardEvent) => void {
  const { list } = clients;
  const onFind = searchOnce(search, () => list.rowKeys.value.length);
  const keyNow = (): string | null => focused('[data-client]')?.dataset.client ?? null;

  function moveTo(at: number): void {
    const keys = list.rowKeys.value;
    if (at < 0) {
      search()?.focus();
      return;
    }
    const key = keys[Math.min(at, keys.length - 1)];
    if (key !== undefined) focusRow(key, partNow());
  }

  function arrows(event: KeyboardEvent): boolean {
    const key = keyNow();
    if (key === null) {
      const { activeElement } = document;
      const begins = activeElement === search() || activeElement === document.body || activeElement?.tagName === 'H1';
      if (event.key !== 'ArrowDown' || !begins || list.rowKeys.value.length === 0) return false;
      moveTo(0);
      return true;
    }
    const rows = list.rowKeys.value;
    const goal = goalOf(event.key, rows.indexOf(key), rows.length, page);
    if (goal === null) return false;
    moveTo(goal);
    return true;
  }

  function letter(key: string): boolean {
    if (key === '/') search()?.focus();
    else if (key === 'C') desk.compare('all');
    else {
      const row = clients.find(keyNow());
      if (row === null) return false;
      if (key === 'o') clients.openVault(row, 'client');
      else if (key === 'r') clients.openVault(row, 'reports');
      else if (key === 'b') clients.openVault(row, 'billing');
      else if (key === 'm') clients.open(row, 'members');
      else if (key === 'e') clients.open(row, 'events');
      else if (key === 's') clients.open(row, 'seats');
      else return false;
    }
    return true;
  }

  function handle(event: KeyboardEvent): boolean {
    if (onFind(event)) return true;
    if ((event.ctrlKey || event.metaKey) && event.key === 'Enter') {
      const first = document.activeElement === search() ? (list.rowKeys.value[0] ?? null) : null;
      const row = clients.find(keyNow() ?? first);
      if (row === null) return false;
      clients.openVault(row, 'client');
      return true;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key === 'Escape') return backFromSearch(list, search());
    if (arrows(event)) return true;
    const letters = desk.data.source.value?.preferences.letterKeys ?? true;
    return letters && !isTyping() && letter(event.key);
  }

  return (event) => {
    if (event.defaultPrevented || focused('dialog') !== null || focused('[role="menu"]') !== null) return;
    if (handle(event)) event.preventDefault();
  };
}
