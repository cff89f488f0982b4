import { expect, it } from 'vitest';
import { gzipped, scriptsOf, sizeLimits, zipSize } from './output';

it('the archive for the store stays within 120 kB', () => {
  expect(zipSize()).toBeLessThanOrEqual(sizeLimits.zip);
});

it('the scripts of the popup stay within 25 kB, compressed', () => {
  const scripts = scriptsOf('chrome-mv3', 'popup.html');
  expect(scripts.length).toBeGreaterThan(0);
  expect(gzipped('chrome-mv3', scripts)).toBeLessThanOrEqual(sizeLimits.popup);
});

it('the worker stays within 35 kB, compressed', () => {
  expect(gzipped('chrome-mv3', scriptsOf('chrome-mv3', 'background.js'))).toBeLessThanOrEqual(sizeLimits.worker);
});
