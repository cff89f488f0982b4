import { useDesk } from '@/components/desk/shell/context';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { Note } from '@/components/ui/Note';
import { Sentence } from '@/components/ui/speech';
import { fullName } from '@/lib/domain/comparing-people';
import { say, sayCount } from '@/lib/domain/words';
import { questionLosses, questionTitle, questionVerb } from '@/lib/view/people/question';
import { placeName } from '@/lib/view/people/words';
import { usePeople, usePlace } from './context';

/** Names that are listed; the rest is counted. */
const listed = 12;

/** Asks before somebody loses much, or may do more than before, and says what. */
export function Question() {
  const { model, speech } = useDesk();
  const people = usePeople();
  const place = usePlace();
  const { say: text } = speech.value;
  const asked = people.question.value;
  if (asked === null) return null;
  const close = (): void => {
    people.question.value = null;
  };
  const clients = model.data.rows.value.filter(
    ({ accountId, providerId }) => accountId === people.where.accountId && providerId === people.where.providerId,
  ).length;
  const more = asked.people.length - listed;
  return (
    <Dialog
      id="people-question"
      title={<Sentence words={questionTitle(asked, place)} />}
      onClose={close}
      footer={
        <>
          <Button kind={asked.deed === 'role' ? 'main' : 'stop'} onClick={() => people.agree()}>
            {text(questionVerb(asked))}
          </Button>
          <Button onClick={close}>{text(say('people_keep'))}</Button>
        </>
      }
    >
      {questionLosses(asked, place, clients).map((words) => (
        <p key={words.key}>
          <Sentence words={words} />
        </p>
      ))}
      {asked.lastOwner && (
        <Note tone="wait">
          <Sentence words={say('people_loses_last_owner', { place: placeName(place) })} />
        </Note>
      )}
      {asked.people.length > 1 && (
        <ul class="pnames">
          {asked.people.slice(0, listed).map((one) => (
            <li key={one.id}>
              <bdi>{fullName(one)}</bdi>
            </li>
          ))}
          {more > 0 && <li>{text(sayCount('people_and_others', more))}</li>}
        </ul>
      )}
    </Dialog>
  );
}
