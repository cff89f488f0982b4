import { useId, useRef, useState } from 'preact/hooks';
import { miscounted } from '@/lib/domain/comparing';
import { shortName } from '@/lib/domain/comparing-people';
import { say } from '@/lib/domain/words';
import { isUnfinishedWord } from '@/lib/view/confirm/check';
import { type Candidate, checkOf, isCompared } from '@/lib/view/confirm/people';
import { useConfirm } from './context';

/** Where to go on: the next covered word below, else the button that confirms. */
export function focusNext(from: Element): void {
  const fields = [...document.querySelectorAll<HTMLElement>('[data-check-field]')];
  const next = fields.find((field) => from.compareDocumentPosition(field) & Node.DOCUMENT_POSITION_FOLLOWING);
  (next ?? document.querySelector<HTMLElement>('[data-confirm]'))?.focus();
}

export interface CheckFieldProps {
  candidate: Candidate;
  /** Which word is covered, from 0. */
  position: number;
  bad: boolean;
  /** Id of the element that says what is wrong. */
  errorId: string;
  large?: boolean;
}

/**
 * The covered word, as it is read out; or the whole phrase, pasted. Compared on Enter, at once when several words are
 * pasted, and on leaving unless it may be half a word yet; the same text never twice.
 */
export function CheckField({ candidate, position, bad, errorId, large }: CheckFieldProps) {
  const { model, text } = useConfirm();
  const [typed, setTyped] = useState('');
  const given = useRef('');
  /** How many words were given, where that can be no phrase. */
  const [count, setCount] = useState<number | null>(null);
  const id = useId();
  const { key, waiting } = candidate;
  const name = shortName(waiting.person);

  const give = async (value: string): Promise<boolean> => {
    if (value === given.current) return false;
    given.current = value;
    setCount(miscounted(value, checkOf(candidate)?.words ?? [], position));
    await model.step(key, { do: 'give', text: value });
    const after = model.candidates.value.find((one) => one.key === key);
    return after !== undefined && isCompared(after);
  };
  /** From the keyboard the focus goes along; whoever has left the field is elsewhere already. */
  const giveAndGoOn = (value: string, field: HTMLElement): void => {
    const row = field.closest('[data-check-person]') ?? field;
    void give(value).then((same) => {
      if (same) focusNext(row);
    });
  };

  const isBad = bad || count !== null;
  return (
    <div class="check-field">
      <label class={large ? 'label' : 'label label--small'} for={id}>
        {text(say('confirm_field', { n: position + 1, name }))}
      </label>
      <div class={isBad ? 'input input--bad' : 'input'}>
        <input
          id={id}
          type="text"
          data-check-field
          value={typed}
          placeholder={large ? undefined : text(say('confirm_field_placeholder'))}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          lang="en"
          aria-invalid={isBad ? 'true' : undefined}
          aria-describedby={count === null ? (bad ? errorId : undefined) : `${id}-count`}
          onInput={(event) => {
            setTyped(event.currentTarget.value);
            setCount(null);
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.isComposing) return;
            event.preventDefault();
            giveAndGoOn(event.currentTarget.value, event.currentTarget);
          }}
          onPaste={(event) => {
            const pasted = event.clipboardData?.getData('text').trim() ?? '';
            if (!/\S[\s-]+\S+[\s-]+\S/.test(pasted)) return;
            event.preventDefault();
            setTyped(pasted);
            giveAndGoOn(pasted, event.currentTarget);
          }}
          onBlur={({ currentTarget: field }) => {
            // Where the field still has it, the window has lost the focus: whoever comes back types on.
            const isLeft = document.activeElement !== field;
            if (isLeft && !isUnfinishedWord(field.value)) void give(field.value);
          }}
        />
      </div>
      <p class="hint hint--stop" id={`${id}-count`} role="alert">
        {count !== null && text(say('confirm_miscounted', { count }))}
      </p>
    </div>
  );
}
