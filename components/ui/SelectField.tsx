import { Icon } from './Icon';

export interface SelectFieldProps {
  /** Ids of what labels and describes it. */
  labelledBy: string;
  describedBy?: string | undefined;
  value: string;
  options: readonly { readonly value: string; readonly text: string }[];
  onValue: (value: string) => void;
  disabled?: boolean;
}

/** The browser's own list to choose from. */
export function SelectField({ labelledBy, describedBy, value, options, onValue, disabled }: SelectFieldProps) {
  return (
    <span class="select">
      <select
        aria-labelledby={labelledBy}
        aria-describedby={describedBy}
        disabled={disabled === true}
        value={value}
        onChange={(event) => onValue(event.currentTarget.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
      <Icon name="chevron" size={12} />
    </span>
  );
}
