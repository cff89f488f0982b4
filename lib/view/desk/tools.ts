/** What the models of the desk's pages are made with, beside what all of them show. */
import type { ReadonlySignal } from '@preact/signals';
import type { History } from '@/lib/domain/history';
import type { JournalEntry } from '@/lib/domain/journal';
import type { ProviderKey } from '@/lib/domain/keys';
import type { VaultPage } from '@/lib/domain/server';
import type { Words } from '@/lib/domain/words';
import type { Broadcast } from '@/lib/messaging/protocol';
import type { Speech } from '@/lib/platform/speech';
import type { Ask } from '@/lib/view/page-model';
import type { TextStorage } from '@/lib/view/popup/picture';
import type { Work } from './work';

export interface DeskTools {
  readonly work: Work;
  readonly ask: Ask;
  readonly speech: ReadonlySignal<Speech>;
  /** Epoch ms. */
  readonly now: () => number;
  /** Does something later; answers with a function that calls it off. */
  readonly later: (ms: number, work: () => void) => () => void;
  /** Hears the worker; answers with a function that stops listening. */
  readonly listen: (handle: (message: Broadcast) => void) => () => void;
  /** How the seats of a provider's clients went. */
  readonly readHistory: (key: ProviderKey) => Promise<readonly History[]>;
  readonly readJournal: () => Promise<readonly JournalEntry[]>;
  /** Hands a file to the person. */
  readonly saveFile: (name: string, text: string, type: string) => void;
  /** Puts a text on the clipboard; answers whether the browser did. */
  readonly copy: (text: string) => Promise<boolean>;
  /** Opens an address that is no web page, as `mailto:`. */
  readonly openLink: (url: string) => void;
  /** Opens a page of the account's web vault. */
  readonly openVault: (accountId: string, page: VaultPage) => void;
  /** What a page remembers for the next time: how it is sorted, which hint was read. Nothing about clients or people. */
  readonly storage: TextStorage;
  /** Says in passing what was just done: shown for some seconds, and read out. */
  readonly announce: (words: Words) => void;
  /** Has something read out, politely. */
  readonly speak: (words: readonly Words[]) => void;
  /** What was made before under this name, else what is made now. */
  readonly kept: <T>(name: string, create: () => T) => T;
}

/** Keeps what was made, by name. */
export function createKept(): DeskTools['kept'] {
  const made = new Map<string, unknown>();
  return <T>(name: string, create: () => T): T => {
    // Each name is used by one place only, which knows its type.
    if (!made.has(name)) made.set(name, create());
    return made.get(name) as T;
  };
}
