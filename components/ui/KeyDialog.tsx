import { useEffect, useRef } from 'preact/hooks';
import { type MessageKey, say } from '@/lib/domain/words';
import { Button } from './Button';
import { KeyCap } from './KeyCap';
import { usePage } from './page';

/** Keys that are pressed together or one after the other, and what they do. */
export type KeyRow = readonly [readonly string[], MessageKey];

/** What the keys do. `letters` are listed while single letters are switched on. */
export function KeyDialog({
  always,
  letters,
  onClose,
}: {
  always: readonly KeyRow[];
  letters: readonly KeyRow[];
  onClose: () => void;
}) {
  const { model, speech } = usePage();
  const { say: text } = speech.value;
  const dialog = useRef<HTMLDialogElement | null>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const on = model.data.source.value?.preferences.letterKeys ?? true;
  return (
    <dialog class="keys" ref={dialog} aria-labelledby="keys" onClose={onClose}>
      <h2 id="keys">{text(say('popup_keys_title'))}</h2>
      <dl>
        {[...always, ...(on ? letters : [])].map(([caps, label]) => (
          <div key={label}>
            <dt>
              {caps.map((cap) => (
                <KeyCap key={cap} name={cap} />
              ))}
            </dt>
            <dd>{text(say(label))}</dd>
          </div>
        ))}
      </dl>
      {!on && <p class="dim">{text(say('popup_keys_off'))}</p>}
      <Button small onClick={() => dialog.current?.close()}>
        {text(say('popup_keys_close'))}
      </Button>
    </dialog>
  );
}
