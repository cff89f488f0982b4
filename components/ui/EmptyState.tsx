import type { ComponentChildren } from 'preact';

/** Nothing to show, why, and what to do about it. */
export function EmptyState({
  title,
  text,
  children,
}: {
  title: ComponentChildren;
  text: string;
  children?: ComponentChildren;
}) {
  return (
    <div class="empty">
      <p>
        <b>{title}</b>
        <br />
        {text}
      </p>
      {children}
    </div>
  );
}
