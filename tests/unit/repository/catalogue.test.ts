import { describe, expect, it } from 'vitest';
import { catalogueOf, filesOf, languages } from '@/lib/locales/catalogue';
import { composedIn } from '@/lib/locales/numbers';
import { languages as offered } from '@/lib/view/options/preferences';
import { product, read } from './sources';

const english = catalogueOf('en');
const others = languages.filter((language) => language !== 'en');

const sources = [...product, 'wxt.config.ts'].map(read).join('\n');
const literals = new Set(
  [...sources.matchAll(/['"`]([a-z][a-z0-9]*(?:_[a-z0-9]+)*)['"`]/g)].map((match) => match[1] ?? ''),
);
for (const match of sources.matchAll(/__MSG_(\w+)__/g)) literals.add(match[1] ?? '');

/** Keys put together from pieces; the compiler has checked that what comes out exists. */
const patterns = composedIn(sources);

const placeholders = (message: string): string[] =>
  [...message.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').sort();

/** The stem of a plural pair, else the key itself. */
const stem = (key: string): string => {
  const base = key.replace(/_(one|other)$/, '');
  return base !== key && `${base}_one` in english && `${base}_other` in english ? base : key;
};

/** Texts that another language may have letter by letter as English has them: names, and words that both share. */
const sameInBoth: Readonly<Record<string, readonly string[]>> = {
  nl: [
    'Account',
    'Account {account}',
    'Accounts',
    'Browser',
    'CSV',
    'Compact',
    'Desk',
    'Details',
    'JSON',
    'Offline',
    'offline',
    'Privacy',
    'Provider',
    'Provider Desk',
    'Provider Desk, {at}',
    'Status',
    'client_id',
    'client_secret',
    'https://vault.example.org',
    '{n} d',
    '{n} min',
  ],
};

/** Texts to pass on are in the language of whoever gets them, whichever language the page speaks. */
const isToPassOn = (key: string): boolean => languages.some((language) => key.endsWith(`_text_${language}`));

/** Nothing but placeholders, and what stands between them. */
const isBare = (message: string): boolean => !/\p{L}/u.test(message.replace(/\{\w+\}/g, ''));

/** What careful typing leaves no trace of. */
const slips: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a straight quote', /['"`]/],
  ['three full stops', /\.\.\./],
  ['space at an end', /^\s|\s$/],
  ['space in front of a mark', /\s[,.;:!?…”)]/],
  ['space after an opening mark', /[“(]\s/],
  ['two spaces', /\s\s/],
  ['a line break', /[\n\r\t]/],
  ['a quotation that does not close', /^[^“]*”|“[^”]*$/],
  ['a bracket that does not close', /^[^(]*\)|\([^)]*$/],
];

describe('the message catalogue', () => {
  it('is used to the last key', () => {
    const isUsed = (key: string) => literals.has(key) || patterns.some((pattern) => pattern.test(key));
    const unused = Object.keys(english).filter((key) => !isUsed(stem(key)) && !isUsed(key));
    expect(unused).toEqual([]);
  });

  it('has every key that the code says', () => {
    const said = [...sources.matchAll(/\b(say|sayCount)\(\s*['"]([^'"]+)['"]/g)];
    expect(said.length).toBeGreaterThan(20);
    const missing = said.filter(([, how, key = '']) =>
      how === 'sayCount' ? !(`${key}_one` in english && `${key}_other` in english) : !(key in english),
    );
    expect(missing.map(([call]) => call)).toEqual([]);
  });

  it('can be chosen in each of its languages', () => {
    expect(offered.map(({ value }) => value).sort()).toEqual(['browser', ...languages].sort());
  });

  it('has both forms of each plural, with the same placeholders but for the count', () => {
    const pairs = Object.keys(english).filter((key) => key.endsWith('_other') && stem(key) !== key);
    const uneven = pairs.filter((key) => {
      const named = (form: string) => placeholders(english[form]?.message ?? '').filter((name) => name !== 'count');
      return named(key).join() !== named(`${stem(key)}_one`).join();
    });
    expect(uneven).toEqual([]);
  });
});

describe.each(languages)('the messages in %s', (language) => {
  const messages = Object.entries(catalogueOf(language)).map(([key, { message }]) => ({ key, message }));

  it('name their language', () => {
    expect(messages.find(({ key }) => key === 'locale')?.message).toBe(language);
  });

  it('are typed with care', () => {
    const slipped = messages.flatMap(({ key, message }) =>
      slips.filter(([, pattern]) => pattern.test(message)).map(([what]) => `${key}: ${what}`),
    );
    expect(slipped).toEqual([]);
  });

  it('hold none that is empty', () => {
    expect(messages.filter(({ message }) => message.trim() === '')).toEqual([]);
  });

  it('describe the product in no more than the 132 characters that stores and browsers take', () => {
    const description = messages.find(({ key }) => key === 'product_description')?.message ?? '';
    expect(description.length).toBeGreaterThan(40);
    expect(description.length).toBeLessThanOrEqual(132);
  });
});

describe.each(others)('against English, %s', (language) => {
  const other = catalogueOf(language);

  it('has the same files with the same keys', () => {
    const shape = (name: string) =>
      filesOf(name).map((file) => ({ file, keys: Object.keys(catalogueOf(name, [file])).sort() }));
    expect(shape(language)).toEqual(shape('en'));
  });

  it('fills the same placeholders', () => {
    const uneven = Object.keys(english).filter(
      (key) => placeholders(other[key]?.message ?? '').join() !== placeholders(english[key]?.message ?? '').join(),
    );
    expect(uneven).toEqual([]);
  });

  it('leaves nothing untranslated', () => {
    const same = Object.keys(english).filter((key) => {
      const message = english[key]?.message ?? '';
      return message === other[key]?.message && !isBare(message) && !isToPassOn(key);
    });
    const shared = sameInBoth[language] ?? [];
    expect(same.filter((key) => !shared.includes(english[key]?.message ?? ''))).toEqual([]);
    const excused = new Set(same.map((key) => english[key]?.message));
    expect(
      shared.filter((message) => !excused.has(message)),
      'excused, but translated or gone',
    ).toEqual([]);
  });

  it('has the texts to pass on as English has them', () => {
    const keys = Object.keys(english).filter(isToPassOn);
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.filter((key) => english[key]?.message !== other[key]?.message)).toEqual([]);
  });
});
