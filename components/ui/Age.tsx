/**
 * How long ago something was: short for the eye, whole words for readers, everything on hover. Both texts are given,
 * because they come from the page's language.
 */
export function Age({ short, long, at, exact, strong }: AgeProps) {
  return (
    <time class={strong ? 'age age--old' : 'age'} dateTime={new Date(at).toISOString()} title={exact} data-volatile>
      <span aria-hidden="true">{short}</span>
      <span class="sr">{long}</span>
    </time>
  );
}

export interface AgeProps {
  short: string;
  long: string;
  /** Epoch milliseconds. */
  at: number;
  exact: string;
  strong?: boolean;
}
