import { useEffect, useRef, useState } from 'preact/hooks';
import { Button } from '@/components/ui/Button';
import { TextField } from '@/components/ui/TextField';
import { say } from '@/lib/domain/words';
import { type AccountRow, maxLabel, type RowStatus } from '@/lib/view/options/accounts';
import type { OptionsModel } from '@/lib/view/options/page';
import { AccountFormView } from './AccountFormView';
import { Sentence, useSpeech } from './speech';
import { TestResult } from './TestResult';
import { WorkingLabel } from './WorkingLabel';

function Status({ status }: { status: RowStatus }) {
  const speech = useSpeech();
  switch (status.kind) {
    case 'checked':
      return (
        <span title={speech.exact(status.at)}>
          {speech.say(say('options_row_checked', { ago: speech.ago(status.at) }))}
        </span>
      );
    case 'checking':
      return <span>{speech.say(say('options_row_checking'))}</span>;
    case 'never':
      return <span>{speech.say(say('options_row_never'))}</span>;
    case 'trouble':
      return <span class="stop">{speech.say(status.words)}</span>;
  }
}

function Rename({ row, model }: { row: AccountRow; model: OptionsModel }) {
  const speech = useSpeech();
  const [name, setName] = useState(row.account.label ?? '');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  const close = (): void => {
    model.accounts.renaming.value = null;
  };
  return (
    <form
      class="rename"
      onSubmit={(event) => {
        event.preventDefault();
        void model.accounts.rename(row.account, name);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      <TextField
        id="rename"
        field={field}
        label={speech.say(say('options_rename_label'))}
        hint={speech.say(say('options_rename_hint'))}
        maxLength={maxLabel}
        value={name}
        onText={setName}
      />
      <Button type="submit" kind="main">
        {speech.say(say('options_save'))}
      </Button>
      <Button kind="plain" onClick={close}>
        {speech.say(say('options_cancel'))}
      </Button>
    </form>
  );
}

/** One account: how it stands, and what can be done about it. */
export function AccountRowView({ row, model }: { row: AccountRow; model: OptionsModel }) {
  const speech = useSpeech();
  const item = useRef<HTMLLIElement>(null);
  const { accounts } = model;
  const { account } = row;
  const state = accounts.tests.value.get(account.id) ?? null;
  const working = state === 'working';
  const renaming = accounts.renaming.value === account.id;
  const form = model.form.value;
  const entering = form.account?.id === account.id;
  const isMeant = model.route.value.accountId === account.id;

  // A notice or the popup led here.
  useEffect(() => {
    if (!isMeant) return;
    item.current?.scrollIntoView({ block: 'center' });
    item.current?.focus({ preventScroll: true });
  }, [isMeant]);

  // A form in the row that closes takes the focus with it.
  const editing = renaming || entering;
  const wasEditing = useRef(false);
  useEffect(() => {
    if (wasEditing.current && !editing) item.current?.focus({ preventScroll: true });
    wasEditing.current = editing;
  }, [editing]);

  const label = (idle: string) => (
    <WorkingLabel idle={idle} busy={speech.say(say('options_testing'))} working={working} />
  );
  const key = (main: boolean) => (
    <Button small kind={main ? 'main' : undefined} onClick={() => model.enterKey(account)} aria-expanded={entering}>
      {speech.say(say('options_row_key'))}
    </Button>
  );

  return (
    <li ref={item} class="account" tabIndex={-1}>
      <div class="account__who">
        <b>
          <bdi>{row.name}</bdi>
        </b>
        <small class="dots">
          {row.email !== null && <bdi>{row.email}</bdi>}
          {typeof row.where === 'string' ? <bdi>{row.where}</bdi> : <span>{speech.say(row.where)}</span>}
          {row.providers.map(({ id, words }) => (
            <span key={id}>
              <Sentence words={words} />
            </span>
          ))}
          <Status status={row.status} />
        </small>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be a group of fields, these are buttons */}
      <div class="actions" role="group" aria-label={speech.say(say('options_row_actions', { account: row.name }))}>
        {row.main === 'key' && key(true)}
        {row.main === 'allow' && (
          <Button small kind="main" off={working} onClick={() => void accounts.allow(account)}>
            {label(speech.say(say('options_row_allow')))}
          </Button>
        )}
        {row.main === 'test' && (
          <Button small off={working} onClick={() => void accounts.test(account)}>
            {label(speech.say(say('options_row_test')))}
          </Button>
        )}
        <Button
          small
          aria-expanded={renaming}
          onClick={() => {
            accounts.renaming.value = renaming ? null : account.id;
          }}
        >
          {speech.say(say('options_row_rename'))}
        </Button>
        {row.main !== 'key' && key(false)}
        <Button
          small
          kind="stop"
          onClick={() => {
            accounts.forgetting.value = row;
          }}
        >
          {speech.say(say('options_row_forget'))}
        </Button>
      </div>
      <TestResult id={`result-${account.id}`} result={state === 'working' ? null : state} />
      {renaming && <Rename row={row} model={model} />}
      {entering && (
        <section class="newkey" aria-label={speech.say(say('options_new_key_for', { account: row.name }))}>
          <AccountFormView form={form} onCancel={model.addAccount} />
        </section>
      )}
    </li>
  );
}
