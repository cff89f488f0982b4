import type { ComponentChildren } from 'preact';
import { Icon } from './Icon';

/**
 * Says in the corner, and to screen readers, what was just done, or could not be. Always there, so that it is heard from
 * the first time.
 */
export function Toast({ failed = false, children }: { failed?: boolean; children: ComponentChildren }) {
  const empty = children === null || children === undefined;
  return (
    <div class={failed ? 'toast toast--failed' : 'toast'} role="status" data-empty={empty ? '' : undefined}>
      {!empty && <Icon name={failed ? 'stop' : 'check'} />}
      {!empty && <span>{children}</span>}
    </div>
  );
}
