/**
 * The message catalogue: one folder for each language, one flat file for each part of the product, a key and its text in
 * each line. Only the build and the tests read the folders; the browser gets one file a language.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** In the browser's form. */
export type Catalogue = Record<string, { message: string }>;

const folder = resolve('lib/locales');

/** The languages there are, by the names of their folders: `en`, `nl`. */
export const languages: readonly string[] = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** The files of one language: those of its folder, by name. */
export const filesOf = (language: string): readonly string[] => readdirSync(join(folder, language)).sort();

/**
 * All messages of one language, or of some of its files.
 * @throws where two files name the same key, or one holds anything but texts
 */
export function catalogueOf(language: string, files = filesOf(language)): Catalogue {
  const catalogue: Catalogue = {};
  for (const file of files) {
    const messages: unknown = JSON.parse(readFileSync(join(folder, language, file), 'utf8'));
    for (const [key, message] of Object.entries(messages ?? {})) {
      if (typeof message !== 'string') throw new Error(`${language}/${file}: ${key} is no text`);
      if (Object.hasOwn(catalogue, key)) throw new Error(`${language}/${file}: ${key} stands in another file as well`);
      catalogue[key] = { message };
    }
  }
  return catalogue;
}

/** The language of whoever speaks none of the others. */
export const defaultLanguage = 'en';
