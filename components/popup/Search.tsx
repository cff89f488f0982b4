import type { RefObject } from 'preact';
import { SearchField } from '@/components/ui/SearchField';
import { say } from '@/lib/domain/words';
import { usePopup } from './context';

/** Finds clients and people while one types. */
export function Search({ field, onType }: { field: RefObject<HTMLInputElement | null>; onType: () => void }) {
  const { model, speech } = usePopup();
  return (
    <search class="popup__search">
      <SearchField
        field={field}
        label={speech.value.say(say('popup_search'))}
        query={model.list.query.value}
        onText={(text) => {
          onType();
          model.list.search(text);
        }}
      />
    </search>
  );
}
