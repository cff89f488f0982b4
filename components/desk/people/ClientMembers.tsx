import { useRef } from 'preact/hooks';
import { useDesk } from '@/components/desk/shell/context';
import { say } from '@/lib/domain/words';
import { type ClientMembersProps, People, useClientMembers } from './context';
import { PeopleView } from './PeopleView';

/** The members of a client: the part of its page that lists, invites, and changes them. */
export function ClientMembers(where: ClientMembersProps) {
  const { speech } = useDesk();
  const { say: text } = speech.value;
  const heading = useRef<HTMLHeadingElement>(null);
  const people = useClientMembers(where);
  const label = text(say('people_title_client'));
  return (
    <People.Provider value={people}>
      <section class="people" aria-labelledby="client-members">
        <h2 id="client-members" class="sr" tabIndex={-1} ref={heading}>
          {label}
        </h2>
        <PeopleView key={where.clientId} label={label} onLost={() => heading.current?.focus()} />
      </section>
    </People.Provider>
  );
}
