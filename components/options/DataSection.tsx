import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { isHidden } from '@/lib/domain/managed';
import { type MessageKey, say } from '@/lib/domain/words';
import type { OptionsModel } from '@/lib/view/options/page';
import { PreferenceRow } from './PreferenceRow';
import { SectionHead } from './SectionHead';
import { useSpeech } from './speech';

/** Taking the data out, and erasing it. */
export function DataSection({ model }: { model: OptionsModel }) {
  const speech = useSpeech();
  const text = (key: MessageKey): string => speech.say(say(key));
  const close = (): void => {
    if (!model.eraseBusy.value) model.erasing.value = false;
  };
  return (
    <section class="section" id="data" aria-labelledby="data-title">
      <SectionHead section="data" />
      <div class="sheet">
        {!isHidden(model.overview.overview.value, 'export') && (
          <PreferenceRow id="export" name="options_export" hint={text('options_export_hint')}>
            <Button small onClick={() => void model.exportAll()}>
              {text('options_export_button')}
            </Button>
          </PreferenceRow>
        )}
        <PreferenceRow id="erase" name="options_erase" hint={text('options_erase_hint')}>
          <Button
            small
            kind="stop"
            aria-haspopup="dialog"
            onClick={() => {
              model.erasing.value = true;
            }}
          >
            {text('options_erase_button')}
          </Button>
        </PreferenceRow>
      </div>
      {model.erasing.value && (
        <Dialog
          id="erase-all"
          title={text('options_erase_title')}
          onClose={close}
          footer={
            <>
              <Button onClick={close}>{text('options_keep')}</Button>
              <Button kind="stop" off={model.eraseBusy.value} onClick={() => void model.eraseAll()}>
                {text('options_erase_confirm')}
              </Button>
            </>
          }
        >
          <p>{text('options_erase_text')}</p>
        </Dialog>
      )}
    </section>
  );
}
