import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { Icon, type IconName } from './Icon';

export type MenuEntry =
  | {
      readonly kind: 'item';
      readonly key: string;
      readonly text: ComponentChildren;
      readonly icon?: IconName;
      /** Set: one of several to choose from, and whether it is the chosen one. */
      readonly checked?: boolean;
      /** Second line. */
      readonly note?: string;
      readonly tone?: 'stop';
      /** At the end of the line. */
      readonly end?: ComponentChildren;
      readonly onSelect: () => void;
    }
  | { readonly kind: 'head' | 'note'; readonly key: string; readonly text: ComponentChildren }
  | { readonly kind: 'separator'; readonly key: string };

export interface MenuProps {
  /** Name of the button. */
  label: string;
  /** Name of the list. */
  title: string;
  class: string;
  align: 'start' | 'end';
  /** Tab passes it by: something before it leads to it. */
  aside?: boolean;
  /** Which control of a row the button is, where keys lead from row to row. */
  part?: string;
  entries: () => readonly MenuEntry[];
  children: ComponentChildren;
}

const itemsOf = (menu: HTMLElement): HTMLElement[] => [...menu.querySelectorAll<HTMLElement>('.menu__item')];

/** A button that opens a list of things to do or to choose. Arrow keys inside, Escape and Tab leave. */
export function Menu(props: MenuProps) {
  const { label, title, class: className, align, aside = false, part, entries, children } = props;
  const [open, setOpen] = useState(false);
  const id = useId();
  const root = useRef<HTMLDivElement | null>(null);
  const menu = useRef<HTMLDivElement | null>(null);
  const button = useRef<HTMLButtonElement | null>(null);

  useEffect(() => {
    if (!open || menu.current === null) return;
    const items = itemsOf(menu.current);
    (items.find((item) => item.ariaChecked === 'true') ?? items[0])?.focus();
    // A page that is as small as what it shows has to make room.
    const page = document.documentElement;
    page.dataset.menu = 'open';
    return () => {
      delete page.dataset.menu;
    };
  }, [open]);

  const close = (): void => {
    setOpen(false);
    button.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!open || menu.current === null) return;
    const items = itemsOf(menu.current);
    const at = items.findIndex((item) => item.matches(':focus'));
    const goals: Record<string, number> = {
      ArrowDown: (at + 1) % items.length,
      ArrowUp: (at + items.length - 1) % items.length,
      Home: 0,
      End: items.length - 1,
    };
    const goal = goals[event.key];
    if (goal !== undefined) items[goal]?.focus();
    else if (event.key === 'Escape') close();
    else if (event.key === 'Tab') setOpen(false);
    else {
      // Letters are no commands in here.
      event.stopPropagation();
      return;
    }
    event.stopPropagation();
    if (event.key !== 'Tab') event.preventDefault();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears the keys and the focus of the button and the list inside.
    <div
      class={`menu-root menu-root--${align}`}
      ref={root}
      onKeyDown={onKeyDown}
      onFocusOut={(event) => {
        const goal = event.relatedTarget;
        if (open && !(goal instanceof Node && root.current?.contains(goal))) setOpen(false);
      }}
    >
      <button
        ref={button}
        type="button"
        class={className}
        aria-label={label}
        title={className === 'icon-button' ? label : undefined}
        tabIndex={aside ? -1 : undefined}
        data-part={part}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        {children}
      </button>
      {open && (
        <div class="menu" role="menu" id={id} aria-label={title} ref={menu} tabIndex={-1}>
          {entries().map((entry) => (
            <Entry key={entry.key} entry={entry} close={close} />
          ))}
        </div>
      )}
    </div>
  );
}

function Entry({ entry, close }: { entry: MenuEntry; close: () => void }) {
  if (entry.kind === 'separator') return <hr class="menu__sep" />;
  if (entry.kind !== 'item')
    return (
      <div class={`menu__${entry.kind}`} role="presentation">
        {entry.text}
      </div>
    );
  const { checked, icon } = entry;
  const shownIcon = checked === undefined ? icon : checked ? 'check' : undefined;
  return (
    <button
      type="button"
      class={checked ? 'menu__item menu__item--on' : 'menu__item'}
      {...(checked === undefined ? { role: 'menuitem' } : { role: 'menuitemradio', 'aria-checked': checked })}
      tabIndex={-1}
      onClick={() => {
        close();
        entry.onSelect();
      }}
    >
      {shownIcon === undefined ? <span /> : <Icon name={shownIcon} />}
      <span class="cut">{entry.text}</span>
      <span class={entry.tone}>{entry.end}</span>
      {entry.note && <small class={entry.tone}>{entry.note}</small>}
    </button>
  );
}
