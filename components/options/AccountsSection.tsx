import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { Icon } from '@/components/ui/Icon';
import { isHidden } from '@/lib/domain/managed';
import { type MessageKey, say } from '@/lib/domain/words';
import type { OptionsModel } from '@/lib/view/options/page';
import { AccountFormView } from './AccountFormView';
import { AccountRowView } from './AccountRowView';
import { SectionHead } from './SectionHead';
import { Sentence, useSpeech } from './speech';

const firstPoints: readonly { readonly title: MessageKey; readonly text: MessageKey }[] = [
  { title: 'options_first_stored_title', text: 'options_first_stored' },
  { title: 'options_first_where_title', text: 'options_first_where' },
  { title: 'options_first_sent_title', text: 'options_first_sent' },
];

/** Before anything is stored or sent: what will be, where, and to whom. */
function FirstRun({ sample }: { sample: boolean }) {
  const speech = useSpeech();
  const text = (key: MessageKey): string => speech.say(say(key));
  return (
    <section class="first" aria-labelledby="first-title">
      <h3 id="first-title">{text('options_first_title')}</h3>
      <p>{text('options_first_lead')}</p>
      <ol>
        {firstPoints.map((point, at) => (
          <li key={point.title}>
            <b class="first__number" aria-hidden="true">
              {speech.number(at + 1)}
            </b>
            <div>
              <h4>{text(point.title)}</h4>
              <p>{text(point.text)}</p>
            </div>
          </li>
        ))}
      </ol>
      {sample && (
        <p>
          <a class="button" href="desk.html?sample" target="_blank" rel="noopener opener">
            {text('sample_open')}
          </a>
        </p>
      )}
      <p class="dim">{text('options_unaffiliated')}</p>
    </section>
  );
}

function ForgetDialog({ model }: { model: OptionsModel }) {
  const speech = useSpeech();
  const { forgetting, busy, forget } = model.accounts;
  const row = forgetting.value;
  if (row === null) return null;
  const close = (): void => {
    if (!busy.value) forgetting.value = null;
  };
  return (
    <Dialog
      id="forget"
      title={<Sentence words={say('options_forget_title', { account: row.name })} />}
      onClose={close}
      footer={
        <>
          <Button onClick={close}>{speech.say(say('options_keep'))}</Button>
          <Button
            kind="stop"
            off={busy.value}
            onClick={() => {
              // The row with the button that opened the dialog goes, and the focus would go with it.
              void forget().then(() => document.getElementById('accounts-title')?.focus());
            }}
          >
            {speech.say(say('options_forget'))}
          </Button>
        </>
      }
    >
      <p>{speech.say(say('options_forget_text'))}</p>
    </Dialog>
  );
}

/** Accounts: the list, and the form for another one. Before the first, what adding one means. */
export function AccountsSection({ model }: { model: OptionsModel }) {
  const speech = useSpeech();
  const rows = model.accounts.rows.value;
  const form = model.form.value;
  return (
    <section class="section" id="accounts" aria-labelledby="accounts-title">
      <SectionHead section="accounts" />
      {model.isFirstRun.value && <FirstRun sample={!isHidden(model.overview.overview.value, 'sample')} />}
      {rows.length > 0 && (
        <ul class="sheet">
          {rows.map((row) => (
            <AccountRowView key={row.account.id} row={row} model={model} />
          ))}
        </ul>
      )}
      <section class="sheet" aria-labelledby="add-title">
        <header>
          <h3 id="add-title" class="grow">
            {speech.say(say('options_add'))}
          </h3>
          {form.account !== null && (
            <Button small onClick={model.addAccount}>
              <Icon name="plus" size={14} />
              {speech.say(say('options_add'))}
            </Button>
          )}
        </header>
        {form.account === null && <AccountFormView form={form} />}
      </section>
      <ForgetDialog model={model} />
    </section>
  );
}
