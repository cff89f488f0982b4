import { Icon } from './Icon';

export interface ChoicesProps<V extends string> {
  name: string;
  legend: string;
  value: V;
  options: readonly { readonly value: V; readonly text: string }[];
  onValue: (value: V) => void;
  hint?: string | undefined;
  disabled?: boolean;
  /** The legend is said elsewhere on the page already, and here for screen readers only. */
  quiet?: boolean;
}

/** A few choices side by side, of which one holds: radio buttons. */
export function Choices<V extends string>(props: ChoicesProps<V>) {
  const { name, legend, value, options, onValue, hint, disabled, quiet } = props;
  return (
    <fieldset aria-describedby={hint === undefined ? undefined : `${name}-hint`} disabled={disabled === true}>
      <legend class={quiet ? 'sr' : 'label'}>{legend}</legend>
      <div class="choices">
        {options.map((option) => (
          <label key={option.value} class={option.value === value ? 'on' : ''}>
            <input
              class="sr"
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onValue(option.value)}
            />
            {option.value === value && <Icon name="check" size={14} />}
            {option.text}
          </label>
        ))}
      </div>
      {hint !== undefined && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
    </fieldset>
  );
}
