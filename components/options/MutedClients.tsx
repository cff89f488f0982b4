import { useState } from 'preact/hooks';
import { Button } from '@/components/ui/Button';
import { Checkbox } from '@/components/ui/Checkbox';
import { Dialog } from '@/components/ui/Dialog';
import { Icon } from '@/components/ui/Icon';
import { TextField } from '@/components/ui/TextField';
import type { Preferences } from '@/lib/domain/preferences';
import { say, sayCount } from '@/lib/domain/words';
import { findClients, type MutableClient, mutedKey, type PreferencesModel } from '@/lib/view/options/preferences';
import { PreferenceRow } from './PreferenceRow';
import { Sentence, useSpeech } from './speech';

/** More are found by typing: nobody scrolls through a thousand boxes. */
const mostShown = 100;

function Name({ row }: { row: MutableClient }) {
  const { client, providerName } = row;
  const name = client.name ?? say('client_unnamed');
  if (providerName === null) {
    return typeof name === 'string' ? <bdi>{name}</bdi> : <Sentence words={name} />;
  }
  return <Sentence words={say('options_mute_client_of', { client: name, provider: providerName })} />;
}

/** All clients to choose from. What is muted when it opens comes first, and stays where it is while it is open. */
function MutePicker({ model, onClose }: { model: PreferencesModel; onClose: () => void }) {
  const speech = useSpeech();
  const [query, setQuery] = useState('');
  const all = model.mutable(speech.locale);
  const [first] = useState(() => new Set(all.filter((row) => row.muted).map((row) => mutedKey(row.client))));
  const isFirst = (row: MutableClient): boolean => first.has(mutedKey(row.client));
  const found = findClients(all, query);
  const ordered = [...found.filter(isFirst), ...found.filter((row) => !isFirst(row))];
  const rest = ordered.length - mostShown;
  const none = all.length === 0 ? say('options_mute_no_clients') : say('options_mute_nothing', { query: query.trim() });
  return (
    <Dialog
      id="mute"
      title={speech.say(say('options_mute_title'))}
      startInField
      onClose={onClose}
      footer={
        <Button kind="main" onClick={onClose}>
          {speech.say(say('options_done'))}
        </Button>
      }
    >
      <p>{speech.say(say('options_mute_text'))}</p>
      <TextField id="mute-find" label={speech.say(say('options_mute_find'))} value={query} onText={setQuery} />
      <ul class="picker">
        {ordered.slice(0, mostShown).map((row) => (
          <li key={mutedKey(row.client)}>
            <Checkbox checked={row.muted} onCheck={(muted) => void model.mute(row.client, muted)}>
              <Name row={row} />
            </Checkbox>
          </li>
        ))}
      </ul>
      <p class="hint" role="status">
        {rest > 0 && speech.say(sayCount('options_mute_more', rest))}
        {found.length === 0 && <Sentence words={none} />}
      </p>
    </Dialog>
  );
}

/** The muted clients, each with a button that unmutes it, and a list to choose others from. */
export function MutedClients({ model, preferences }: { model: PreferencesModel; preferences: Preferences }) {
  const speech = useSpeech();
  const { muted } = preferences;
  return (
    <PreferenceRow id="muted" name="options_n_muted" hint={speech.say(say('options_n_muted_hint'))}>
      {muted.length === 0 && <span class="dim">{speech.say(say('options_muted_none'))}</span>}
      {muted.length > 0 && (
        <ul class="chips" aria-labelledby="muted-name">
          {muted.map((client) => {
            const name = client.name ?? speech.say(say('client_unnamed'));
            const label = speech.say(say('options_unmute', { client: name }));
            return (
              <li key={mutedKey(client)} class="tag">
                <bdi class="cut">{name}</bdi>
                <button type="button" aria-label={label} title={label} onClick={() => void model.mute(client, false)}>
                  <Icon name="close" size={12} />
                </button>
              </li>
            );
          })}
        </ul>
      )}
      <Button
        small
        onClick={() => {
          model.choosingMuted.value = true;
        }}
        aria-haspopup="dialog"
        aria-describedby="muted-name"
      >
        {speech.say(say('options_choose'))}
      </Button>
      {model.choosingMuted.value && (
        <MutePicker
          model={model}
          onClose={() => {
            model.choosingMuted.value = false;
          }}
        />
      )}
    </PreferenceRow>
  );
}
