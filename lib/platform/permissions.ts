/** Host permissions: which servers the browser lets the extension reach. */
import { browser } from './browser';

/**
 * Asks the person for host permissions, given as match patterns. Has to be called in the very turn of a click, before
 * anything is awaited. Answers whether all are granted now; a browser that refuses to ask counts as a refusal.
 */
export async function requestOrigins(origins: readonly string[]): Promise<boolean> {
  try {
    return await browser.permissions.request({ origins: [...origins] });
  } catch {
    return false;
  }
}

/** Whether all of these match patterns are granted already. Asks nobody. */
export async function hasOrigins(origins: readonly string[]): Promise<boolean> {
  try {
    return await browser.permissions.contains({ origins: [...origins] });
  } catch {
    return false;
  }
}

/** The person gave or took host permissions, here or in the browser's own settings. Call in the worker's first turn. */
export function onPermissionsChanged(handle: () => void): void {
  browser.permissions.onAdded.addListener(handle);
  browser.permissions.onRemoved.addListener(handle);
}
