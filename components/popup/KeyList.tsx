import { useEffect, useRef } from 'preact/hooks';
import { Button } from '@/components/ui/Button';
import { KeyCap } from '@/components/ui/KeyCap';
import { type MessageKey, say } from '@/lib/domain/words';
import { usePopup } from './context';

const always: readonly (readonly [readonly string[], MessageKey])[] = [
  [['↓', '↑'], 'popup_key_rows'],
  [['Enter'], 'popup_key_open'],
  [['Ctrl', 'Enter'], 'popup_key_vault'],
  [['Esc'], 'popup_key_back'],
];
const letters: readonly (readonly [readonly string[], MessageKey])[] = [
  [['/'], 'popup_key_search'],
  [['n'], 'popup_key_check'],
  [['c'], 'popup_key_confirm'],
  [['o'], 'popup_key_o'],
  [['m'], 'popup_key_m'],
  [['e'], 'popup_key_e'],
  [['r'], 'popup_key_r'],
  [['b'], 'popup_key_b'],
  [['?'], 'popup_key_help'],
];

/** What the keys do. */
export function KeyList({ onClose }: { onClose: () => void }) {
  const { model, speech } = usePopup();
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
