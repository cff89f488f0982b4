import { useEffect, useState } from 'preact/hooks';
import { Mark } from '@/components/ui/Icon';
import { LockedPanel } from '@/components/ui/LockedPanel';
import { Note } from '@/components/ui/Note';
import { Toast } from '@/components/ui/Toast';
import { say } from '@/lib/domain/words';
import type { Speech } from '@/lib/platform/speech';
import type { OptionsModel } from '@/lib/view/options/page';
import { type Section, sections } from '@/lib/view/options/route';
import { AboutSection } from './AboutSection';
import { AccountsSection } from './AccountsSection';
import { CheckingSection } from './CheckingSection';
import { DataSection } from './DataSection';
import { LockSection } from './LockSection';
import { NotificationsSection } from './NotificationsSection';
import { SectionHead, sectionKeys } from './SectionHead';
import { Sentence, SpeechContext } from './speech';

/** The section being read: the one that was asked for while its heading can be seen, else the one at the top. */
function sectionInView(asked: Section): Section {
  const top = (section: Section): number =>
    document.getElementById(`${section}-title`)?.getBoundingClientRect().top ?? Number.POSITIVE_INFINITY;
  if (top(asked) >= 0 && top(asked) < innerHeight) return asked;
  return sections.findLast((section) => top(section) < innerHeight * 0.4) ?? 'accounts';
}

/** Goes where the address says, as soon as there is something to go to. */
function useRoute(model: OptionsModel, isThere: boolean): Section {
  const route = model.route.value;
  const [section, setSection] = useState(route.section);
  useEffect(() => {
    if (!isThere || location.hash === '') return;
    setSection(route.section);
    if (route.accountId !== null) return;
    document.getElementById(route.section)?.scrollIntoView();
    document.getElementById(`${route.section}-title`)?.focus({ preventScroll: true });
  }, [isThere, route]);
  useEffect(() => {
    const look = (): void => setSection(sectionInView(route.section));
    addEventListener('scroll', look, { passive: true });
    return () => removeEventListener('scroll', look);
  }, [route]);
  return section;
}

/** The whole page. Empty until the store has answered, which takes a few milliseconds. */
export function OptionsPage({ model, speech }: { model: OptionsModel; speech: Speech }) {
  const preferences = model.preferences.preferences.value;
  const locked = model.locked.value;
  const isThere = model.overview.overview.value !== null && !locked;
  const section = useRoute(model, isThere);
  const said = model.said.value;
  const flaws = model.flaws.value;

  useEffect(() => {
    document.title = speech.say(say('options_page_title'));
    document.documentElement.lang = speech.locale;
  }, [speech]);
  useEffect(() => {
    if (preferences === null) return;
    const { dataset } = document.documentElement;
    dataset.density = preferences.density;
    if (preferences.appearance === 'system') delete dataset.theme;
    else dataset.theme = preferences.appearance;
  }, [preferences?.appearance, preferences?.density]);

  return (
    <SpeechContext.Provider value={speech}>
      <div class="options">
        <header>
          <h1>
            <Mark size={24} />
            {speech.say(say('options_title'))}
          </h1>
          <nav aria-label={speech.say(say('options_nav'))} hidden={locked}>
            {sections.map((name) => (
              <a
                key={name}
                href={`#${name}`}
                class={name === section ? 'on' : ''}
                aria-current={name === section ? 'true' : undefined}
              >
                {speech.say(say(sectionKeys[name]))}
              </a>
            ))}
          </nav>
        </header>
        <main>
          {isThere && (
            <>
              {flaws.length > 0 && (
                <Note tone="wait">
                  <p>
                    <Sentence words={say('options_policy_flaws', { fields: { list: flaws } })} />
                  </p>
                </Note>
              )}
              <AccountsSection model={model} />
              <NotificationsSection model={model.preferences} now={model.now.value} />
              <CheckingSection model={model.preferences} />
              <LockSection lock={model.lock} />
              <DataSection model={model} />
              <AboutSection version={model.version} />
            </>
          )}
          {locked && (
            <div class="sheet">
              <LockedPanel overview={model.overview.overview} />
            </div>
          )}
          {!isThere && !locked && model.overview.unreadable.value && (
            <section class="section">
              <SectionHead section="accounts" />
              <p role="alert">{speech.say(say('options_unreadable'))}</p>
            </section>
          )}
        </main>
        <Toast>{said === null ? null : <Sentence words={said} />}</Toast>
      </div>
    </SpeechContext.Provider>
  );
}
