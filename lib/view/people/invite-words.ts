/** What is wrong with the addresses of an invitation, and how a round went, as sentences. */
import { invitationLastsMs } from '@/lib/domain/invitation';
import { type Checked, type InviteCheck, mostAtOnce } from '@/lib/domain/invite';
import { type MessageKey, say, sayCount, type Words } from '@/lib/domain/words';
import type { Speech } from '@/lib/platform/speech';
import { dateText } from './dates';
import type { Report } from './job';

export interface Problem {
  readonly key: string;
  readonly words: Words;
  /** Nothing is sent before it is corrected. */
  readonly stops: boolean;
  readonly action: 'take-out' | 'resend' | null;
  readonly email: string;
}

const keys: Readonly<Record<Exclude<Checked['verdict'], 'fine'>, MessageKey>> = {
  malformed: 'people_invite_malformed',
  'too-long': 'people_invite_long',
  twice: 'people_invite_twice',
  member: 'people_invite_member',
  invited: 'people_invite_invited',
};

const actions: Readonly<Record<Exclude<Checked['verdict'], 'fine'>, Problem['action']>> = {
  malformed: 'take-out',
  'too-long': 'take-out',
  twice: null,
  member: null,
  invited: 'resend',
};

/** An address that is too long would push everything else off the panel. */
const cut = (email: string): string => (email.length > 80 ? `${email.slice(0, 80)}…` : email);

/** One sentence for each address that will not simply be invited, and one where there are too many. */
export function problemsOf({ entries, later, fine }: InviteCheck): readonly Problem[] {
  const problems = entries.flatMap(({ text, at, verdict }): Problem[] =>
    verdict === 'fine'
      ? []
      : [
          {
            key: `${at}`,
            words: say(keys[verdict], { email: cut(text) }),
            stops: verdict === 'malformed' || verdict === 'too-long',
            action: actions[verdict],
            email: text,
          },
        ],
  );
  if (later.length === 0) return problems;
  const many = say('people_invite_many', { total: fine, most: mostAtOnce, rest: later.length });
  return [...problems, { key: 'many', words: many, stops: false, action: null, email: '' }];
}

/** "2 invitations sent. They end on 26 November." */
export function inviteDoneWords({ lines, at }: Report, speech: Speech): Words {
  const sent = lines.filter(({ outcome }) => outcome.kind === 'done' || outcome.kind === 'found').length;
  return sent === 0
    ? say('people_invite_sent_none')
    : sayCount('people_invite_sent', sent, { date: dateText(at + invitationLastsMs, speech) });
}
