/** The keys that work everywhere in the desk. */
import type { DeskModel } from '@/lib/view/desk/model';

/** Letters go into what has the focus. */
export function isTyping(): boolean {
  const element = document.activeElement;
  if (element instanceof HTMLInputElement) return element.type !== 'checkbox' && element.type !== 'radio';
  return element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement;
}

/**
 * Ctrl F: in a list of which only a part is in the page, the browser would not find the rest. The first press goes to our
 * own search, a second one is the browser's.
 */
export function searchOnce(
  search: () => HTMLInputElement | null,
  rows: () => number,
): (event: KeyboardEvent) => boolean {
  let pressed = false;
  return (event) => {
    const field = search();
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'f' || field === null) return false;
    if (rows() <= 150 || (pressed && document.activeElement === field)) return false;
    pressed = true;
    field.focus();
    return true;
  };
}

/**
 * Where a key leads in a list of so many rows, from the row at `at`; −1 is above the first. null: it is no such key.
 * @param page rows that Page Up and Page Down skip
 */
export function goalOf(key: string, at: number, rows: number, page: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return at + 1;
    case 'ArrowUp':
      return at - 1;
    case 'PageDown':
      return at + page;
    case 'PageUp':
      return Math.max(0, at - page);
    case 'Home':
      return 0;
    case 'End':
      return rows - 1;
    default:
      return null;
  }
}

/** One step back from a search: its text, then its field. false: there was nothing to go back from. */
export function backFromSearch(
  list: { readonly query: { readonly value: string }; search(query: string): void },
  field: HTMLInputElement | null,
): boolean {
  if (list.query.value !== '') {
    list.search('');
    field?.focus();
    return true;
  }
  if (field === null || document.activeElement !== field) return false;
  field.blur();
  return true;
}

export interface SearchKeyDeps {
  readonly desk: DeskModel;
  readonly list: { readonly query: { readonly value: string }; search(query: string): void };
  /** The search field; null while there is none. */
  readonly field: () => HTMLInputElement | null;
  /** How many rows there are, in the page or not. */
  readonly rows: () => number;
}

/** The keyboard of a list whose rows have no keys of their own: to the search, and back out of it. */
export function createSearchKeys({ desk, list, field, rows }: SearchKeyDeps): (event: KeyboardEvent) => void {
  const onFind = searchOnce(field, rows);

  function handle(event: KeyboardEvent): boolean {
    if (onFind(event)) return true;
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key === 'Escape' && document.activeElement === field()) return backFromSearch(list, field());
    const letters = desk.data.source.value?.preferences.letterKeys ?? true;
    if (event.key !== '/' || !letters || isTyping() || field() === null) return false;
    field()?.focus();
    return true;
  }

  return (event) => {
    if (event.defaultPrevented || document.activeElement?.closest('dialog, [role="menu"]')) return;
    if (handle(event)) event.preventDefault();
  };
}

/** Where `g` and the next key lead. */
const places: Readonly<Record<string, 'clients' | 'waiting' | 'members' | 'activity' | undefined>> = {
  c: 'clients',
  w: 'waiting',
  m: 'members',
  a: 'activity',
};

/** After `g`, the next key within so long is a place. */
const placeWithinMs = 1_500;

export interface DeskKeyDeps {
  readonly model: DeskModel;
  readonly showKeys: () => void;
}

export function createDeskKeys({ model, showKeys }: DeskKeyDeps): (event: KeyboardEvent) => void {
  let going: number | null = null;

  function handle(event: KeyboardEvent): boolean {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping()) return false;
    const { source, state } = model.data;
    if (!(source.value?.preferences.letterKeys ?? true) || state.value === 'locked') return false;
    const since = going;
    going = null;
    if (since !== null && event.timeStamp - since < placeWithinMs) {
      const page = places[event.key];
      if (page !== undefined) model.openDesk({ page });
      // Whatever it was, it was not meant for the row that has the focus.
      return true;
    }
    if (event.key === 'g') going = event.timeStamp;
    else if (event.key === 'n') model.check();
    else if (event.key === '?') showKeys();
    else return false;
    return true;
  }

  return (event) => {
    if (event.defaultPrevented || document.activeElement?.closest('dialog')) return;
    if (handle(event)) event.preventDefault();
  };
}
