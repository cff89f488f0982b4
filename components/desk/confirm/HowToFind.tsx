import { Button } from '@/components/ui/Button';
import { type MessageKey, say } from '@/lib/domain/words';
import { useConfirm } from './context';

const texts: readonly { readonly lang: string; readonly name: MessageKey; readonly text: MessageKey }[] = [
  { lang: 'en', name: 'confirm_how_en', text: 'confirm_how_text_en' },
  { lang: 'nl', name: 'confirm_how_nl', text: 'confirm_how_text_nl' },
];

/** Where the other side finds their phrase, in words to read out or to paste. */
export function HowToFind() {
  const { model, text } = useConfirm();
  return (
    <details class="how">
      <summary>{text(say('confirm_how'))}</summary>
      <p class="hint">{text(say('confirm_how_hint'))}</p>
      {texts.map(({ lang, name, text: key }) => (
        <figure key={lang}>
          <figcaption>
            <b>{text(say(name))}</b>
            <Button
              small
              kind="plain"
              aria-label={`${text(say('confirm_how_copy'))}: ${text(say(name))}`}
              onClick={() => void model.copyText(text(say(key)))}
            >
              {text(say('confirm_how_copy'))}
            </Button>
          </figcaption>
          <blockquote lang={lang}>{text(say(key))}</blockquote>
        </figure>
      ))}
    </details>
  );
}
