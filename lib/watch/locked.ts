/**
 * Locked means that a passphrase is set and its key is not in the browser's memory. Then nothing is asked of any server,
 * and nobody is told of anything.
 */
import { lockOf } from '@/lib/domain/passphrase';
import type { Ports } from './ports';

export async function isLocked(ports: Ports): Promise<boolean> {
  const set = await ports.store.read(['passphrase'], (tx) => tx.get('passphrase', 'own'));
  return set !== undefined && lockOf(set, await ports.session.entered()).locked;
}
