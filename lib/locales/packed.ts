/**
 * How the message catalogue travels: all texts of a language in one message, a line each, and their keys in another, in
 * the same order. A quarter smaller than a message for each, and quicker than to ask the browser for every word. The keys
 * stand in the default language alone, to which the browser falls back.
 */

const longest = 35;

/** Keys as each differs from the one before: how many letters they share, as a digit of base 36, and the rest. */
export function packKeys(keys: readonly string[]): string {
  let before = '';
  return keys
    .map((key) => {
      let shared = 0;
      while (shared < longest && shared < key.length && key[shared] === before[shared]) shared += 1;
      before = key;
      return shared.toString(36) + key.slice(shared);
    })
    .join(' ');
}

/** @throws where a text would not come back as it is: lines separate texts, and the browser has a use for `$` */
export function packTexts(texts: readonly string[]): string {
  const odd = texts.find((text) => /[\n$]/.test(text));
  if (odd !== undefined) throw new Error(`a text must have neither line breaks nor $: ${odd}`);
  return texts.join('\n');
}

/** Texts by their keys. A text that is not there is empty. */
export function unpacked(keys: string, texts: string): ReadonlyMap<string, string> {
  const lines = texts.split('\n');
  let key = '';
  return new Map(
    keys.split(' ').map((entry, at) => {
      key = key.slice(0, Number.parseInt(entry.charAt(0), 36)) + entry.slice(1);
      return [key, lines[at] ?? ''];
    }),
  );
}
