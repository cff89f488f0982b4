import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

export interface DialogProps {
  id: string;
  title: ComponentChildren;
  /** It was closed: by Esc, or because whoever shows it took it away. */
  onClose: () => void;
  children: ComponentChildren;
  footer: ComponentChildren;
  /** Begins in its first field rather than at its heading. */
  startInField?: boolean;
}

/** A modal question. Open as long as it is rendered; gives the focus back when it goes. */
export function Dialog({ id, title, onClose, children, footer, startInField }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const closed = useRef(onClose);
  useEffect(() => {
    closed.current = onClose;
  });
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    if (startInField) element?.querySelector<HTMLElement>('input')?.focus();
    else heading.current?.focus();
    return () => element?.close();
  }, [startInField]);
  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby={`${id}-title`}
      onCancel={(event) => {
        event.preventDefault();
        closed.current();
      }}
    >
      <h2 id={`${id}-title`} ref={heading} tabIndex={-1}>
        {title}
      </h2>
      <div class="dialog__body">{children}</div>
      <footer class="dialog__foot">{footer}</footer>
    </dialog>
  );
}
