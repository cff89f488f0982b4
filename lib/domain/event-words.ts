/** A line of an event log as a sentence, with the names that are known here. */
import { deviceWords } from './event-device';
import { type EventKind, kindOf, type LogEvent, subjectOf, wordsOf } from './event-log';
import { type MessageKey, say, type Words, type WordValue } from './words';

/** Who is who, as far as it could be read. */
export interface NameBook {
  /** By the id of a membership of the team or of a client. */
  readonly members: ReadonlyMap<string, string>;
  /** By the id of a user. */
  readonly users: ReadonlyMap<string, string>;
  /** By the id of a client, and by that of its relation to the provider. */
  readonly clients: ReadonlyMap<string, string>;
  /** `reading`: names are on their way; `whole`: who is not in it is gone; `part`: some lists could not be read. */
  readonly state: 'reading' | 'whole' | 'part';
}

export const emptyBook: NameBook = { members: new Map(), users: new Map(), clients: new Map(), state: 'reading' };

/** A line, ready to be shown and searched. */
export interface EventLine {
  readonly event: LogEvent;
  readonly kind: EventKind;
  readonly what: Words;
  /** Who did it, where that is somebody else or no person; null: the person concerned, or nobody is named. */
  readonly by: Words | null;
  readonly device: Words | null;
}

/** Why a name is missing. */
const nameless: Readonly<Record<NameBook['state'], MessageKey>> = {
  reading: 'events_name_reading',
  whole: 'events_name_gone',
  part: 'events_name_unread',
};

const personName = (event: LogEvent, book: NameBook): WordValue => {
  const byMember = event.memberId === null ? undefined : book.members.get(event.memberId);
  const userId = event.userId ?? (event.memberId === null ? event.actingUserId : null);
  const known = byMember ?? (userId === null ? undefined : book.users.get(userId));
  return known ?? say(nameless[book.state]);
};

const clientName = ({ clientId, relationId }: LogEvent, book: NameBook): WordValue => {
  for (const id of [clientId, relationId]) {
    const known = id === null ? undefined : book.clients.get(id);
    if (known !== undefined) return known;
  }
  return say('events_client_unknown');
};

function whatWords(event: LogEvent, book: NameBook): Words {
  const key = wordsOf(event.type);
  if (key === null) return say('events_unknown', { number: String(event.type) });
  switch (subjectOf(event.type)) {
    case 'person':
      return say(key, { name: personName(event, book) });
    case 'client':
      return say(key, { name: clientName(event, book) });
    case 'domain':
      return say(key, { name: event.domainName ?? say('events_domain_unnamed') });
    case 'none':
      return say(key);
  }
}

/** server: EventSystemUser. */
const systems: Readonly<Record<number, MessageKey>> = {
  1: 'events_by_scim',
  2: 'events_by_domains',
  3: 'events_by_api',
  4: 'events_by_twostep',
  5: 'events_by_portal',
};

/** @param provider name of the provider whose staff may have acted; null: not known. */
function byWords(event: LogEvent, book: NameBook, provider: string | null): Words | null {
  if (event.systemUser !== null) return say(systems[event.systemUser] ?? 'events_by_system');
  const { actingUserId } = event;
  if (actingUserId === null || actingUserId === event.userId) return null;
  // Without anybody else concerned, the sentence names the one who acted.
  if (subjectOf(event.type) === 'person' && event.userId === null && event.memberId === null) return null;
  const name = book.users.get(actingUserId);
  if (name !== undefined) return say('events_by', { name });
  if (book.state === 'reading') return null;
  if (event.providerId !== null && event.clientId !== null)
    return say('events_by_staff', { provider: provider ?? say('provider_unnamed') });
  return say(book.state === 'whole' ? 'events_by_gone' : 'events_by_unread');
}

export const eventLine = (event: LogEvent, book: NameBook, provider: string | null): EventLine => ({
  event,
  kind: kindOf(event.type),
  what: whatWords(event, book),
  by: byWords(event, book, provider),
  device: event.deviceType === null ? null : deviceWords(event.deviceType),
});
