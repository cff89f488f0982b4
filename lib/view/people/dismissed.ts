/** Which warnings somebody has put away, in the page's own storage. */
import * as z from 'zod/mini';
import { dayMs } from '@/lib/domain/time';
import type { TextStorage } from '@/lib/view/popup/picture';

/** So long a warning stays away. */
const awayMs = 90 * dayMs;
const item = 'only-admin-dismissed';
/** Ids of providers, and when the warning was put away, epoch ms. */
const schema = z.array(z.tuple([z.string(), z.number()]));

function read(storage: TextStorage): readonly (readonly [string, number])[] {
  try {
    const parsed = schema.safeParse(JSON.parse(storage.getItem(item) ?? '[]'));
    return parsed.success ? parsed.data : [];
  } catch {
    return [];
  }
}

const isAway = (at: number, now: number): boolean => now >= at && now - at < awayMs;

export const isOnlyAdminDismissed = (storage: TextStorage, provider: string, now: number): boolean =>
  read(storage).some(([key, at]) => key === provider && isAway(at, now));

export function dismissOnlyAdmin(storage: TextStorage, provider: string, now: number): void {
  const others = read(storage).filter(([key, at]) => key !== provider && isAway(at, now));
  try {
    storage.setItem(item, JSON.stringify([...others, [provider, now]]));
  } catch {
    // Full or forbidden: it is away until the page is opened again.
  }
}
