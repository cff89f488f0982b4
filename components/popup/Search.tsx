import type { RefObject } from 'preact';
import { Icon } from '@/components/ui/Icon';
import { IconButton } from '@/components/ui/IconButton';
import { KeyCap } from '@/components/ui/KeyCap';
import { say } from '@/lib/domain/words';
import { usePopup } from './context';

/** Finds clients and people while one types. */
export function Search({ field, onType }: { field: RefObject<HTMLInputElement | null>; onType: () => void }) {
  const { model, speech } = usePopup();
  const { say: text } = speech.value;
  const query = model.list.query.value;
  const label = text(say('popup_search'));
  const letters = model.data.source.value?.preferences.letterKeys ?? false;
  return (
    <search class="popup__search">
      <div class="input">
        <Icon name="search" />
        <input
          ref={field}
          type="search"
          autocomplete="off"
          spellcheck={false}
          placeholder={label}
          aria-label={label}
          value={query}
          onInput={(event) => {
            onType();
            model.list.search(event.currentTarget.value);
          }}
        />
        {query !== '' ? (
          <IconButton
            icon="close"
            label={text(say('popup_search_clear'))}
            onClick={() => {
              model.list.search('');
              field.current?.focus();
            }}
          />
        ) : (
          letters && (
            <span aria-hidden="true">
              <KeyCap name="/" />
            </span>
          )
        )}
      </div>
    </search>
  );
}
