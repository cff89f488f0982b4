/** Settings that an organization prescribes through the browser's policies. */
import { type Managed, managedSchema } from '@/lib/domain/preferences';
import { browser } from './browser';

/** What is prescribed; nothing where there is no policy, the browser knows none, or it is not what it should be. */
export async function readManaged(): Promise<Managed> {
  try {
    const parsed = managedSchema.safeParse(await browser.storage.managed.get());
    return parsed.success ? parsed.data : {};
  } catch {
    // Firefox rejects where no policy is set.
    return {};
  }
}
