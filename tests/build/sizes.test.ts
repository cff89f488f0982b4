import { expect, it } from 'vitest';
import { gzipped, lockedPanel, scriptsOf, sizeLimits, zipSize } from './output';

it('the archive for the store does not grow', () => {
  expect(zipSize()).toBeLessThanOrEqual(sizeLimits.zip);
});

it('the scripts before the first frame of the popup stay within 25 kB, compressed', () => {
  const scripts = scriptsOf('chrome-mv3', 'popup.html');
  expect(scripts.length).toBeGreaterThan(0);
  expect(gzipped('chrome-mv3', scripts)).toBeLessThanOrEqual(sizeLimits.popup);
});

it('all scripts that the popup loads do not grow', () => {
  const scripts = scriptsOf('chrome-mv3', 'popup.html', { later: true, without: lockedPanel });
  expect(scripts.length).toBeGreaterThan(scriptsOf('chrome-mv3', 'popup.html').length);
  expect(gzipped('chrome-mv3', scripts)).toBeLessThanOrEqual(sizeLimits.popupInAll);
});

it('the question for the passphrase adds less than 15 kB to a popup that is locked', () => {
  const others = scriptsOf('chrome-mv3', 'popup.html', { later: true, without: lockedPanel });
  const all = scriptsOf('chrome-mv3', 'popup.html', { later: true });
  const more = all.filter((script) => !others.includes(script));
  expect(more.length).toBeGreaterThanOrEqual(2);
  expect(gzipped('chrome-mv3', more)).toBeLessThanOrEqual(sizeLimits.popupLocked);
});

it('the worker does not grow, compressed', () => {
  expect(gzipped('chrome-mv3', scriptsOf('chrome-mv3', 'background.js'))).toBeLessThanOrEqual(sizeLimits.worker);
});
