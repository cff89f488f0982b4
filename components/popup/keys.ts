/** The keyboard of the popup: what a key means where the focus is. */
import type { ClientRow } from '@/lib/domain/client-list';
import { personKey } from '@/lib/domain/keys';
import { rowId } from '@/lib/view/popup/ids';
import type { ClientPage, PopupModel } from '@/lib/view/popup/model';

export interface KeyDeps {
  readonly model: PopupModel;
  readonly search: () => HTMLInputElement | null;
  /** Moves the focus to a client's row, which may not be in the page yet. */
  readonly focusRow: (key: string) => void;
  readonly showKeys: () => void;
}

const pageKeys: Readonly<Record<string, ClientPage>> = {
  o: 'client',
  m: 'members',
  e: 'events',
  r: 'reports',
  b: 'billing',
};

/** Rows that Page Up and Page Down skip. */
const page = 8;

const closest = (selector: string): HTMLElement | null =>
  document.activeElement?.closest<HTMLElement>(selector) ?? null;

/** Handles the keys of the whole popup. Menus and dialogs have their own and stop them from coming here. */
export function createKeys({ model, search, focusRow, showKeys }: KeyDeps): (event: KeyboardEvent) => void {
  const { list } = model;
  // A second press of Ctrl F is the browser's.
  let searchedOnce = false;

  const queueButtons = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('.waiting .button')];
  const clientKey = (): string | null =>
    closest('[data-client]')?.dataset.client ?? closest('[data-drawer]')?.dataset.drawer ?? null;
  const rowOf = (key: string | null): ClientRow | null => model.data.rows.value.find((row) => row.key === key) ?? null;

  /** All rows of queue and list as one sequence. */
  function moveTo(at: number): void {
    const buttons = queueButtons();
    const keys = list.rowKeys.value;
    if (at < 0) {
      search()?.focus();
      return;
    }
    const goal = Math.min(at, buttons.length + keys.length - 1);
    const key = keys[goal - buttons.length];
    if (goal < buttons.length) buttons[goal]?.focus();
    else if (key !== undefined) focusRow(key);
  }

  function where(): number | null {
    const buttons = queueButtons();
    const person = closest('.waiting')?.querySelector<HTMLElement>('.button') ?? null;
    if (person !== null) return buttons.indexOf(person);
    const key = clientKey();
    if (key === null) return null;
    const at = list.rowKeys.value.indexOf(key);
    return at < 0 ? null : buttons.length + at;
  }

  function arrows(event: KeyboardEvent): boolean {
    const inSearch = document.activeElement === search();
    if (inSearch) {
      if (event.key !== 'ArrowDown') return false;
      moveTo(0);
      return true;
    }
    const at = where();
    const queue = queueButtons().length;
    const nowhere = document.activeElement === document.body;
    if (at === null) {
      if (!nowhere || event.key !== 'ArrowDown') return false;
      moveTo(0);
      return true;
    }
    const goals: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: Math.max(0, at - page),
      Home: at < queue ? 0 : queue,
      End: at < queue ? queue - 1 : queue + list.rowKeys.value.length - 1,
    };
    const goal = goals[event.key];
    if (goal === undefined) return false;
    moveTo(goal);
    return true;
  }

  /** One step back; false: nothing left to go back from, and the browser closes the popup. */
  function back(): boolean {
    const open = model.open.value;
    const field = search();
    if (open !== null) {
      model.toggle(open);
      const button = document.getElementById(rowId(open));
      if (button !== null) button.focus();
      return true;
    }
    if (list.query.value !== '') {
      list.search('');
      field?.focus();
      return true;
    }
    if (field !== null && document.activeElement === field) {
      field.blur();
      return true;
    }
    return false;
  }

  function letter(key: string): boolean {
    const row = rowOf(clientKey());
    const target = pageKeys[key];
    if (target !== undefined && row !== null) {
      model.openClient(row, target);
      return true;
    }
    const person = closest('[data-person]')?.dataset.person;
    const waiting = list.queue.value.shown.find((one) => personKey(one) === person);
    // On a person, "members" is where they are in the web vault.
    if (waiting !== undefined && (key === 'c' || key === 'm')) {
      if (key === 'm') model.openPerson(waiting);
      else if (model.data.obstacle.value(waiting) === null) model.compare([waiting]);
      return true;
    }
    if (key === 'C') model.compare('all');
    else if (key === '/') search()?.focus();
    else if (key === 'n') model.check();
    else if (key === '?') showKeys();
    else return false;
    return true;
  }

  function handle(event: KeyboardEvent): boolean {
    const command = event.ctrlKey || event.metaKey;
    if (command && event.key === 'Enter') {
      const row =
        rowOf(clientKey()) ?? (document.activeElement === search() ? rowOf(list.rowKeys.value[0] ?? null) : null);
      if (row === null) return false;
      model.openClient(row, 'client');
      return true;
    }
    if (command && event.key.toLowerCase() === 'f') {
      const inSearch = document.activeElement === search();
      if (list.rowKeys.value.length <= 150 || (searchedOnce && inSearch) || search() === null) return false;
      searchedOnce = true;
      search()?.focus();
      return true;
    }
    if (command || event.altKey) return false;
    if (event.key === 'Escape') return back();
    if (arrows(event)) return true;
    const typing = document.activeElement instanceof HTMLInputElement;
    const letters = model.data.source.value?.preferences.letterKeys ?? true;
    return !typing && letters && letter(event.key);
  }

  return (event) => {
    if (event.defaultPrevented || closest('dialog') !== null) return;
    if (handle(event)) event.preventDefault();
  };
}
