import type { ComponentChildren } from 'preact';
import { Icon } from './Icon';

export interface NoteProps {
  tone?: 'wait' | 'stop';
  children: ComponentChildren;
}

/** A few sentences set apart. */
export function Note({ tone, children }: NoteProps) {
  return (
    <div class={tone === undefined ? 'note' : `note note--${tone}`}>
      <Icon name={tone === undefined ? 'info' : 'warn'} />
      <div>{children}</div>
    </div>
  );
}
