// biome-ignore-all lint/a11y/useSemanticElements: rows of a grid with the roles of a table.
// biome-ignore-all lint/a11y/useFocusableInteractive: rows and cells are read; the controls in them have the focus.
import type { ComponentChildren } from 'preact';
import { Icon } from '@/components/ui/Icon';
import { IconButton } from '@/components/ui/IconButton';
import { Menu, type MenuEntry } from '@/components/ui/Menu';
import { marked } from '@/components/ui/marked';
import type { ClientRow } from '@/lib/domain/client-list';
import { deskHash } from '@/lib/domain/desk-route';
import type { Feature } from '@/lib/domain/managed';
import { say, type Words } from '@/lib/domain/words';
import type { Speech } from '@/lib/platform/speech';
import type { ClientsModel } from '@/lib/view/clients/model';
import { allPeopleWords, peopleWords, remainingWord, rowNotes, trendText } from '@/lib/view/clients/notes';
import type { Trend } from '@/lib/view/clients/trend';

const tones: Partial<Record<ClientRow['state'], 'full' | 'low'>> = { full: 'full', over: 'full', low: 'low' };

export interface ClientLineProps {
  row: ClientRow;
  /** 1-based, among all rows of the table. */
  index: number;
  /** Tab comes to the controls of this row. */
  stop: boolean;
  /** Where clients of several providers are listed; null: of one, which needs no saying. */
  provider: string | null;
  trend: Trend;
  /** The trend in a sentence. */
  trendSaid: string;
  /** Folded; what it finds is underlined. */
  query: string;
  /** People by whom the search found this row. */
  found: readonly string[];
  speech: Speech;
  clients: ClientsModel;
  /** Whether the person's organization hides a feature. */
  hides: (feature: Feature) => boolean;
}

/**
 * One client. Reads no signals: a keystroke in the search changes all rows at once, through their table.
 */
export function ClientLine(props: ClientLineProps) {
  const { row, index, stop, provider, trend, trendSaid, query, found, speech, clients, hides } = props;
  const { say: text, number } = speech;
  const { client, state } = row;
  const name = client.name ?? text(say('client_unnamed'));
  const tone = tones[state];
  const faded = state === 'disabled' || row.figuresAt !== null;
  const noLimit = say(state === 'no-limit' ? 'popup_no_limit_name' : 'popup_no_figure_name');
  const figure = (value: number | null, missing: Words): ComponentChildren =>
    value === null ? (
      <>
        <span aria-hidden="true">{text(say('popup_no_figure'))}</span>
        <span class="sr">{text(missing)}</span>
      </>
    ) : (
      number(value)
    );
  const notes = rowNotes(row).map(text);
  const spoken = remainingWord(row);
  const people = peopleWords(row);
  const everybody = allPeopleWords(row);
  return (
    <div
      role="row"
      aria-rowindex={index}
      class={`ct-row ct-client${tone === undefined ? '' : ` ct--${tone}`}${faded ? ' ct--faded' : ''}`}
      data-client={row.key}
      data-state={state}
      data-line="row"
    >
      <span class="ct-name" role="rowheader">
        <a
          class="cut"
          href={deskHash({ page: 'client', clientId: client.id, part: 'seats' })}
          data-part="name"
          tabIndex={stop ? 0 : -1}
          title={name}
        >
          <bdi>{marked(name, query)}</bdi>
        </a>
        {(provider !== null || notes.length > 0 || found.length > 0) && (
          <small class="cut">
            {provider !== null && <bdi>{provider}</bdi>}
            {notes.map((note, at) => `${at > 0 || provider !== null ? ' · ' : ''}${note}`)}
            {found.map((person, at) => (
              <>
                {at > 0 || provider !== null || notes.length > 0 ? ' · ' : ''}
                <bdi>{marked(person, query)}</bdi>
              </>
            ))}
          </small>
        )}
      </span>
      <span class="ct-plan" role="cell" title={client.plan ?? undefined}>
        {client.plan !== null && <bdi>{marked(client.plan, query)}</bdi>}
      </span>
      <span class="ct-n ct-assigned" role="cell">
        {figure(client.assigned, noLimit)}
      </span>
      <span class="ct-n ct-used" role="cell">
        {figure(client.used, say('popup_no_figure_name'))}
      </span>
      <span class="ct-n ct-left" role="cell">
        <span>{figure(client.remaining, noLimit)}</span>
        {spoken !== null && <span class="sr">, {text(spoken)}</span>}
      </span>
      {meter(row)}
      <span
        class={trend.kind === 'known' ? 'ct-n ct-days' : 'ct-n ct-days ct-days--none'}
        role="cell"
        title={trendSaid}
      >
        <span aria-hidden="true">{trendText(trend, number)}</span>
        <span class="sr">{trendSaid}</span>
      </span>
      <span class="ct-people" role="cell" title={everybody === null ? undefined : text(everybody)}>
        {people !== null && <span class={row.waiting > 0 ? 'tag ct-wait' : undefined}>{text(people)}</span>}
      </span>
      <span class="ct-acts" role="cell">
        <IconButton
          icon="out"
          data-part="vault"
          tabIndex={stop ? 0 : -1}
          label={text(say('clients_open_vault', { client: name }))}
          onClick={() => clients.openVault(row, 'client')}
        />
        <span data-part="more">
          <Menu
            class="icon-button"
            align="end"
            aside={!stop}
            label={text(say('clients_more', { client: name }))}
            title={name}
            entries={() => entriesOf(row, text, clients, hides)}
          >
            <Icon name="more" />
          </Menu>
        </span>
      </span>
    </div>
  );
}

/** How much of the seats is used. Said by the figures beside it. */
function meter(row: ClientRow) {
  const { assigned, used } = row.client;
  if (row.state === 'disabled' || assigned === null || used === null) return <i class="ct-meter" aria-hidden="true" />;
  const share = assigned <= 0 ? 100 : Math.min(100, Math.max(0, Math.round((used / assigned) * 100)));
  return (
    <i class="ct-meter ct-meter--on" aria-hidden="true">
      <i style={{ inlineSize: `${share}%` }} />
    </i>
  );
}

function entriesOf(
  row: ClientRow,
  text: Speech['say'],
  clients: ClientsModel,
  hides: (feature: Feature) => boolean,
): MenuEntry[] {
  const entry = (key: string, words: Words, onSelect: () => void, out = false): MenuEntry => ({
    kind: 'item',
    key,
    text: text(words),
    ...(out ? { icon: 'out' as const } : {}),
    onSelect,
  });
  return [
    entry('seats', say('clients_details'), () => clients.open(row, 'seats')),
    ...(hides('members') ? [] : [entry('members', say('popup_members'), () => clients.open(row, 'members'))]),
    ...(hides('events') ? [] : [entry('events', say('popup_events'), () => clients.open(row, 'events'))]),
    { kind: 'separator', key: 'separator' },
    entry('vault', say('popup_open_vault'), () => clients.openVault(row, 'client'), true),
    entry('reports', say('popup_reports'), () => clients.openVault(row, 'reports'), true),
    entry('billing', say('popup_billing'), () => clients.openVault(row, 'billing'), true),
    { kind: 'separator', key: 'separator-mute' },
    entry('mute', say(row.muted ? 'popup_unmute' : 'popup_mute'), () => clients.mute(row)),
  ];
}
