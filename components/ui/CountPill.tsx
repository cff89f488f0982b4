/** A count next to a heading. `text` is already written in the page's language. */
export function CountPill({ text, wait }: { text: string; wait?: boolean }) {
  return <span class={wait ? 'pill pill--wait' : 'pill'}>{text}</span>;
}
