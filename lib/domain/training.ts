/**
 * Texts to pass on to the people at a client, in their own language. They stand in `lib/training/<language>.json`, apart
 * from the interface's messages: whoever adds a language adds one file.
 */
import * as z from 'zod/mini';

/** The sources' rows, in their order. */
export const trainingTopics = ['register', 'videos', 'import', 'twoStep', 'apps', 'demos'] as const;
export type TrainingTopic = (typeof trainingTopics)[number];

const topicSchema = z.object({ title: z.string(), text: z.string(), link: z.string() });

export const trainingSchema = z.object({
  /** BCP 47. */
  language: z.string(),
  /** To somebody by name, and to nobody in particular. */
  greeting: z.string(),
  greetingAll: z.string(),
  closing: z.string(),
  /** Around all topics in one message. */
  all: z.object({ subject: z.string(), intro: z.string() }),
  /** In front of the topic `twoStep`, for those who lack it. */
  lacking: z.object({ subject: z.string(), intro: z.string() }),
  topics: z.object({
    register: topicSchema,
    videos: topicSchema,
    import: topicSchema,
    twoStep: topicSchema,
    apps: topicSchema,
    demos: topicSchema,
  }),
});
export type TrainingTexts = z.infer<typeof trainingSchema>;

/** What is filled in for `{client}`, `{provider}`, `{vault}` (an address) and `{server}` (its host). */
export interface TrainingValues {
  readonly client: string;
  readonly provider: string;
  readonly vault: string;
  readonly server: string;
}

/** A message, ready to be copied or sent. */
export interface Message {
  readonly subject: string;
  /** Lines end with LF. */
  readonly body: string;
}

/** Names come from strangers: in a message they are one line. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these are meant.
const oneLine = (text: string): string => text.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ').trim();

function filler(values: Readonly<Record<string, string>>): (pattern: string) => string {
  return (pattern) =>
    pattern.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name];
      return value === undefined ? whole : oneLine(value);
    });
}

/** `name`: whom it is for; null: nobody in particular. */
function writer(texts: TrainingTexts, values: TrainingValues, name: string | null) {
  const fill = filler({ ...values, name: name ?? '' });
  return {
    fill,
    letter: (subject: string, parts: readonly string[]): Message => ({
      subject: fill(subject),
      body: [name === null ? texts.greetingAll : texts.greeting, ...parts, texts.closing].map(fill).join('\n\n'),
    }),
  };
}

/** One topic as a message. */
export function topicMessage(
  texts: TrainingTexts,
  topic: TrainingTopic,
  values: TrainingValues,
  name: string | null,
): Message {
  const { title, text, link } = texts.topics[topic];
  return writer(texts, values, name).letter(title, [text, link]);
}

/** All topics as one message. */
export function wholeMessage(texts: TrainingTexts, values: TrainingValues, name: string | null): Message {
  const topics = trainingTopics.map((topic, at) => {
    const { title, text, link } = texts.topics[topic];
    return `${at + 1}. ${title}\n${text}\n${link}`;
  });
  return writer(texts, values, name).letter(texts.all.subject, [texts.all.intro, ...topics]);
}

/** The guide to two-step login, for several people at once. */
export function twoStepMessage(texts: TrainingTexts, values: TrainingValues): Message {
  const { text, link } = texts.topics.twoStep;
  return writer(texts, values, null).letter(texts.lacking.subject, [texts.lacking.intro, text, link]);
}
