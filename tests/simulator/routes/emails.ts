/** Lists of addresses in invitations, as the server reads them. */
import type { BodyReader } from '../body';

/** server: ASCII before the @, a dot in the domain, a letter at the end; no display name, no spaces. */
export function isStrictEmail(text: string): boolean {
  return /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z0-9-]*[A-Za-z]$/.test(text);
}

/** server: 1 to 20 addresses; the first one that is wrong is named by its place, counted from 1. */
export function readEmails(reader: BodyReader): readonly string[] {
  const emails = reader.texts('emails') ?? [];
  if (emails.length === 0) reader.complain('emails', 'An email is required.');
  else if (emails.length > 20) reader.complain('emails', 'You can only submit up to 20 emails at a time.');
  else {
    const wrong = emails.findIndex((email) => email.length > 256 || !isStrictEmail(email));
    const tooLong = (emails[wrong]?.length ?? 0) > 256;
    if (wrong >= 0) {
      reader.complain('emails', `Email #${wrong + 1} is ${tooLong ? 'longer than 256 characters' : 'not valid'}.`);
    }
  }
  return emails;
}
