// biome-ignore-all lint/a11y/useSemanticElements: a grid with the roles of a table, because only some of its rows are in the page.
// biome-ignore-all lint/a11y/useFocusableInteractive: rows and cells are read; the buttons in them have the focus.

import { marked } from '@/components/ui/marked';
import type { ClientRow } from '@/lib/domain/client-list';
import { say, type Words } from '@/lib/domain/words';
import type { Speech } from '@/lib/platform/speech';
import { drawerId, rowId } from '@/lib/view/popup/ids';

/** The words after the plan: what the figures alone do not say. */
export function rowWords(row: ClientRow): Words[] {
  const { client, state, people } = row;
  const words: Words[] = [];
  if (state === 'full') words.push(say('popup_word_full'));
  if (state === 'over') words.push(say('popup_word_over', { n: -(client.remaining ?? 0) }));
  if (state === 'no-limit') words.push(say('popup_word_no_limit'));
  if (state === 'unknown') words.push(say('popup_word_unknown'));
  if (state === 'disabled') words.push(say('popup_word_disabled'));
  if (row.waiting > 0) words.push(say('popup_word_waiting', { n: row.waiting }));
  if (row.muted) words.push(say('popup_word_muted'));
  if (row.figuresAt !== null) words.push(say('popup_word_as_of', { at: { moment: row.figuresAt } }));
  else if (!people.read)
    words.push(
      people.at === null
        ? say('popup_word_people_unread')
        : say('popup_word_people_as_of', { at: { moment: people.at } }),
    );
  return words;
}

const tones: Partial<Record<ClientRow['state'], 'full' | 'low'>> = { full: 'full', over: 'full', low: 'low' };

export interface ClientLineProps {
  row: ClientRow;
  /** 1-based, among all rows of the table. */
  index: number;
  open: boolean;
  /** Tab comes here. */
  stop: boolean;
  /** Shown before the plan where clients of several providers are listed. */
  provider: string | null;
  /** Folded; what it finds is underlined. */
  query: string;
  speech: Speech;
  toggle: (key: string) => void;
}

/**
 * One client: name, plan, seats. The hairline under the figures is the meter. Reads no signals: a keystroke changes all
 * rows at once, through their table.
 */
export function ClientLine({ row, index, open, stop, provider, query, speech, toggle }: ClientLineProps) {
  const { say: text, number } = speech;
  const { client, state } = row;
  const tone = tones[state];
  const faded = state === 'disabled' || row.figuresAt !== null;
  const figure = (value: number | null, missing: Words): preact.ComponentChildren =>
    value === null ? (
      <>
        <span aria-hidden="true">{text(say('popup_no_figure'))}</span>
        <span class="sr">{text(missing)}</span>
      </>
    ) : (
      number(value)
    );
  const noLimit = say(state === 'no-limit' ? 'popup_no_limit_name' : 'popup_no_figure_name');
  const words = rowWords(row).map(text);
  const spoken =
    state === 'over'
      ? null
      : state === 'full'
        ? say('popup_word_full')
        : state === 'low'
          ? say('popup_word_low')
          : null;
  return (
    <div
      role="row"
      aria-rowindex={index}
      class={`crow client${tone === undefined ? '' : ` client--${tone}`}${faded ? ' client--faded' : ''}${open ? ' is-open' : ''}`}
      data-client={row.key}
      data-state={state}
    >
      <span class="client__name" role="rowheader">
        <button
          type="button"
          class="client__button"
          id={rowId(row.key)}
          tabIndex={stop ? 0 : -1}
          aria-expanded={open}
          aria-controls={open ? drawerId(row.key) : undefined}
          onClick={() => toggle(row.key)}
        >
          <b class="cut">
            <bdi>{marked(client.name ?? text(say('client_unnamed')), query)}</bdi>
          </b>
        </button>
        <small class="cut">
          {provider !== null && (
            <>
              <bdi>{provider}</bdi>
              {' · '}
            </>
          )}
          {client.plan !== null && <bdi>{marked(client.plan, query)}</bdi>}
          {words.map((word, at) => `${client.plan !== null || at > 0 ? ' · ' : ''}${word}`)}
        </small>
      </span>
      <span class="client__n" role="cell">
        {figure(client.assigned, noLimit)}
      </span>
      <span class="client__n" role="cell">
        {figure(client.used, say('popup_no_figure_name'))}
      </span>
      <span class="client__left" role="cell">
        <span>{figure(client.remaining, noLimit)}</span>
        {spoken !== null && <span class="sr">, {text(spoken)}</span>}
      </span>
      {meter(row, tone)}
    </div>
  );
}

function meter(row: ClientRow, tone: 'full' | 'low' | undefined) {
  const { assigned, used } = row.client;
  if (row.state === 'disabled' || assigned === null || used === null) return null;
  const share = assigned <= 0 ? 100 : Math.min(100, Math.max(0, Math.round((used / assigned) * 100)));
  return (
    <i class={tone === undefined ? 'meter' : `meter meter--${tone}`} aria-hidden="true">
      <i style={{ inlineSize: `${share}%` }} />
    </i>
  );
}
