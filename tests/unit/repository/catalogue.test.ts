import { describe, expect, it } from 'vitest';
import { catalogueOf, languages } from '@/lib/locales/catalogue';
import { product, read } from './sources';

const english = catalogueOf('en');
const others = languages.filter((language) => language !== 'en');

const sources = [...product, 'wxt.config.ts'].map(read).join('\n');
const literals = new Set(
  [...sources.matchAll(/['"`]([a-z][a-z0-9]*(?:_[a-z0-9]+)*)['"`]/g)].map((match) => match[1] ?? ''),
);
for (const match of sources.matchAll(/__MSG_(\w+)__/g)) literals.add(match[1] ?? '');

/** Keys put together from pieces; the compiler has checked that what comes out exists. */
const patterns = [...sources.matchAll(/`([a-z_]+_)\$\{[^}`]*\}([a-z_]*)`/g)].map(
  ([, before = '', after = '']) => new RegExp(`^${before}[a-z0-9_]+${after}$`),
);

const placeholders = (message: string): string[] =>
  [...message.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').sort();

/** The stem of a plural pair, else the key itself. */
const stem = (key: string): string => {
  const base = key.replace(/_(one|other)$/, '');
  return base !== key && `${base}_one` in english && `${base}_other` in english ? base : key;
};

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

  it('has both forms of each plural, with the same placeholders but for the count', () => {
    const pairs = Object.keys(english).filter((key) => key.endsWith('_other') && stem(key) !== key);
    const uneven = pairs.filter((key) => {
      const named = (form: string) => placeholders(english[form]?.message ?? '').filter((name) => name !== 'count');
      return named(key).join() !== named(`${stem(key)}_one`).join();
    });
    expect(uneven).toEqual([]);
  });

  it.each(others)('is complete in %s, placeholder by placeholder', (name) => {
    const other = catalogueOf(name);
    expect(Object.keys(other).sort()).toEqual(Object.keys(english).sort());
    const uneven = Object.keys(english).filter(
      (key) => placeholders(other[key]?.message ?? '').join() !== placeholders(english[key]?.message ?? '').join(),
    );
    expect(uneven).toEqual([]);
  });

  it('has no empty message', () => {
    expect(Object.keys(english).filter((key) => english[key]?.message.trim() === '')).toEqual([]);
  });
});
