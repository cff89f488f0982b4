/** A button's words that change while it works, in the room of the longer of both, so that nothing moves. */
export function WorkingLabel({ idle, busy, working }: { idle: string; busy: string; working: boolean }) {
  return (
    <span class="swap">
      <span class={working ? 'swap__off' : ''}>{idle}</span>
      <span class={working ? '' : 'swap__off'}>{busy}</span>
    </span>
  );
}
