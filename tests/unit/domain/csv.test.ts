import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cell, csvText } from '@/lib/domain/csv';

/** A reader of RFC 4180, written from its grammar alone. */
function read(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    let cell = '';
    if (text[at] === '"') {
      at += 1;
      for (;;) {
        if (at >= text.length) throw new Error('a quoted cell without an end');
        if (text[at] !== '"') cell += text[at];
        else if (text[at + 1] === '"') {
          cell += '"';
          at += 1;
        } else break;
        at += 1;
      }
      at += 1;
    } else {
      while (at < text.length && !',\r\n"'.includes(text[at]!)) {
        cell += text[at];
        at += 1;
      }
    }
    row.push(cell);
    if (text[at] === ',') {
      at += 1;
      continue;
    }
    if (text.slice(at, at + 2) !== '\r\n') throw new Error(`neither comma nor end of row at ${at}`);
    at += 2;
    rows.push(row);
    row = [];
  }
  return rows;
}

const body = (rows: readonly (readonly Cell[])[]): string => {
  const text = csvText(rows);
  expect(text.charAt(0)).toBe('\uFEFF');
  return text.slice(1);
};

const starts = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
const nasty = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom('"', ',', '\r', '\n', '=', ' ', 'a', ';', "'") }),
  fc.tuple(fc.constantFrom(...starts), fc.string()).map(([first, rest]) => first + rest),
);
// A row of one empty cell is an empty line, which a reader may take for no row.
const cells = fc.array(nasty, { minLength: 2, maxLength: 5 });

describe('a table as text', () => {
  it('is read back as it was, but for the apostrophe before what would be a formula', () => {
    fc.assert(
      fc.property(fc.array(cells, { maxLength: 6 }), (rows) => {
        const expected = rows.map((row) => row.map((cell) => (starts.includes(cell.charAt(0)) ? `'${cell}` : cell)));
        expect(read(body(rows))).toEqual(expected);
      }),
    );
  });

  it('has no cell that a spreadsheet would run', () => {
    fc.assert(
      fc.property(cells, (row) => {
        for (const cell of read(body([row])).flat()) expect(starts).not.toContain(cell.charAt(0));
      }),
    );
  });

  it.each<[string, Cell[], string]>([
    ['plain', ['Tom', 'Okafor'], 'Tom,Okafor\r\n'],
    ['numbers, which are no formulas', [-3, 1.5, 0], '-3,1.5,0\r\n'],
    ['nothing', [null, '', 'x'], ',,x\r\n'],
    ['a comma', ['Finch, Alder', 'x'], '"Finch, Alder",x\r\n'],
    ['quotes', ['say "hi"', 'x'], '"say ""hi""",x\r\n'],
    ['a line break', ['a\nb', 'x'], '"a\nb",x\r\n'],
    ['a formula', ['=HYPERLINK("x")', 'x'], '"\'=HYPERLINK(""x"")",x\r\n'],
    ['a formula with a comma', ['@SUM(1,2)', 'x'], '"\'@SUM(1,2)",x\r\n'],
    ['not at the beginning', ['a=b', "'=x"], "a=b,'=x\r\n"],
  ])('%s', (_, row, text) => {
    expect(body([row])).toBe(text);
  });

  it('of no rows is only the mark', () => {
    expect(csvText([])).toBe('\uFEFF');
  });
});
