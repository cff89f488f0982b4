/** What the members pages say: statuses, hindrances, and what became of whom. */
import { roleWords } from '@/lib/domain/activity-log';
import { fullName } from '@/lib/domain/comparing-people';
import { failureWords } from '@/lib/domain/failure-words';
import type { Hindrance, Member, MemberFilter, PlaceKind } from '@/lib/domain/membership';
import type { Client, MemberRole, Provider } from '@/lib/domain/model';
import { type MessageKey, say, sayCount, type Words } from '@/lib/domain/words';
import type { Speech } from '@/lib/platform/speech';
import type { Report, ResultLine } from './job';
import { isSettled, type Outcome, type PeopleDeed } from './outcome';

/** Where one is, for the names in sentences. */
export interface PlaceContext {
  readonly kind: PlaceKind;
  readonly provider: Provider | null;
  readonly client: Client | null;
}

/** What the provider or the client is called. */
export const placeName = ({ kind, provider, client }: PlaceContext): string | Words =>
  kind === 'team' ? (provider?.name ?? say('provider_unnamed')) : (client?.name ?? say('client_unnamed'));

/** Role as words; shared with the queue and the record. */
export { roleWords };

export const filterKeys: Readonly<Record<MemberFilter, MessageKey>> = {
  all: 'people_filter_all',
  accepted: 'people_filter_accepted',
  invited: 'people_filter_invited',
  ended: 'people_filter_ended',
  confirmed: 'people_filter_confirmed',
  revoked: 'people_filter_revoked',
  'no-two-step': 'people_filter_no_two_step',
  recovery: 'people_filter_recovery',
};

/** The status of somebody. */
export function statusWords({ status, invitation }: Member, { ago }: Pick<Speech, 'ago'>): Words {
  switch (status) {
    case 'accepted':
      return say('people_status_accepted');
    case 'confirmed':
      return say('people_status_confirmed');
    case 'invited':
      if (invitation?.state === 'ended') return say('people_status_ended');
      return invitation === null || invitation.isEstimate
        ? say('people_status_invited')
        : say('people_status_invited_ago', { ago: ago(invitation.sentAt) });
    case 'revoked':
      return say('people_status_revoked');
    case 'staged':
      return say('people_status_staged');
    case 'unknown':
      return say('people_status_unknown');
  }
}

/** server: RevocationReason. null: none told, or a newer one. */
export function revokedWords(reason: number | null): Words | null {
  switch (reason) {
    case 1:
      return say('people_revoked_manual');
    case 2:
      return say('people_revoked_two_step');
    case 3:
      return say('people_revoked_ownership');
    case 4:
      return say('people_revoked_single');
    default:
      return null;
  }
}

const hindranceKeys: Readonly<Record<Hindrance, MessageKey>> = {
  self: 'people_not_self',
  'last-admin': 'people_not_last_admin',
  'not-invited': 'people_not_invited',
  revoked: 'people_not_revoked_twice',
  'not-revoked': 'people_not_revoked',
  custom: 'people_not_custom',
};
export const hindranceWords = (reason: Hindrance): Words => say(hindranceKeys[reason]);

const roleKeys: Readonly<Partial<Record<MemberRole, MessageKey>>> = {
  'service-user': 'people_can_service',
  'provider-admin': 'people_can_admin',
  user: 'people_can_user',
  admin: 'people_can_client_admin',
  owner: 'people_can_owner',
};
/** What somebody with that role can do; null: a role that is not given here. */
export function canWords(role: MemberRole): Words | null {
  const key = roleKeys[role];
  return key === undefined ? null : say(key);
}

const doneKeys = {
  resend: 'people_done_resend',
  remove: 'people_done_remove',
  revoke: 'people_done_revoke',
  restore: 'people_done_restore',
  invite: 'people_done_invite',
} as const satisfies Record<Exclude<PeopleDeed, 'role'>, MessageKey>;

const alreadyKeys = {
  resend: 'people_joined',
  remove: 'people_already_remove',
  revoke: 'people_already_revoke',
  restore: 'people_already_restore',
  role: 'people_already_role',
  invite: 'people_already_invite',
} as const satisfies Record<PeopleDeed, MessageKey>;

/** server: its sentences end with a full stop of their own. */
const quoted = (sentence: string): string => sentence.replace(/[.\s]+$/, '');

/** What became of one person, in one sentence without the name. */
export function outcomeWords(what: PeopleDeed, outcome: Outcome, role: MemberRole | null): Words {
  switch (outcome.kind) {
    case 'done':
      return what === 'role' ? say('people_done_role', { role: roleWords(role ?? 'unknown') }) : say(doneKeys[what]);
    case 'found':
      return say('people_found');
    case 'already':
      return say(alreadyKeys[what]);
    case 'joined':
      return say('people_joined');
    case 'left':
      return say('people_left');
    case 'refused':
      return outcome.sentence === null
        ? say('people_refused')
        : say('people_refused_because', { sentence: quoted(outcome.sentence) });
    case 'not-sent':
      return say('people_not_sent', { why: failureWords(outcome.failure) });
    case 'overtaken':
      return outcome.role === 'custom' || outcome.role === 'unknown'
        ? hindranceWords('custom')
        : say('people_overtaken', { role: roleWords(outcome.role) });
    case 'not-done':
      return say('people_not_done');
    case 'contradicted':
      return say('people_contradicted');
    case 'unknown':
      return say(what === 'resend' ? 'people_unknown_resend' : 'people_unknown');
  }
}

const toastKeys = {
  resend: 'people_toast_resend',
  remove: 'people_toast_remove',
  revoke: 'people_toast_revoke',
  restore: 'people_toast_restore',
  role: 'people_toast_role',
  invite: 'people_toast_invite',
} as const satisfies Record<PeopleDeed, MessageKey>;

/** The one thing that was done, as a sentence in passing. */
export function reportWords({ what, role }: Report, { person }: ResultLine, context: PlaceContext): Words {
  const values = { name: fullName(person), place: placeName(context), role: roleWords(role ?? 'unknown') };
  return say(toastKeys[what], values);
}

const titleKeys = {
  resend: 'people_title_resend',
  remove: 'people_title_remove',
  revoke: 'people_title_revoke',
  restore: 'people_title_restore',
  role: 'people_title_role',
  invite: 'people_title_invite',
} as const satisfies Record<PeopleDeed, MessageKey>;

const isDone = ({ outcome }: ResultLine): boolean => outcome.kind === 'done' || outcome.kind === 'found';

/** "3 of 5 removed" */
export const reportTitle = ({ what, lines }: Report): Words =>
  say(titleKeys[what], { done: lines.filter(isDone).length, total: lines.length });

/** What there is to add to the title: colleagues who were faster, and those of whom nothing is known. */
export function reportNotes({ lines, unread }: Report): readonly Words[] {
  const count = (kind: Outcome['kind']): number => lines.filter(({ outcome }) => outcome.kind === kind).length;
  const already = count('already');
  const unknown = count('unknown');
  return [
    ...(already > 0 ? [sayCount('people_note_already', already)] : []),
    ...(unknown > 0 ? [sayCount('people_note_unknown', unknown)] : []),
    ...(unread ? [say('people_note_unread')] : []),
  ];
}

/** Those who need another look first. */
export const reportLines = ({ lines }: Report): readonly ResultLine[] => [
  ...lines.filter(({ outcome }) => !isSettled(outcome)),
  ...lines.filter(({ outcome }) => isSettled(outcome)),
];

/** The report as plain text, a line for each person. */
export function reportText(report: Report, context: PlaceContext, speak: (words: Words) => string): string {
  const head = speak(say('people_copy_head', { place: placeName(context), at: { day: report.at } }));
  const lines = reportLines(report).map(
    ({ person, outcome }) => `${fullName(person)}: ${speak(outcomeWords(report.what, outcome, report.role))}`,
  );
  return [head, speak(reportTitle(report)), ...reportNotes(report).map(speak), ...lines].join('\n');
}

const workingKeys = {
  resend: 'people_working_resend',
  remove: 'people_working_remove',
  revoke: 'people_working_revoke',
  restore: 'people_working_restore',
  role: 'people_working_role',
  invite: 'people_working_invite',
} as const satisfies Record<PeopleDeed, MessageKey>;

/** What is under way. @param done people whose turn is over */
export const workingWords = (what: PeopleDeed, done: number, total: number): Words =>
  total === 1 ? say(workingKeys[what]) : say('people_working_of', { what: say(workingKeys[what]), done, total });
