/** The keyboard of an event log: to the search, and back out of it. */
import { isTyping, searchOnce } from '@/components/desk/shell/keys';
import type { DeskModel } from '@/lib/view/desk/model';
import type { EventLogModel } from '@/lib/view/events/model';

export interface EventKeyDeps {
  readonly desk: DeskModel;
  readonly log: EventLogModel;
  readonly search: () => HTMLInputElement | null;
}

export function createEventKeys({ desk, log, search }: EventKeyDeps): (event: KeyboardEvent) => void {
  const onFind = searchOnce(search, () => log.shown.value);

  function handle(event: KeyboardEvent): boolean {
    if (onFind(event)) return true;
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key === 'Escape' && document.activeElement === search()) {
      if (log.query.value === '') search()?.blur();
      else log.search('');
      return true;
    }
    const letters = desk.data.source.value?.preferences.letterKeys ?? true;
    if (event.key !== '/' || !letters || isTyping() || search() === null) return false;
    search()?.focus();
    return true;
  }

  return (event) => {
    if (event.defaultPrevented || document.activeElement?.closest('dialog, [role="menu"]')) return;
    if (handle(event)) event.preventDefault();
  };
}
