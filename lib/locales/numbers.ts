/**
 * Numbers in place of message keys, in the build: what the code says as `say('client_title')` travels as the number of a
 * line of the catalogue, as minifiers do with the names of variables. Only the build and the tests use this.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Catalogue, catalogueOf, defaultLanguage } from './catalogue';
import { packTexts } from './packed';

/** Where messages are said. */
const folders = ['components', 'entrypoints', 'lib'];

/** All that the product's own code says. */
function sources(): string {
  const files = folders.flatMap((folder) =>
    readdirSync(resolve(folder), { recursive: true, withFileTypes: true })
      .filter(({ name }) => /\.tsx?$/.test(name))
      .map((file) => join(file.parentPath, file.name)),
  );
  return files.map((file) => readFileSync(file, 'utf8')).join('\n');
}

/** Keys that are put together from pieces; the compiler has checked that what comes out exists. */
export const composedIn = (code: string): readonly RegExp[] =>
  [...code.matchAll(/`([a-z_]+_)\$\{[^}`]*\}([a-z_]*)`/g)].map(
    ([, before = '', after = '']) => new RegExp(`^${before}[a-z0-9_]+${after}$`),
  );

export interface Numbering {
  /** The keys in the order of their lines. */
  readonly keys: readonly string[];
  /** How many of the first are looked up by name: those that are composed, and those that other things are called too. */
  readonly named: number;
  /** The line of each key, and of each stem that has two forms: the first of them. */
  readonly lines: ReadonlyMap<string, number>;
}

/** @throws where a stem is a key itself, or one form of a plural does not stand below the other */
export function numbered(all: readonly string[], composed: readonly RegExp[]): Numbering {
  const isNamed = (key: string): boolean => !key.includes('_') || composed.some((pattern) => pattern.test(key));
  const named = all.filter(isNamed);
  const keys = [...named, ...all.filter((key) => !isNamed(key))];
  const lines = new Map(keys.map((key, at) => [key, at]));
  for (const [at, key] of keys.entries()) {
    const stem = key.endsWith('_other') ? key.slice(0, -'_other'.length) : null;
    if (stem === null || !lines.has(`${stem}_one`)) continue;
    if (lines.has(stem) || keys[at - 1] !== `${stem}_one`) throw new Error(`${key}: not below ${stem}_one alone`);
    lines.set(stem, at - 1);
  }
  return { keys, named: named.length, lines };
}

let numbering: Numbering | undefined;

/** That of the product's catalogue. Reads all of its code, once. */
export function productNumbering(): Numbering {
  numbering ??= numbered(Object.keys(catalogueOf(defaultLanguage)), composedIn(sources()));
  return numbering;
}

/** Code with the numbers of lines in place of the keys that stand in it as they are. */
export const withNumbers = (code: string, { lines }: Numbering): string =>
  code.replace(/(['"`])([a-z][a-z0-9]*(?:_[a-z0-9]+)+)\1/g, (whole, quote: string, key: string) => {
    const line = lines.get(key);
    return line === undefined ? whole : quote + line + quote;
  });

/** What the browser itself looks up, for the manifest. */
const manifestKeys = ['product_name', 'product_description'];

/** One language as the browser gets it: what the manifest names by itself, all the rest packed. */
export function packedCatalogue(language: string, { keys, named } = productNumbering()): Catalogue {
  const messages = catalogueOf(language);
  const text = (key: string): string => messages[key]?.message ?? '';
  return {
    ...Object.fromEntries(manifestKeys.map((key) => [key, { message: text(key) }])),
    ...(language === defaultLanguage ? { names: { message: keys.slice(0, named).join(' ') } } : {}),
    texts: { message: packTexts(keys.map(text)) },
  };
}
