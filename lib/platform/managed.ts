/** Settings that an organization prescribes through the browser's policies. */
import { browser } from './browser';

/**
 * Right after its start a browser takes about five seconds to answer; where a worker was ended in that time, it was seen
 * never to answer the next one.
 */
const patienceMs = 10_000;

/** The policy as it is; undefined: there is none, or the browser knows no policies; null: the browser does not answer. */
export async function readManaged(): Promise<unknown> {
  const silence = new Promise<null>((resolve) => setTimeout(() => resolve(null), patienceMs));
  try {
    const policy = await Promise.race([browser.storage.managed.get(), silence]);
    return policy === null || Object.keys(policy).length > 0 ? policy : undefined;
  } catch {
    // Firefox rejects where no policy is set.
    return undefined;
  }
}
