import type { ButtonHTMLAttributes, ComponentChildren } from 'preact';

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'type' | 'class' | 'disabled'> {
  /** One `main` per region; `stop` removes something; `plain` for the least. */
  kind?: 'main' | 'stop' | 'plain' | undefined;
  small?: boolean | undefined;
  /** Cannot work now: keeps its place and focus, and does nothing. Say why next to it. */
  off?: boolean | undefined;
  type?: 'button' | 'submit' | undefined;
  children?: ComponentChildren;
}

/** A button with a word on it. */
export function Button({ kind, small, off, type = 'button', onClick, children, ...rest }: ButtonProps) {
  const names = [
    'button',
    small ? 'button--small' : '',
    kind === undefined ? '' : `button--${kind}`,
    off ? 'button--off' : '',
  ];
  return (
    <button
      {...rest}
      type={type}
      class={names.filter(Boolean).join(' ')}
      aria-disabled={off ? 'true' : undefined}
      onClick={(event) => {
        // A form would be sent by a click, and by Enter in one of its fields.
        if (off) event.preventDefault();
        else onClick?.call(event.currentTarget, event);
      }}
    >
      {children}
    </button>
  );
}
