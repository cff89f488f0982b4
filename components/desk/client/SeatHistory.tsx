import { useDesk } from '@/components/desk/shell/context';
import { Button } from '@/components/ui/Button';
import type { HistoryStep } from '@/lib/domain/history';
import { say, sayCount, type Words } from '@/lib/domain/words';
import type { Chart } from '@/lib/view/client/chart';
import { dateText, shortDateText } from '@/lib/view/client/dates';
import type { ClientModel } from '@/lib/view/client/model';

/** How the seats went: a picture, and on demand the same as a table. */
export function SeatHistory({ client }: { client: ClientModel }) {
  const { speech } = useDesk();
  const { say: text } = speech.value;
  const chart = client.chart.value;
  const shown = client.tableShown.value;
  if (chart === null) return null;
  return (
    <div class="history">
      <Picture chart={chart} />
      <Button small kind="plain" aria-expanded={shown} onClick={() => client.showTable(!shown)}>
        {text(say(shown ? 'client_hide_table' : 'client_show_table'))}
      </Button>
      {shown && <Table steps={client.steps.value} />}
    </div>
  );
}

/** The picture in one sentence. */
function summary({ days, first, last }: Chart): Words {
  const used = { from: first.used ?? '–', to: last.used ?? '–' };
  if (first.assigned === null || last.assigned === null) return sayCount('client_chart_used', days, used);
  return sayCount('client_chart_both', days, { ...used, before: first.assigned, after: last.assigned });
}

const box = { start: 'inset-inline-start', top: 'inset-block-start' } as const;

function Picture({ chart }: { chart: Chart }) {
  const { speech } = useDesk();
  const { say: text, number, locale } = speech.value;
  const name = (which: 'used' | 'assigned', label: Words) => {
    const at = chart.names[which];
    return (
      at !== null && (
        <span
          class={`chart__name chart__name--${which}`}
          style={{ [box.start]: `${at.start}%`, [box.top]: `${at.top}%` }}
        >
          {text(label)}
        </span>
      )
    );
  };
  return (
    // The days go from left to right in every language. The limit is red only where it is reached.
    <div class="chart" dir="ltr" data-full={chart.full === null ? undefined : ''}>
      <div class="chart__axis" aria-hidden="true">
        {chart.axis.map(({ value, top }) => (
          <span key={value} style={{ [box.top]: `${top}%` }}>
            {number(value)}
          </span>
        ))}
      </div>
      <div class="chart__plot">
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" role="img" aria-label={text(summary(chart))}>
          {chart.axis.map(({ value, top }) => (
            <path key={value} class="chart__line" d={`M0 ${top}H100`} />
          ))}
          <path class="chart__area" d={chart.area} />
          <path class="chart__used" d={chart.used} />
          <path class="chart__assigned" d={chart.assigned} />
        </svg>
        <div aria-hidden="true">
          {name('assigned', say('popup_head_assigned'))}
          {name('used', say('popup_head_used'))}
          {chart.full !== null && (
            <b class="chart__full" style={{ [box.top]: `${chart.full}%` }}>
              {text(say('popup_word_full'))}
            </b>
          )}
        </div>
      </div>
      <div class="chart__dates" aria-hidden="true">
        {chart.dates.map(({ at, start }, place) => (
          <span key={start}>
            {place === chart.dates.length - 1 ? text(say('client_today')) : shortDateText(locale, at)}
          </span>
        ))}
      </div>
    </div>
  );
}

function Table({ steps }: { steps: readonly HistoryStep[] }) {
  const { model, speech } = useDesk();
  const { say: text, number, locale } = speech.value;
  const cell = (value: number | null) => (value === null ? '–' : number(value));
  return (
    // Long ones scroll, also by key.
    // biome-ignore lint/a11y/useSemanticElements: a box around one table is no group of fields.
    <div class="history__table" role="group" aria-label={text(say('client_table'))} {...{ tabIndex: 0 }}>
      <table>
        <caption class="sr">{text(say('client_table'))}</caption>
        <thead>
          <tr>
            <th scope="col">{text(say('client_from'))}</th>
            <th scope="col">{text(say('popup_head_assigned'))}</th>
            <th scope="col">{text(say('popup_head_used'))}</th>
            <th scope="col">{text(say('popup_head_remaining'))}</th>
          </tr>
        </thead>
        <tbody>
          {steps.map(({ at, assigned, used }) => (
            <tr key={at}>
              <th scope="row">{dateText(locale, at, model.now.value)}</th>
              <td>{cell(assigned)}</td>
              <td>{cell(used)}</td>
              <td>{cell(assigned === null || used === null ? null : assigned - used)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
