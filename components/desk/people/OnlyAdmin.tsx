import { useState } from 'preact/hooks';
import { useDesk } from '@/components/desk/shell/context';
import { Button } from '@/components/ui/Button';
import { Note } from '@/components/ui/Note';
import { Sentence } from '@/components/ui/speech';
import { shortName } from '@/lib/domain/comparing-people';
import { onlyAdmin } from '@/lib/domain/membership';
import { say } from '@/lib/domain/words';
import { dismissOnlyAdmin, isOnlyAdminDismissed } from '@/lib/view/people/dismissed';
import { usePeople } from './context';

/** A team with a single admin is one accident away from having none. */
export function OnlyAdmin() {
  const { model, speech, tools } = useDesk();
  const people = usePeople();
  const { say: text } = speech.value;
  const key = people.where.providerId;
  const [gone, setGone] = useState(() => isOnlyAdminDismissed(tools.storage, key, model.now.value));
  const admin = onlyAdmin(people.members.value);
  if (admin === null || gone) return null;
  const name = shortName(admin);
  return (
    <Note tone="wait">
      <b>
        <Sentence words={admin.isSelf ? say('people_only_admin_you') : say('people_only_admin', { name })} />
      </b>{' '}
      <Sentence words={admin.isSelf ? say('people_only_admin_you_text') : say('people_only_admin_text', { name })} />{' '}
      <Button
        small
        kind="plain"
        onClick={() => {
          dismissOnlyAdmin(tools.storage, key, model.now.value);
          setGone(true);
        }}
      >
        {text(say('people_dismiss'))}
      </Button>
    </Note>
  );
}
