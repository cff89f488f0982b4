/** Tables as text for spreadsheets: RFC 4180, UTF-8 with a byte order mark, by which they know the encoding. */

/** Numbers are written as they are; null is an empty cell. */
export type Cell = string | number | null;

/**
 * A spreadsheet takes a cell that begins like this for a formula, and runs it. Names and addresses come from strangers,
 * so such a cell gets an apostrophe in front, which spreadsheets hide. Line feed and the wide forms of East Asia: some
 * programs skip the one and read the others as the narrow ones.
 */
const formula = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = formula.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The text of a file. Every row ends with CR LF, the last one too. */
export const csvText = (rows: readonly (readonly Cell[])[]): string =>
  `\uFEFF${rows.map((row) => `${row.map(cellText).join(',')}\r\n`).join('')}`;
