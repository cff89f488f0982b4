import { useDesk } from '@/components/desk/shell/context';
import { Button } from '@/components/ui/Button';
import { EmptyState } from '@/components/ui/EmptyState';
import { Skeleton } from '@/components/ui/Skeleton';
import { Sentence } from '@/components/ui/speech';
import { deskHash } from '@/lib/domain/desk-route';
import { say, type Words } from '@/lib/domain/words';
import type { Absence } from '@/lib/view/client/find';
import type { ClientModel } from '@/lib/view/client/model';

interface Told {
  readonly title: Words;
  readonly text: Words;
}

function told(absence: Absence, name: string | null): Told | null {
  switch (absence) {
    case 'opening':
      return null;
    case 'no-account':
      return { title: say('client_absent_account'), text: say('popup_first_text') };
    case 'not-read':
      return { title: say('client_absent_unread'), text: say('client_absent_unread_text') };
    case 'gone':
      return {
        title: say('client_absent_gone', { client: name ?? say('client_unnamed') }),
        text: say('client_absent_gone_text'),
      };
    case 'unknown':
      return { title: say('client_absent_unknown'), text: say('client_absent_unknown_text') };
  }
}

/** Why no client is shown, and where to go from here. */
export function ClientAbsent({ client }: { client: ClientModel }) {
  const { model, speech } = useDesk();
  const { say: text } = speech.value;
  const absence = client.absence.value;
  const words = absence === null ? null : told(absence, client.name.value);
  return (
    <div class="client" data-absent={absence}>
      <h1 class="sr" tabIndex={-1}>
        {text(say('client_title'))}
      </h1>
      {words === null ? (
        <div aria-hidden="true" class="sheet client__bones">
          <Skeleton width="180px" />
          <Skeleton width="120px" />
        </div>
      ) : (
        <div class="sheet">
          <EmptyState title={<Sentence words={words.title} />} text={text(words.text)}>
            {absence === 'no-account' ? (
              <Button kind="main" onClick={() => model.openOptions('accounts')}>
                {text(say('popup_first_button'))}
              </Button>
            ) : (
              <a class="button" href={deskHash({ page: 'clients' })}>
                {text(say('client_all'))}
              </a>
            )}
          </EmptyState>
        </div>
      )}
    </div>
  );
}
