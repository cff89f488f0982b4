/** Passing texts on: to whom, in which language, and by which way. */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { clientMembers } from '@/lib/bitwarden/administration/members';
import type { ProviderKey } from '@/lib/domain/keys';
import { mailDraft, mailDrafts } from '@/lib/domain/mail-draft';
import type { Overview } from '@/lib/domain/overview';
import { serverHost } from '@/lib/domain/server';
import {
  type Message,
  type TrainingTexts,
  type TrainingTopic,
  type TrainingValues,
  topicMessage,
  twoStepMessage,
  wholeMessage,
} from '@/lib/domain/training';
import { say, sayCount } from '@/lib/domain/words';
import type { DeskTools } from '@/lib/view/desk/tools';
import type { TrainingLibrary } from './texts';

/** Somebody at the client. */
export interface Reader {
  readonly name: string | null;
  readonly email: string;
}

export interface TrainingDeps {
  readonly tools: Pick<DeskTools, 'work' | 'speech' | 'copy' | 'openLink' | 'announce'>;
  readonly library: TrainingLibrary;
  readonly overview: ReadonlySignal<Overview | null>;
  readonly where: ProviderKey;
  readonly clientId: string;
}

export interface TrainingModel {
  readonly library: TrainingLibrary;
  /** What was typed: a name, an address, or one of `people`. */
  readonly who: ReadonlySignal<string>;
  /** Whom to choose from, as texts for a field. */
  readonly people: ReadonlySignal<readonly string[]>;
  /** The message of a topic as it would be passed on; null: the texts are not there yet. */
  message(topic: TrainingTopic): Message | null;
  /** The guide to two-step login for everybody who lacks it; null: not there yet. */
  readonly guide: ReadonlySignal<Message | null>;
  setWho(text: string): void;
  /** Reads the client's members to choose from, unless that was done. */
  readPeople(): void;
  copy(topic: TrainingTopic): void;
  copyAll(): void;
  mail(topic: TrainingTopic): void;
  mailAll(): void;
  copyGuide(): void;
  copyAddresses(people: readonly Reader[]): void;
  /** Drafts of the guide for these people; empty: the text is too long for any. */
  guideDrafts(people: readonly Reader[]): readonly { readonly url: string; readonly count: number }[];
  openDraft(url: string): void;
}

const isAddress = (text: string): boolean => /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(text);

/** How a member stands in the list to choose from. */
const labelOf = ({ name, email }: Reader): string => (name === null ? email : `${name} <${email}>`);

/** Name and address of whoever was typed; either may be missing. */
export function readWho(text: string, people: readonly Reader[]): { name: string | null; email: string | null } {
  const typed = text.trim();
  const known = people.find((one) => [labelOf(one), one.name, one.email].includes(typed));
  if (known !== undefined) return known;
  if (typed === '') return { name: null, email: null };
  return isAddress(typed) ? { name: null, email: typed } : { name: typed, email: null };
}

export function createTrainingModel({ tools, library, overview, where, clientId }: TrainingDeps): TrainingModel {
  const who = signal('');
  const members = signal<readonly Reader[]>([]);
  let reading = false;

  const values = computed<TrainingValues>(() => {
    const stored = overview.value;
    const { accountId, providerId } = where;
    const text = tools.speech.value.say;
    const account = stored?.accounts.find(({ id }) => id === accountId);
    const provider = stored?.providers.find((one) => one.accountId === accountId && one.id === providerId);
    const list = stored?.lists.find((one) => one.accountId === accountId && one.providerId === providerId);
    return {
      client: list?.clients.find(({ id }) => id === clientId)?.name ?? text(say('client_unnamed')),
      provider: provider?.name ?? text(say('provider_unnamed')),
      vault: account?.server.vault ?? '',
      server: account === undefined ? '' : serverHost(account.server),
    };
  });
  const reader = computed(() => readWho(who.value, members.value));
  const written = (make: (texts: TrainingTexts) => Message): Message | null =>
    library.texts.value === null ? null : make(library.texts.value);
  const message = (topic: TrainingTopic): Message | null =>
    written((texts) => topicMessage(texts, topic, values.value, reader.value.name));
  const whole = (): Message | null => written((texts) => wholeMessage(texts, values.value, reader.value.name));
  const guide = computed(() => written((texts) => twoStepMessage(texts, values.value)));

  const copied = async (text: string): Promise<boolean> => {
    const done = await tools.copy(text);
    tools.announce(say(done ? 'training_copied' : 'training_not_copied'));
    return done;
  };
  const copy = (what: Message | null): void => {
    if (what !== null) void copied(what.body);
  };

  async function mail(what: Message | null): Promise<void> {
    if (what === null) return;
    const { email } = reader.value;
    const url = mailDraft(what, email === null ? {} : { to: [email] });
    if (url !== null) return tools.openLink(url);
    // Too long for an address: the text goes another way.
    const done = await tools.copy(`${what.subject}\n\n${what.body}`);
    tools.announce(say(done ? 'training_too_long' : 'training_not_copied'));
  }

  return {
    library,
    who,
    people: computed(() => members.value.map(labelOf)),
    message,
    guide,
    setWho(text) {
      who.value = text;
    },
    readPeople() {
      if (reading || members.value.length > 0) return;
      reading = true;
      void tools.work.run(where.accountId, clientMembers(clientId)).then((answer) => {
        reading = false;
        // Without a list to choose from a name can still be typed.
        if (answer.ok)
          members.value = answer.value
            .filter(({ status }) => status !== 'revoked')
            .map(({ name, email }) => ({ name, email }))
            .sort((a, b) => labelOf(a).localeCompare(labelOf(b)));
      });
    },
    copy: (topic) => copy(message(topic)),
    copyAll() {
      const what = whole();
      if (what !== null) void copied(`${what.subject}\n\n${what.body}`);
    },
    mail: (topic) => void mail(message(topic)),
    mailAll: () => void mail(whole()),
    copyGuide: () => copy(guide.value),
    copyAddresses(people) {
      void tools.copy(people.map(({ email }) => email).join('; ')).then((done) => {
        tools.announce(done ? sayCount('training_addresses_copied', people.length) : say('training_not_copied'));
      });
    },
    guideDrafts(people) {
      if (guide.value === null) return [];
      const drafts = mailDrafts(
        guide.value,
        people.map(({ email }) => email),
      );
      return (drafts ?? []).map(({ url, bcc }) => ({ url, count: bcc.length }));
    },
    openDraft: tools.openLink,
  };
}
