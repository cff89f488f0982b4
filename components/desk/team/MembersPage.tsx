import { useRef } from 'preact/hooks';
import { People } from '@/components/desk/people/context';
import { PeopleView } from '@/components/desk/people/PeopleView';
import { useDesk, usePageModel } from '@/components/desk/shell/context';
import { WaitingStart } from '@/components/desk/waiting/WaitingStart';
import { Button } from '@/components/ui/Button';
import { EmptyState } from '@/components/ui/EmptyState';
import { Sentence } from '@/components/ui/speech';
import { deskHash } from '@/lib/domain/desk-route';
import { providerKeyText, TEAM } from '@/lib/domain/keys';
import type { Provider } from '@/lib/domain/model';
import { say } from '@/lib/domain/words';
import { createPeopleModel } from '@/lib/view/people/model';

/** The provider's own team. */
export function MembersPage() {
  const { model } = useDesk();
  const { provider, providers } = model.data;
  const only = provider.value;
  if (only !== null) return only.role === 'provider-admin' ? <Team provider={only} /> : <NotYours provider={only} />;
  return providers.value.length > 1 ? <Choose /> : <Nobody />;
}

const keyOf = ({ accountId, id }: Provider) => ({ accountId, providerId: id });

function Team({ provider }: { provider: Provider }) {
  const { speech } = useDesk();
  const { say: text } = speech.value;
  const heading = useRef<HTMLHeadingElement>(null);
  const key = keyOf(provider);
  const people = usePageModel(`people-${providerKeyText(key)}`, (tools, model) =>
    createPeopleModel(tools, model, { ...key, place: TEAM }),
  );
  const title = say('people_title_team', { provider: provider.name ?? say('provider_unnamed') });
  return (
    <People.Provider value={people}>
      <div class="people">
        <div class="page-head">
          <h1 tabIndex={-1} ref={heading}>
            <Sentence words={title} />
          </h1>
          <span class="grow" />
          <a href={deskHash({ page: 'events' })}>{text(say('people_team_events'))}</a>
        </div>
        <PeopleView key={providerKeyText(key)} label={text(title)} onLost={() => heading.current?.focus()} />
      </div>
    </People.Provider>
  );
}

/** server: service users get a refusal for the team's list; it is not even asked for. */
function NotYours({ provider }: { provider: Provider }) {
  const { speech } = useDesk();
  const { say: text } = speech.value;
  return (
    <>
      <div class="page-head">
        <h1 tabIndex={-1}>
          <Sentence words={say('people_title_team', { provider: provider.name ?? say('provider_unnamed') })} />
        </h1>
      </div>
      <EmptyState title={text(say('people_service_title'))} text={text(say('people_service_text'))} />
    </>
  );
}

/** Several providers, and a team belongs to one. */
function Choose() {
  const { model, speech } = useDesk();
  const { say: text } = speech.value;
  return (
    <>
      <div class="page-head">
        <h1 tabIndex={-1}>{text(say('desk_tab_members'))}</h1>
      </div>
      <EmptyState title={text(say('people_choose_title'))} text={text(say('people_choose_text'))}>
        <ul class="pchoose">
          {model.data.entries.value.map(({ provider, account }) => (
            <li key={providerKeyText(keyOf(provider))}>
              <Button onClick={() => model.choose(keyOf(provider))}>
                <span>
                  <Sentence
                    words={say('desk_provider_of', {
                      provider: provider.name ?? say('provider_unnamed'),
                      account: account.label ?? account.email,
                    })}
                  />
                </span>
              </Button>
            </li>
          ))}
        </ul>
      </EmptyState>
    </>
  );
}

function Nobody() {
  const { speech } = useDesk();
  return (
    <>
      <div class="page-head">
        <h1 tabIndex={-1}>{speech.value.say(say('desk_tab_members'))}</h1>
      </div>
      <WaitingStart />
    </>
  );
}
