/** Where keys lead in lists: the same in every table of the desk. */
import { describe, expect, test } from 'vitest';
import { goalOf } from '@/components/desk/shell/keys';

describe('from a row of twenty, skipping eight', () => {
  test.each([
    ['ArrowDown', 3, 4],
    ['ArrowUp', 3, 2],
    ['ArrowUp', 0, -1],
    ['PageDown', 3, 11],
    ['PageUp', 11, 3],
    ['PageUp', 3, 0],
    ['Home', 11, 0],
    ['End', 3, 19],
    ['ArrowLeft', 3, null],
    ['a', 3, null],
  ])('%s from %s leads to %s', (key, at, goal) => {
    expect(goalOf(key, at, 20, 8)).toBe(goal);
  });
});
