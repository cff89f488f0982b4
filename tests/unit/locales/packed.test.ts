import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogueOf, defaultLanguage, languages, packedCatalogue } from '@/lib/locales/catalogue';
import { packKeys, packTexts, unpacked } from '@/lib/locales/packed';

describe('the catalogue as it travels', () => {
  it.each(languages)('has every message of %s', (language) => {
    const keys = packedCatalogue(defaultLanguage).keys?.message ?? '';
    const texts = packedCatalogue(language).texts?.message ?? '';
    const expected = Object.entries(catalogueOf(language)).map(([key, { message }]) => [key, message]);
    expect(Object.fromEntries(unpacked(keys, texts))).toEqual(Object.fromEntries(expected));
  });

  it.each(languages)('leaves to the browser what the manifest names, in %s', (language) => {
    const { product_name, product_description } = catalogueOf(language);
    expect(packedCatalogue(language)).toMatchObject({ product_name, product_description });
  });

  it('comes back as it went, whatever the keys share', () => {
    const key = fc.stringMatching(/^[ab_]{1,80}$/);
    const text = fc.string().filter((one) => !/[\n$]/.test(one));
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(key, text), { selector: ([name]) => name, minLength: 1 }), (messages) => {
        const keys = packKeys(messages.map(([name]) => name));
        const texts = packTexts(messages.map(([, one]) => one));
        expect([...unpacked(keys, texts)]).toEqual(messages);
      }),
    );
  });

  it.each(['two\nlines', 'US$'])('refuses %j', (text) => {
    expect(() => packTexts(['fine', text])).toThrow(text);
  });

  it('has no words where the browser has none', () => {
    expect(unpacked('', '').get('product_name')).toBeUndefined();
  });
});
