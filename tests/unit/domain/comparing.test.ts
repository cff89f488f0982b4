import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  beginComparing,
  type Comparing,
  drawPosition,
  isAlarming,
  isCovered,
  isUnfinished,
  isWorthNoting,
  judge,
  miscounted,
  newCover,
  type Step,
  shownWords,
  stepped,
} from '@/lib/domain/comparing';

const words = ['lantern', 'drop-down', 'swimmer', 'oatmeal', 't-shirt'] as const;

describe('a text held against the phrase', () => {
  it.each<[string, string, number, ReturnType<typeof judge>]>([
    ['the covered word', 'swimmer', 2, 'covered-word'],
    ['in capitals, with spaces around', '  SWIMMER\n', 2, 'covered-word'],
    ['in letters of another width', 'ｓｗｉｍｍｅｒ', 2, 'covered-word'],
    ['a word with a hyphen', 'drop-down', 1, 'covered-word'],
    ['the same with another hyphen', 'drop‑down', 1, 'covered-word'],
    ['the same with a space', 'Drop down', 1, 'covered-word'],
    ['another word of the phrase', 'lantern', 2, 'different'],
    ['half of the word', 'swimme', 2, 'different'],
    ['the word and more', 'swimmers', 2, 'different'],
    ['the four that can be read here', 'lantern-drop-down-oatmeal-t-shirt', 2, 'different'],
    ['all five with hyphens', 'lantern-drop-down-swimmer-oatmeal-t-shirt', 2, 'whole-phrase'],
    ['all five with spaces', ' lantern drop-down swimmer oatmeal t-shirt ', 2, 'whole-phrase'],
    ['all five on lines', 'lantern\ndrop-down\r\nswimmer\noatmeal\nt-shirt\n', 2, 'whole-phrase'],
    ['all five with commas', 'Lantern, Drop-Down, Swimmer, Oatmeal, T-Shirt', 2, 'whole-phrase'],
    ['all five with dashes', 'lantern – drop–down – swimmer – oatmeal – t–shirt', 2, 'whole-phrase'],
    ['in another order', 'drop-down-lantern-swimmer-oatmeal-t-shirt', 2, 'different'],
    ['one of five another', 'lantern-drop-down-swimming-oatmeal-t-shirt', 2, 'different'],
    ['six words', 'lantern-drop-down-swimmer-oatmeal-t-shirt-lantern', 2, 'different'],
    ['nothing', '', 2, null],
    ['nothing but spaces', ' \n ', 2, null],
    ['nothing but a hyphen', ' - ', 2, null],
  ])('%s', (_, text, position, expected) => {
    expect(judge(text, words, position)).toBe(expected);
  });
});

describe('a text that somebody leaves', () => {
  const list = [...words, 'swim', 'felt-tip'];
  it.each<[string, boolean]>([
    ['s', true],
    ['swimm', true],
    ['  SWIMM ', true],
    ['marbl', true],
    // Is a word, though another begins like it: to forgive that would tell how the covered one begins.
    ['swim', false],
    [' Swimmer', false],
    ['oatmeal', false],
    ['felt–tip', false],
    ['felt', true],
    // Too few words are told of as such.
    ['lantern drop', false],
    [words.join(' '), false],
    ['', false],
    [' - ', false],
  ])('"%s" may be half a word: %s', (text, expected) => {
    expect(isUnfinished(text, list)).toBe(expected);
  });
});

const at = (position: number, more: Partial<Comparing> = {}): Comparing => ({
  ...beginComparing(newCover(position, false)),
  ...more,
});
const taken = (steps: readonly Step[], from = at(2)): Comparing =>
  steps.reduce((before, step) => stepped(before, step, words), from);
const give = (text: string): Step => ({ do: 'give', text });
const showAll: Step = { do: 'show-all' };
const hear: Step = { do: 'hear', heard: true };
const differ: Step = { do: 'differ' };
const undo: Step = { do: 'undo' };
const beginAgain: Step = { do: 'begin-again' };

describe('a text that can be neither word nor phrase', () => {
  it.each<[string, number | null]>([
    ['drop-down oatmeal', 2],
    ['lantern, drop-down, oatmeal, t-shirt', 4],
    ['lantern-drop-down-swimmer-oatmeal-t-shirt-yo-yo', 6],
    ['Felt tip', null],
    ['marble', null],
    ['swimmer', null],
    ['lantern drop-down marble oatmeal t-shirt', null],
    ['lantern-drop-down-swimmer-oatmeal-t-shirt', null],
    ['', null],
  ])('%s → %s', (text, expected) => {
    expect(miscounted(text, words, 2)).toBe(expected);
  });

  it('does not count as another word, and leaves nothing said', () => {
    const wrong = stepped(beginComparing(newCover(2, false)), { do: 'give', text: 'marble' }, words);
    const after = stepped(wrong, { do: 'give', text: 'lantern drop-down oatmeal t-shirt' }, words);
    expect(after).toEqual({ cover: { ...newCover(2, false), wrong: 1 }, same: null, differs: false });
    expect(stepped(after, { do: 'give', text: 'granite' }, words).cover.wrong).toBe(2);
  });
});

describe('a comparison', () => {
  it.each<[string, readonly Step[], Partial<Comparing>]>([
    ['nothing done', [], { same: null, differs: false }],
    ['the word typed', [give('swimmer')], { same: 'covered-word', differs: false }],
    ['the phrase pasted', [give(words.join(' '))], { same: 'whole-phrase' }],
    ['the word, and undone', [give('swimmer'), undo], { same: null, differs: false }],
    ['another word', [give('marble')], { same: null, differs: true }],
    ['another word, then the right one', [give('marble'), give('swimmer')], { same: 'covered-word', differs: false }],
    ['another word, then nothing', [give('marble'), give('')], { same: null, differs: false }],
    ['a tick without all five on the screen', [hear], { same: null }],
    ['all five shown, and heard', [showAll, hear], { same: 'all-five' }],
    ['the tick taken back', [showAll, hear, { do: 'hear', heard: false }], { same: null }],
    ['typing what stands on the screen', [showAll, give('swimmer')], { same: null }],
    ['shown only after it was the same', [give('swimmer'), showAll], { same: 'covered-word' }],
    ['said to differ after it was the same', [give('swimmer'), differ], { same: null, differs: true }],
  ])('%s', (_, steps, expected) => {
    expect(taken(steps)).toMatchObject(expected);
  });

  it('closes at the third other word, and with a word', () => {
    const three = [give('one'), give('two'), give('three')];
    expect(taken(three.slice(0, 2)).cover).toMatchObject({ wrong: 2, closed: false });
    expect(taken(three).cover).toMatchObject({ wrong: 3, closed: true });
    expect(taken([differ]).cover.closed).toBe(true);
  });

  it('is noted from the second other word on, and once', () => {
    expect(isWorthNoting(taken([give('one')]).cover)).toBe(false);
    expect(isWorthNoting(taken([give('one'), give('two')]).cover)).toBe(true);
    expect(isWorthNoting(taken([differ]).cover)).toBe(true);
    expect(isWorthNoting({ ...taken([differ]).cover, noted: true })).toBe(false);
    expect(isAlarming(taken([give('one')]).cover)).toBe(false);
    expect(isAlarming(taken([give('one'), give('two')]).cover)).toBe(true);
  });

  it('begins again where it was covered, and shows no more than before', () => {
    const again = taken([give('x'), give('y'), give('z'), beginAgain]);
    expect(again).toEqual({ cover: { ...newCover(2, false), wrong: 0 }, same: null, differs: false });
    expect(taken([showAll, differ, beginAgain]).cover).toMatchObject({ shownAll: true, closed: false });
  });
});

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.constantFrom<Step>(showAll, hear, { do: 'hear', heard: false }, differ, undo),
  fc.constantFrom('swimmer', words.join('-'), 'marble', '', 'lantern').map(give),
);

describe('whatever is done', () => {
  it('what is closed stays closed without "begin again", and is never the same', () => {
    fc.assert(
      fc.property(fc.array(step), fc.array(step), (before, later) => {
        const closed = taken([...before, differ]);
        const end = taken(later, closed);
        expect(end).toMatchObject({ same: null, differs: true, cover: { closed: true } });
      }),
    );
  });

  it('the covered word is shown only once it was given, or all five were asked for', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(step, fc.constant(beginAgain))),
        fc.integer({ min: 0, max: 4 }),
        (steps, position) => {
          const end = taken(steps, at(position));
          const given = end.same !== null;
          const asked = steps.some(({ do: what }) => what === 'show-all');
          const shown = shownWords(end, words);
          expect(shown.filter((word) => word === null).length).toBe(isCovered(end) ? 1 : 0);
          if (!given && !asked) expect(shown[position]).toBeNull();
          expect(shown.every((word, place) => word === null || word === words[place])).toBe(true);
        },
      ),
    );
  });

  it('the same is never said without the right words or an own tick', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(step, fc.constant(beginAgain))), (steps) => {
        const { same } = taken(steps);
        const did = (what: Step['do']) => steps.some((one) => one.do === what);
        if (same === 'all-five') expect(did('show-all') && did('hear')).toBe(true);
        if (same === 'covered-word') expect(steps).toContainEqual(give('swimmer'));
        if (same === 'whole-phrase') expect(steps).toContainEqual(give(words.join('-')));
      }),
    );
  });
});

describe('the covered place', () => {
  it('is each of the five equally often over all bytes', () => {
    const counts = [0, 0, 0, 0, 0];
    for (let byte = 0; byte < 256; byte += 1) {
      const bytes = [byte, 4];
      const position = drawPosition(() => bytes.shift() ?? 0);
      if (byte < 255) counts[position] = (counts[position] ?? 0) + 1;
      // The one byte too many is drawn again.
      else expect(position).toBe(4);
    }
    expect(counts).toEqual([51, 51, 51, 51, 51]);
  });
});
