import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogueOf, defaultLanguage, languages } from '@/lib/locales/catalogue';
import { numbered, packedCatalogue, productNumbering, withNumbers } from '@/lib/locales/numbers';
import { packTexts, unpacked } from '@/lib/locales/packed';

/** What the build makes of a key in the code. */
const built = (key: string, numbering = productNumbering()): string =>
  withNumbers(`'${key}'`, numbering).replaceAll("'", '');

describe('the catalogue as it travels', () => {
  it.each(languages)('has every message of %s', (language) => {
    const names = packedCatalogue(defaultLanguage).names?.message ?? '';
    const lookup = unpacked(names, packedCatalogue(language).texts?.message ?? '');
    const messages = Object.entries(catalogueOf(language));
    expect(messages.filter(([key, { message }]) => lookup(built(key)) !== message)).toEqual([]);
    const byName = messages.filter(([key]) => names.split(' ').includes(key));
    expect(byName.length).toBeGreaterThan(20);
    expect(byName.filter(([key, { message }]) => lookup(key) !== message)).toEqual([]);
  });

  it.each(languages)('has both forms of every plural of %s', (language) => {
    const lookup = unpacked('', packedCatalogue(language).texts?.message ?? '');
    const messages = catalogueOf(language);
    const stems = Object.keys(messages)
      .flatMap((key) => (/^(.+)_other$/.exec(key) ?? []).slice(1))
      .filter((stem) => `${stem}_one` in messages);
    expect(stems.length).toBeGreaterThan(20);
    for (const stem of stems)
      for (const form of ['one', 'other'])
        expect(lookup(`${built(stem)}_${form}`)).toBe(messages[`${stem}_${form}`]?.message);
  });

  it.each(languages)('leaves to the browser what the manifest names, in %s', (language) => {
    const { product_name, product_description } = catalogueOf(language);
    expect(packedCatalogue(language)).toMatchObject({ product_name, product_description });
  });

  it('comes back as it went, whatever the keys and the texts', () => {
    const key = fc.stringMatching(/^[a-c]{1,3}(_[a-c]{1,3}){0,3}$/);
    const text = fc.string({ minLength: 1 }).filter((one) => !/[\n$]/.test(one));
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(key, text), { selector: ([name]) => name, minLength: 1 }), (messages) => {
        const texts = new Map(messages);
        const numbering = numbered([...texts.keys()], [/^a_/]);
        const lookup = unpacked(
          numbering.keys.slice(0, numbering.named).join(' '),
          packTexts(numbering.keys.map((name) => texts.get(name) ?? '')),
        );
        for (const [name, one] of messages) {
          expect(lookup(built(name, numbering))).toBe(one);
          if (!name.includes('_') || name.startsWith('a_')) expect(lookup(name)).toBe(one);
        }
      }),
    );
  });

  it.each(['two\nlines', 'US$'])('refuses %j', (text) => {
    expect(() => packTexts(['fine', text])).toThrow(text);
  });

  it.each([[['a_one', 'a_b', 'a_other']], [['a_one', 'a_other', 'a']], [['a_other', 'a_one']]])(
    'refuses a plural that is not one alone: %j',
    (keys) => {
      expect(() => numbered(keys, [])).toThrow('a_other');
    },
  );

  it('has no words where the browser has none', () => {
    expect(unpacked('', '')('product_name')).toBe('');
    expect(unpacked('', '')('7')).toBe('');
  });
});

describe('numbers in place of keys', () => {
  const numbering = numbered(['team', 'a_b', 'c_d', 'e_one', 'e_other'], [/^c_/]);

  it.each([
    ["say('a_b')", "say('2')"],
    ['<p title="a_b">', '<p title="2">'],
    ["sayCount('e', 2)", "sayCount('e', 2)"],
    ["on ? 'e_one' : 'c_d'", "on ? '3' : '1'"],
    ["say('team')", "say('team')"],
    ['`c_$\u007bkind}`', '`c_$\u007bkind}`'],
    ["'x_y' + 'a_b_c'", "'x_y' + 'a_b_c'"],
  ])('%s becomes %s', (code, becomes) => {
    expect(withNumbers(code, numbering)).toBe(becomes);
  });
});

describe('a key in the code', () => {
  /** Words of the server's, of WebCrypto and of the browser: what is sent and read as it stands. */
  it('is nothing else too: no name that other programs know', () => {
    const theirs = ['access_token', 'client_id', 'client_secret', 'grant_type', 'device_type', 'invalid_client'];
    expect(theirs.filter((name) => productNumbering().lines.has(name))).toEqual([]);
  });
});
