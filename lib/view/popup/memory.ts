/** What the popup itself remembers, in the page's own storage: which provider and which sort were chosen. */
import * as z from 'zod/mini';
import type { Scope } from '@/lib/domain/client-list';
import type { TextStorage } from './picture';

const choicesSchema = z.object({
  /** null: all providers. */
  scope: z.nullable(z.object({ accountId: z.string(), providerId: z.string() })),
  sort: z.nullable(
    z.object({ column: z.literal(['client', 'assigned', 'used', 'remaining']), descending: z.boolean() }),
  ),
});
export type Choices = z.infer<typeof choicesSchema>;

const key = 'popup-choices';

export interface PopupMemory {
  /** The defaults where nothing, or nothing believable, is stored. */
  choices(): Choices;
  choose(scope: Scope, sort: Choices['sort']): void;
}

export function createPopupMemory(storage: TextStorage): PopupMemory {
  return {
    choices() {
      try {
        const parsed = z.safeParse(choicesSchema, JSON.parse(storage.getItem(key) ?? 'null'));
        return parsed.success ? parsed.data : { scope: null, sort: null };
      } catch {
        return { scope: null, sort: null };
      }
    },
    choose(scope, sort) {
      const choices: Choices = {
        scope: scope && { accountId: scope.accountId, providerId: scope.providerId },
        sort,
      };
      try {
        storage.setItem(key, JSON.stringify(choices));
      } catch {
        // Full or forbidden: nothing is remembered.
      }
    },
  };
}
