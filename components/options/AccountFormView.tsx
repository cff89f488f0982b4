import { useEffect, useRef } from 'preact/hooks';
import { Button } from '@/components/ui/Button';
import { Choices } from '@/components/ui/Choices';
import { Icon } from '@/components/ui/Icon';
import { Note } from '@/components/ui/Note';
import { SecretField } from '@/components/ui/SecretField';
import { TextField } from '@/components/ui/TextField';
import { serverHost } from '@/lib/domain/server';
import { type MessageKey, say } from '@/lib/domain/words';
import type { AccountForm, Region } from '@/lib/view/options/form';
import type { FormField } from '@/lib/view/options/result';
import { Disclosure } from './Disclosure';
import { Managed } from './Managed';
import { Sentence, useSpeech } from './speech';
import { TestResult } from './TestResult';
import { WorkingLabel } from './WorkingLabel';

const regions: readonly { readonly value: Region; readonly key: MessageKey }[] = [
  { value: 'us', key: 'options_region_us' },
  { value: 'eu', key: 'options_region_eu' },
  { value: 'own', key: 'options_region_own' },
];

/** The fields of an API key, what happens with it, and "Test and save". */
export function AccountFormView({ form, onCancel }: { form: AccountForm; onCancel?: () => void }) {
  const speech = useSpeech();
  const text = (key: MessageKey): string => speech.say(say(key));
  const address = useRef<HTMLInputElement>(null);
  const clientId = useRef<HTMLInputElement>(null);
  const clientSecret = useRef<HTMLInputElement>(null);
  const allow = useRef<HTMLDivElement>(null);
  const fields: Record<FormField, typeof address> = { address, clientId, clientSecret };
  const isNew = form.account === null;
  const working = form.working.value;
  const result = form.result.value;
  const more = form.more.value;
  const target = form.server.value;
  const id = isNew ? 'add' : 'key';

  useEffect(() => {
    if (!isNew) clientSecret.current?.focus();
  }, [isNew]);

  /** After an answer the focus goes to where something is to be done. */
  const settle = (): void => {
    if (form.more.value !== null) allow.current?.querySelector('button')?.focus();
    else if (form.result.value?.field) fields[form.result.value.field].current?.focus();
  };
  // Both have to begin in the click's own turn: the browser asks for a permission only then.
  const submit = (event: Event): void => {
    event.preventDefault();
    void form.submit().then(settle);
  };
  const allowMore = (): void => {
    void form.allowMore().then(settle);
  };

  const flawed = (field: FormField) =>
    result?.field === field ? { bad: true, errorId: `${id}-result` } : { bad: false, errorId: `${id}-result` };

  return (
    <form class="fields" noValidate onSubmit={submit}>
      {form.isPrescribed.value && target !== null && (
        <p class="wide hint">
          {serverHost(target)} <Managed />
        </p>
      )}
      {isNew && !form.isPrescribed.value && (
        <div class="wide">
          <Choices
            name="region"
            legend={text('options_region')}
            value={form.region.value}
            options={regions.map(({ value, key }) => ({ value, text: text(key) }))}
            disabled={working}
            onValue={(region) => {
              form.region.value = region;
            }}
            hint={form.region.value === 'own' || target === null ? undefined : serverHost(target)}
          />
        </div>
      )}
      {isNew && !form.isPrescribed.value && form.region.value === 'own' && (
        <div class="wide">
          <TextField
            {...flawed('address')}
            id="address"
            field={address}
            label={text('options_address')}
            hint={text('options_address_hint')}
            placeholder={text('options_address_placeholder')}
            inputMode="url"
            readOnly={working}
            value={form.address.value}
            onText={(typed) => {
              form.address.value = typed;
            }}
            onBlur={form.leaveAddress}
          />
        </div>
      )}
      <TextField
        {...flawed('clientId')}
        id="client-id"
        field={clientId}
        code
        label={text('options_client_id')}
        readOnly={working}
        value={form.clientId.value}
        onText={(typed) => {
          form.clientId.value = typed;
        }}
      />
      <SecretField
        {...flawed('clientSecret')}
        id="client-secret"
        field={clientSecret}
        label={text('options_client_secret')}
        showLabel={text('options_show_secret')}
        hideLabel={text('options_hide_secret')}
        readOnly={working}
        value={form.clientSecret.value}
        onText={(typed) => {
          form.clientSecret.value = typed;
        }}
      />
      <p class="hint wide hint--up">
        {text('options_key_where')}{' '}
        {form.keyPage.value !== null && (
          <a class="out" href={form.keyPage.value} target="_blank" rel="noreferrer">
            {text('options_key_open')}
            <Icon name="out" size={12} />
            <span class="sr"> {text('options_new_tab')}</span>
          </a>
        )}
      </p>
      <div class="wide">
        <Disclosure host={form.keyHost.value} />
      </div>
      <div class="wide" ref={allow} role="status">
        {more !== null && (
          <Note tone="wait">
            <p>
              <Sentence words={more.words} />
            </p>
            <Button kind="main" small onClick={allowMore}>
              {text('options_allow')}
            </Button>
          </Note>
        )}
      </div>
      <div class="wide submit">
        <Button type="submit" kind={more === null ? 'main' : undefined} off={working}>
          <WorkingLabel idle={text('options_test_save')} busy={text('options_testing')} working={working} />
        </Button>
        {onCancel && (
          <Button kind="plain" onClick={onCancel}>
            {text('options_cancel')}
          </Button>
        )}
        <TestResult id={`${id}-result`} result={result} />
      </div>
    </form>
  );
}
