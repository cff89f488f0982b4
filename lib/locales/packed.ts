/**
 * How the message catalogue travels: all texts of a language in one message, a line each. The build writes the number of
 * its line in place of each key that the code says as it is (`numbers.ts`), so that only keys that are put together from
 * pieces have to travel by name: in the default language, to which the browser falls back, those of the first lines.
 */

/** @throws where a text would not come back as it is: lines separate texts, and the browser has a use for `$` */
export function packTexts(texts: readonly string[]): string {
  const odd = texts.find((text) => /[\n$]/.test(text));
  if (odd !== undefined) throw new Error(`a text must have neither line breaks nor $: ${odd}`);
  return texts.join('\n');
}

/**
 * Looks texts up: by names, separated by spaces, which are those of the first lines, or by the number of a line. Of a
 * plural the number is that of its `_one`, and `_other` stands below. A text that is not there is empty.
 */
export function unpacked(names: string, texts: string): (key: string) => string {
  const known = names.split(' ');
  const lines = texts.split('\n');
  return (key) => {
    const named = known.indexOf(key);
    const at = named < 0 ? Number.parseInt(key, 10) + Number(key.endsWith('_other')) : named;
    return lines[at] ?? '';
  };
}
