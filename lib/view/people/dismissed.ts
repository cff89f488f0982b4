/** Which warnings somebody has put away, in the page's own storage. */
import * as z from 'zod/mini';
import { dayMs } from '@/lib/domain/time';
import type { TextStorage } from '@/lib/view/popup/picture';

/** So long a warning stays away. */
const awayMs = 90 * dayMs;
const item = 'only-admin-dismissed';
/** Ids of providers, and when the warning was put away, epoch ms. */
const schema = z.array(z.object({ provider: z.string(), at: z.number() }));
type Dismissed = z.infer<typeof schema>[number];

function read(storage: TextStorage): readonly Dismissed[] {
  try {
    const parsed = z.safeParse(schema, JSON.parse(storage.getItem(item) ?? '[]'));
    return parsed.success ? parsed.data : [];
  } catch {
    return [];
  }
}

const isAway = (at: number, now: number): boolean => now >= at && now - at < awayMs;

export const isOnlyAdminDismissed = (storage: TextStorage, provider: string, now: number): boolean =>
  read(storage).some((one) => one.provider === provider && isAway(one.at, now));

export function dismissOnlyAdmin(storage: TextStorage, provider: string, now: number): void {
  const others = read(storage).filter((one) => one.provider !== provider && isAway(one.at, now));
  try {
    storage.setItem(item, JSON.stringify([...others, { provider, at: now }]));
  } catch {
    // Full or forbidden: it is away until the page is opened again.
  }
}
