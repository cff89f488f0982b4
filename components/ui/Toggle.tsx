export interface ToggleProps {
  labelledBy: string;
  describedBy?: string | undefined;
  on: boolean;
  onToggle: (on: boolean) => void;
  disabled?: boolean;
}

/** A switch that works at once. */
export function Toggle({ labelledBy, describedBy, on, onToggle, disabled }: ToggleProps) {
  return (
    <button
      type="button"
      role="switch"
      class={on ? 'toggle toggle--on' : 'toggle'}
      aria-checked={on}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      aria-disabled={disabled ? 'true' : undefined}
      onClick={() => {
        if (!disabled) onToggle(!on);
      }}
    />
  );
}
