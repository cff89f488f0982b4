import { usePage } from './page';

/** Read out, not shown. Both are there from the start: a region that comes with its text stays unheard. */
export function Live() {
  const { model, speech } = usePage();
  const { say: text } = speech.value;
  const urgent = model.urgent.value;
  return (
    <>
      <p class="sr" aria-live="polite" data-live="polite">
        {model.polite.value.map(text).join(' ')}
      </p>
      <p class={urgent === null ? 'sr' : 'urgent'} role="alert">
        {urgent === null ? '' : text(urgent)}
      </p>
    </>
  );
}
