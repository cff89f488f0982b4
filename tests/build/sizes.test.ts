import { expect, it } from 'vitest';
import { gzipped, scriptsOf, zipSize } from './output';

const kB = 1000;

it('the archive for the store stays within 120 kB', () => {
  expect(zipSize()).toBeLessThanOrEqual(120 * kB);
});

it('the scripts of the popup stay within 25 kB, compressed', () => {
  const scripts = scriptsOf('chrome-mv3', 'popup.html');
  expect(scripts.length).toBeGreaterThan(0);
  expect(gzipped('chrome-mv3', scripts)).toBeLessThanOrEqual(25 * kB);
});

it('the worker stays within 35 kB, compressed', () => {
  expect(gzipped('chrome-mv3', scriptsOf('chrome-mv3', 'background.js'))).toBeLessThanOrEqual(35 * kB);
});
