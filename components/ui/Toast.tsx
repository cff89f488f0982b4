import type { ComponentChildren } from 'preact';
import { Icon } from './Icon';

/** Says in the corner, and to screen readers, what was just done. Always there, so that it is heard from the first time. */
export function Toast({ children }: { children: ComponentChildren }) {
  const empty = children === null || children === undefined;
  return (
    <div class="toast" role="status" data-empty={empty ? '' : undefined}>
      {!empty && <Icon name="check" />}
      {!empty && <span>{children}</span>}
    </div>
  );
}
