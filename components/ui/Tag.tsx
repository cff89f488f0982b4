import type { ComponentChildren } from 'preact';

/** A word with a tinted ground. The tone repeats what the word says. */
export function Tag({ tone, children }: { tone?: 'wait' | 'stop' | 'desk'; children: ComponentChildren }) {
  return <span class={tone === undefined ? 'tag' : `tag tag--${tone}`}>{children}</span>;
}
