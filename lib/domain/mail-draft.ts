/** Drafts for the person's own e-mail program. RFC 6068: everything percent-encoded, lines end with CR LF. */
import type { Message } from './training';

/** Longer addresses are cut off, or not taken at all, by some systems. */
export const mailLimit = 1_900;

export interface Recipients {
  readonly to?: readonly string[];
  /** Not shown to each other. */
  readonly bcc?: readonly string[];
}

const encoded = (text: string): string => encodeURIComponent(text.replace(/\r?\n/g, '\r\n'));
const address = (email: string): string => encodeURIComponent(email).replaceAll('%40', '@');

/** The address of a draft, however long it becomes. */
export function mailUrl({ subject, body }: Message, { to = [], bcc = [] }: Recipients): string {
  const fields = [
    ...(bcc.length === 0 ? [] : [`bcc=${bcc.map(address).join(',')}`]),
    `subject=${encoded(subject)}`,
    `body=${encoded(body)}`,
  ];
  return `mailto:${to.map(address).join(',')}?${fields.join('&')}`;
}

/** The address of a draft; null: it would be too long. */
export function mailDraft(message: Message, recipients: Recipients): string | null {
  const url = mailUrl(message, recipients);
  return url.length > mailLimit ? null : url;
}

/** One draft of several, with those whom it is for. */
export interface Draft {
  readonly url: string;
  readonly bcc: readonly string[];
}

/** As few drafts as everybody fits into, in order; null: the text alone is too long. */
export function mailDrafts(message: Message, bcc: readonly string[]): readonly Draft[] | null {
  const drafts: Draft[] = [];
  for (const email of bcc) {
    const last = drafts.at(-1);
    const joined = last === undefined ? null : draftOf(message, [...last.bcc, email]);
    const draft = joined ?? draftOf(message, [email]);
    if (draft === null) return null;
    if (joined !== null) drafts.pop();
    drafts.push(draft);
  }
  return drafts;
}

function draftOf(message: Message, bcc: readonly string[]): Draft | null {
  const url = mailDraft(message, { bcc });
  return url === null ? null : { url, bcc };
}
