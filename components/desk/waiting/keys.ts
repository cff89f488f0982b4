/** The keyboard of the queue: through its rows, and what a letter does with the one that has the focus. */
import { backFromSearch, goalOf, isTyping, searchOnce } from '@/components/desk/shell/keys';
import type { Waiting } from '@/lib/domain/model';
import type { DeskModel } from '@/lib/view/desk/model';
import type { RowPart } from './WaitingPage';

export interface WaitingKeyDeps {
  readonly model: DeskModel;
  readonly search: () => HTMLInputElement | null;
  /** Moves the focus to a control of somebody's row, which may not be in the page yet. */
  readonly focusRow: (key: string, part: RowPart) => void;
}

/** Rows that Page Up and Page Down skip. */
const page = 8;

const focused = (selector: string): HTMLElement | null =>
  document.activeElement?.closest<HTMLElement>(selector) ?? null;

const partNow = (): RowPart => {
  const part = focused('[data-part]')?.dataset.part;
  return part === 'tick' || part === 'vault' ? part : 'compare';
};

export function createWaitingKeys({ model, search, focusRow }: WaitingKeyDeps): (event: KeyboardEvent) => void {
  const { waiting } = model;
  const onFind = searchOnce(search, () => waiting.rowKeys.value.length);

  /** Somebody who cannot be compared has nothing to tick. */
  const canTick = (key: string): boolean => waiting.comparableKeys.value.has(key);

  function moveTo(at: number): void {
    const keys = waiting.rowKeys.value;
    if (at < 0) {
      search()?.focus();
      return;
    }
    const key = keys[Math.min(at, keys.length - 1)];
    if (key === undefined) return;
    const part = partNow();
    focusRow(key, part === 'tick' && !canTick(key) ? 'compare' : part);
  }

  function arrows(event: KeyboardEvent): boolean {
    const field = search();
    if (document.activeElement === field) {
      if (event.key !== 'ArrowDown') return false;
      moveTo(0);
      return true;
    }
    const key = focused('[data-person]')?.dataset.person;
    if (key === undefined) {
      if (document.activeElement !== document.body || event.key !== 'ArrowDown') return false;
      moveTo(0);
      return true;
    }
    const rows = waiting.rowKeys.value;
    const goal = goalOf(event.key, rows.indexOf(key), rows.length, page);
    if (goal === null) return false;
    moveTo(goal);
    return true;
  }

  function letter(key: string): boolean {
    const person: Waiting | null = waiting.find(focused('[data-person]')?.dataset.person ?? '');
    if (key === 'c' && person !== null) {
      if (canTick(focused('[data-person]')?.dataset.person ?? '')) model.compare([person]);
    } else if (key === 'm' && person !== null) model.openPerson(person);
    else if (key === 'C') model.compareShown();
    else if (key === '/') search()?.focus();
    else return false;
    return true;
  }

  function handle(event: KeyboardEvent): boolean {
    if (onFind(event)) return true;
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key === 'Escape') return backFromSearch(waiting, search());
    // A list to choose from has its own use for the arrows.
    if (!(document.activeElement instanceof HTMLSelectElement) && arrows(event)) return true;
    const letters = model.data.source.value?.preferences.letterKeys ?? true;
    return letters && !isTyping() && letter(event.key);
  }

  return (event) => {
    if (event.defaultPrevented || focused('dialog') !== null) return;
    if (handle(event)) event.preventDefault();
  };
}
