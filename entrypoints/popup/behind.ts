/**
 * What the popup needs only after its first frame: the database with its schemas, the door to the worker, tabs, chosen
 * languages. Loaded as one piece once something is painted.
 */
import type { Managed } from '@/lib/domain/preferences';
import { readManaged } from '@/lib/platform/managed';
import { createStore, openDatabase } from '@/lib/store/database';
import { readOverview } from '@/lib/store/store';

export { ask, onBroadcast } from '@/lib/messaging/door';
export { preferredSpeech } from '@/lib/platform/i18n';
export { openPage } from '@/lib/platform/pages';
export { openOwnPage } from '@/lib/platform/tabs';

/**
 * Reads everything that is shown, from one transaction. Right after its start the browser takes seconds to tell what is
 * prescribed: until then nothing is, and `onManaged` says when to read again.
 */
export function createReader(onManaged: () => void): () => ReturnType<typeof readOverview> {
  const store = createStore(openDatabase());
  let managed: Managed = {};
  void readManaged().then((prescribed) => {
    managed = prescribed;
    if (Object.keys(prescribed).length > 0) onManaged();
  });
  return () => readOverview(store, managed);
}
