import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { mailDraft, mailDrafts, mailLimit, mailUrl } from '@/lib/domain/mail-draft';
import {
  type TrainingValues,
  topicMessage,
  trainingSchema,
  trainingTopics,
  twoStepMessage,
  wholeMessage,
} from '@/lib/domain/training';

const folder = 'lib/training';
const read = (file: string) => z.parse(trainingSchema, JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')));
const files = readdirSync(folder).sort();
const english = read('en.json');
const languages = files.map((file) => ({ file, texts: read(file) }));

const values: TrainingValues = {
  client: 'Brightwater & Söhne',
  provider: 'Harbour IT',
  vault: 'https://vault.bitwarden.eu',
  server: 'vault.bitwarden.eu',
};

/** Every text of a language by where it stands. */
const flat = (value: unknown, path = ''): [string, string][] =>
  typeof value === 'string'
    ? [[path, value]]
    : Object.entries(value ?? {}).flatMap(([key, inner]) => flat(inner, `${path}.${key}`));
const placeholders = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);

describe('the texts to pass on', () => {
  it('are there in English and Dutch', () => {
    expect(files).toEqual(expect.arrayContaining(['en.json', 'nl.json']));
  });

  it.each(languages)('$file: is named after its language, and is whole', ({ file, texts }) => {
    expect(`${texts.language}.json`).toBe(file);
    for (const [path, text] of flat(texts)) {
      expect(text.trim(), path).toBe(text);
      expect(text, path).not.toBe('');
      expect(text, path).not.toMatch(/['"`]| {2}|\.\.\./);
    }
    expect(flat(texts).map(([path]) => path)).toEqual(flat(english).map(([path]) => path));
  });

  it.each(languages)('$file: fills the same as English, and nothing that is not known', ({ texts }) => {
    const theirs = new Map(flat(texts));
    for (const [path, text] of flat(english)) {
      const named = (source: string) => [...new Set(placeholders(source))].sort();
      expect(named(theirs.get(path) ?? ''), path).toEqual(named(text));
      for (const name of placeholders(text)) expect(['name', 'client', 'provider', 'vault', 'server']).toContain(name);
    }
  });

  it.each(languages)('$file: links lead to pages by https alone', ({ texts }) => {
    for (const topic of trainingTopics)
      expect(texts.topics[topic].link).toMatch(/^(https:\/\/bitwarden\.com\/|\{vault\}\/#\/register$)/);
  });

  it.each(languages)('$file: are nobody else’s text in another language', ({ file, texts }) => {
    if (file === 'en.json') return;
    for (const topic of trainingTopics) expect(texts.topics[topic].text).not.toBe(english.topics[topic].text);
  });
});

describe.each(languages)('a message in $file', ({ texts }) => {
  it.each(trainingTopics)('about %s is filled to the last name, to somebody or to nobody', (topic) => {
    for (const name of ['Tom Okafor', null]) {
      const { subject, body } = topicMessage(texts, topic, values, name);
      expect(subject + body).not.toMatch(/[{}]|null|undefined/);
      expect(body.includes('Tom Okafor')).toBe(name !== null);
      expect(body.endsWith('\nHarbour IT')).toBe(true);
      expect(body).toMatch(/\n\nhttps:\/\/\S+\n\n/);
    }
  });

  it('about everything has all topics in order, each with its link', () => {
    const { subject, body } = wholeMessage(texts, values, 'Tom');
    expect(subject).toContain('Brightwater & Söhne');
    const places = trainingTopics.map((topic, at) => body.indexOf(`${at + 1}. ${texts.topics[topic].title}`));
    expect(places.every((place, at) => place > (places[at - 1] ?? 0))).toBe(true);
    expect(body.match(/\nhttps:\/\//g)).toHaveLength(trainingTopics.length);
    expect(body).not.toMatch(/[{}]/);
  });

  it('about two-step login says who is meant, and fits into a draft', () => {
    const message = twoStepMessage(texts, values);
    expect(message.body).toContain(texts.greetingAll);
    expect(message.body).toContain('Brightwater & Söhne');
    expect(mailDraft(message, { bcc: ['eva@x.example'] })).not.toBeNull();
  });

  it('about each topic fits into a draft', () => {
    for (const topic of trainingTopics)
      expect(
        mailDraft(topicMessage(texts, topic, values, 'Tom Okafor'), { to: ['tom@x.example'] }),
        topic,
      ).not.toBeNull();
  });
});

it('a name cannot add lines or placeholders of its own', () => {
  const { body } = topicMessage(english, 'demos', values, 'Eva\r\nBcc: all@x.example\u2028{vault}');
  expect(body.split('\n')[0]).toBe('Hello Eva Bcc: all@x.example {vault},');
});

describe('a draft', () => {
  const message = { subject: 'Grüße & more?', body: 'One\n\nTwo #3 100 % “ok”\n' };

  it('comes out of its address as it went in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (subject, body) => {
        const url = mailUrl({ subject, body }, { to: ['a+b&c@x.example'], bcc: ['d@x.example', 'e@x.example'] });
        const [head = '', query = ''] = url.split('?');
        expect(decodeURIComponent(head)).toBe('mailto:a+b&c@x.example');
        const fields = query.split('&').map((field) => field.split('='));
        expect(fields.map(([name]) => name)).toEqual(['bcc', 'subject', 'body']);
        const [bcc = '', first = '', second = ''] = fields.map(([, value = '']) => decodeURIComponent(value));
        expect(bcc).toBe('d@x.example,e@x.example');
        expect(first.replaceAll('\r\n', '\n')).toBe(subject.replaceAll('\r\n', '\n'));
        expect(second.replaceAll('\r\n', '\n')).toBe(body.replaceAll('\r\n', '\n'));
      }),
    );
  });

  it('has lines that end as mail wants them, and nothing that is not encoded', () => {
    const url = mailUrl(message, {});
    expect(url).toContain('One%0D%0A%0D%0ATwo');
    expect(url).toMatch(/^mailto:\?subject=[\w%.~*'()!-]+&body=[\w%.~*'()!-]+$/);
  });

  it('that would be too long is none', () => {
    expect(mailDraft({ subject: '', body: 'x'.repeat(mailLimit) }, {})).toBeNull();
  });

  it('is split where its address would be too long: everybody once, in order, as few as can be', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 3, max: 60 }), (count, length) => {
        const people = Array.from({ length: count }, (_, at) => `${'p'.repeat(length)}${at}@x.example`);
        const drafts = mailDrafts(message, people) ?? [];
        expect(drafts.flatMap(({ bcc }) => bcc)).toEqual(people);
        for (const { url } of drafts) expect(url.length).toBeLessThanOrEqual(mailLimit);
        drafts.slice(1).forEach((draft, at) => {
          const [next = ''] = draft.bcc;
          expect(mailDraft(message, { bcc: [...(drafts[at]?.bcc ?? []), next] })).toBeNull();
        });
      }),
      { numRuns: 30 },
    );
    expect(mailDrafts({ subject: '', body: 'x'.repeat(mailLimit) }, ['a@x.example'])).toBeNull();
  });
});
