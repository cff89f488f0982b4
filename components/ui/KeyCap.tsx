/** A key of the keyboard. */
export function KeyCap({ name }: { name: string }) {
  return <kbd class="key">{name}</kbd>;
}
