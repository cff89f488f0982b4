/** What is done on the side: opening the web vault, and putting texts where they can be pasted from. */
import type { ReadonlySignal } from '@preact/signals';
import { isCovered } from '@/lib/domain/comparing';
import { isTeam } from '@/lib/domain/comparing-people';
import type { Waiting } from '@/lib/domain/model';
import type { Overview } from '@/lib/domain/overview';
import { vaultUrl } from '@/lib/domain/vault';
import { say } from '@/lib/domain/words';
import type { Ask } from '@/lib/view/options/form';
import { type Candidate, checkOf } from './people';
import type { Said } from './said';

export interface ErrandsDeps {
  readonly overview: ReadonlySignal<Overview | null>;
  readonly ask: Ask;
  /** Puts a text where it can be pasted from; whether that worked. */
  readonly copy: (text: string) => Promise<boolean>;
  readonly said: Pick<Said, 'speak' | 'tell'>;
}

export interface Errands {
  /** The page of the web vault where somebody is confirmed or removed. */
  openVault(waiting: Waiting): void;
  copyText(text: string): Promise<void>;
  /** Somebody's phrase, once no word of it is covered. */
  copyPhrase(candidate: Candidate | undefined): Promise<void>;
}

export function createErrands({ overview, ask, copy, said }: ErrandsDeps): Errands {
  async function copyText(text: string): Promise<void> {
    const copied = await copy(text).catch(() => false);
    said.tell(say(copied ? 'confirm_copied' : 'confirm_not_copied'), !copied);
  }

  return {
    openVault(waiting) {
      const { accountId: id, providerId, place } = waiting;
      const server = overview.peek()?.accounts.find((one) => one.id === id)?.server;
      if (server === undefined) return;
      const page = isTeam(waiting)
        ? ({ page: 'team', providerId } as const)
        : ({ page: 'members', clientId: place } as const);
      ask('openVault', { accountId: id, url: vaultUrl(server, page) }).catch(() => {
        said.speak(say('confirm_fail_worker'), true);
      });
    },
    copyText,
    async copyPhrase(candidate) {
      const check = candidate === undefined ? null : checkOf(candidate);
      if (check === null) return;
      if (isCovered(check.comparing)) said.tell(say('confirm_copy_covered'), true);
      else await copyText(check.words.join('-'));
    },
  };
}
