import type { ComponentChildren } from 'preact';

export interface CheckboxProps {
  checked: boolean;
  onCheck: (checked: boolean) => void;
  children: ComponentChildren;
}

/** A box to tick, labelled by what is inside. */
export function Checkbox({ checked, onCheck, children }: CheckboxProps) {
  return (
    <label class="checkbox">
      <input type="checkbox" checked={checked} onChange={(event) => onCheck(event.currentTarget.checked)} />
      <span>{children}</span>
    </label>
  );
}
