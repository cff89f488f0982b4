/** Settings that an organization prescribes through the browser's policies. */
import { browser } from './browser';

/** The policy as it is; undefined: there is none, or the browser knows no policies. */
export async function readManaged(): Promise<unknown> {
  try {
    const policy = await browser.storage.managed.get();
    return Object.keys(policy).length > 0 ? policy : undefined;
  } catch {
    // Firefox rejects where no policy is set.
    return undefined;
  }
}
