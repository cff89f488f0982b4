import type { ButtonHTMLAttributes } from 'preact';
import { Icon, type IconName } from './Icon';

export interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'type' | 'class' | 'title'> {
  icon: IconName;
  /** Accessible name, also shown on hover. */
  label: string;
}

/** A button with a drawing only. */
export function IconButton({ icon, label, ...rest }: IconButtonProps) {
  return (
    <button {...rest} type="button" class="icon-button" aria-label={label} title={label}>
      <Icon name={icon} />
    </button>
  );
}
