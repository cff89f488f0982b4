/** Where the desk has everything from: what is stored and the worker, or a sample that lives in the tab. */
import type { Activity } from '@/lib/domain/activity';
import type { History } from '@/lib/domain/history';
import type { JournalEntry } from '@/lib/domain/journal';
import type { ProviderKey } from '@/lib/domain/keys';
import type { Broadcast } from '@/lib/messaging/protocol';
import type { OverviewModel } from '@/lib/view/overview';
import type { Ask } from '@/lib/view/page-model';
import type { TextStorage } from '@/lib/view/popup/picture';

export interface DeskSource {
  readonly overview: OverviewModel;
  readonly ask: Ask;
  /** Hears the worker; answers with a function that stops listening. */
  readonly listen: (handle: (message: Broadcast) => void) => () => void;
  /** The record of confirmations. */
  readonly readActivity: () => Promise<Activity[]>;
  readonly readJournal: () => Promise<JournalEntry[]>;
  /** How the seats of a provider's clients went. */
  readonly readHistory: (key: ProviderKey) => Promise<readonly History[]>;
  /** What a page remembers for the next time. */
  readonly storage: TextStorage;
}
