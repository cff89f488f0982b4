import { Fragment } from 'preact';
import { useDesk } from '@/components/desk/shell/context';
import { Sentence } from '@/components/ui/speech';
import { say } from '@/lib/domain/words';
import type { FoundClient } from '@/lib/view/client/find';
import type { ClientModel } from '@/lib/view/client/model';
import { SeatHistory } from './SeatHistory';

/** Assigned, used, remaining; what that comes to; and how it went. */
export function SeatSheet({ client, found }: { client: ClientModel; found: FoundClient }) {
  const { speech } = useDesk();
  const { say: text, number } = speech.value;
  const { assigned, used, remaining } = found.row.client;
  const figure = (value: number | null, none: 'popup_no_limit_name' | 'popup_no_figure_name') =>
    value === null ? (
      <>
        <span aria-hidden="true">–</span>
        <span class="sr">{text(say(none))}</span>
      </>
    ) : (
      number(value)
    );
  const tone = remaining === null || remaining > 0 ? undefined : 'stop';
  return (
    <section class="sheet" aria-labelledby="client-seats">
      <h2 class="sr" id="client-seats">
        {text(say('client_seats'))}
      </h2>
      <div class="figures">
        <dl>
          <div>
            <dt>{text(say('popup_head_assigned'))}</dt>
            <dd data-figure="assigned">{figure(assigned, 'popup_no_limit_name')}</dd>
          </div>
          <div>
            <dt>{text(say('popup_head_used'))}</dt>
            <dd data-figure="used">{figure(used, 'popup_no_figure_name')}</dd>
          </div>
          <div>
            <dt>{text(say('popup_head_remaining'))}</dt>
            <dd data-figure="remaining" class={tone}>
              {figure(remaining, assigned === null ? 'popup_no_limit_name' : 'popup_no_figure_name')}
            </dd>
          </div>
        </dl>
        <p data-story>
          {client.sentences.value.map((words, at) => (
            <Fragment key={words.key}>
              {at > 0 && ' '}
              <Sentence words={words} />
            </Fragment>
          ))}
        </p>
      </div>
      <SeatHistory client={client} />
    </section>
  );
}
