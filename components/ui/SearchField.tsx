import type { RefObject } from 'preact';
import { say } from '@/lib/domain/words';
import { Icon } from './Icon';
import { IconButton } from './IconButton';
import { KeyCap } from './KeyCap';
import { usePage } from './page';

export interface SearchFieldProps {
  field: RefObject<HTMLInputElement | null>;
  label: string;
  query: string;
  onText: (text: string) => void;
}

/** Finds while one types. Shows the key that leads here, while letters are keys. */
export function SearchField({ field, label, query, onText }: SearchFieldProps) {
  const { model, speech } = usePage();
  const letters = model.data.source.value?.preferences.letterKeys ?? false;
  return (
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
        onInput={(event) => onText(event.currentTarget.value)}
      />
      {query !== '' ? (
        <IconButton
          icon="close"
          label={speech.value.say(say('popup_search_clear'))}
          onClick={() => {
            onText('');
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
  );
}
