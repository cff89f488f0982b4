import type { ComponentChildren, InputHTMLAttributes, RefObject } from 'preact';

export interface TextFieldProps {
  id: string;
  label: ComponentChildren;
  value: string;
  onText: (text: string) => void;
  type?: 'text' | 'password';
  inputMode?: 'url' | 'email';
  placeholder?: string;
  maxLength?: number;
  /** Off, unless it is said what the browser may fill in. */
  autocomplete?: 'current-password' | 'new-password';
  readOnly?: boolean;
  onBlur?: () => void;
  /** For ids and keys: fixed-width letters. */
  code?: boolean;
  hint?: string | undefined;
  /** What is in it cannot be used; `errorId` names the element that says why. */
  bad?: boolean;
  errorId?: string;
  field?: RefObject<HTMLInputElement | null>;
  /** A button inside the field, at its end. */
  end?: ComponentChildren;
}

/** A labelled line of text with a hint beneath. Never corrected or capitalised by the browser. */
export function TextField(props: TextFieldProps) {
  const { id, label, value, onText, type = 'text', code, hint, bad = false, errorId, field, end } = props;
  const described = [hint === undefined ? '' : `${id}-hint`, bad && errorId !== undefined ? errorId : ''];
  const attributes: Omit<InputHTMLAttributes<HTMLInputElement>, 'type' | 'role' | 'list'> = {
    id,
    value,
    autocomplete: props.autocomplete ?? 'off',
    spellcheck: false,
    autocapitalize: 'off',
    onInput: (event) => onText(event.currentTarget.value),
  };
  if (field !== undefined) attributes.ref = field;
  if (props.inputMode !== undefined) attributes.inputMode = props.inputMode;
  if (props.placeholder !== undefined) attributes.placeholder = props.placeholder;
  if (props.maxLength !== undefined) attributes.maxLength = props.maxLength;
  if (props.onBlur !== undefined) attributes.onBlur = props.onBlur;
  if (props.readOnly) attributes.readOnly = true;
  if (bad) attributes['aria-invalid'] = 'true';
  if (described.some(Boolean)) attributes['aria-describedby'] = described.filter(Boolean).join(' ');
  return (
    <div class="field">
      <label class="label" for={id}>
        {label}
      </label>
      <div class={['input', code ? 'input--code' : '', bad ? 'input--bad' : ''].filter(Boolean).join(' ')}>
        {type === 'password' ? <input {...attributes} type="password" /> : <input {...attributes} type="text" />}
        {end}
      </div>
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
