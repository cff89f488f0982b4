import { useRef } from 'preact/hooks';
import { useDesk, usePageModel } from '@/components/desk/shell/context';
import { say } from '@/lib/domain/words';
import { createPeopleModel } from '@/lib/view/people/model';
import { People } from './context';
import { PeopleView } from './PeopleView';

export interface ClientMembersProps {
  accountId: string;
  providerId: string;
  clientId: string;
}

/** The members of a client: the part of its page that lists, invites, and changes them. */
export function ClientMembers({ accountId, providerId, clientId }: ClientMembersProps) {
  const { speech } = useDesk();
  const { say: text } = speech.value;
  const heading = useRef<HTMLHeadingElement>(null);
  const people = usePageModel(`people-${accountId}/${providerId}/${clientId}`, (tools, model) =>
    createPeopleModel(tools, model, { accountId, providerId, place: clientId }),
  );
  const label = text(say('people_title_client'));
  return (
    <People.Provider value={people}>
      <section class="people" aria-labelledby="client-members">
        <h2 id="client-members" class="sr" tabIndex={-1} ref={heading}>
          {label}
        </h2>
        <PeopleView key={clientId} label={label} onLost={() => heading.current?.focus()} />
      </section>
    </People.Provider>
  );
}
