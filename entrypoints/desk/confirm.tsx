/** Composition root of the comparison, the part of the desk that holds keys. */
import type { ReadonlySignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { ConfirmPage } from '@/components/desk/confirm/ConfirmPage';
import type { Activity } from '@/lib/domain/activity';
import { deskRoute } from '@/lib/domain/desk-route';
import { say } from '@/lib/domain/words';
import { ask } from '@/lib/messaging/door';
import { covers } from '@/lib/platform/covers';
import type { Speech } from '@/lib/platform/speech';
import { copy, every, later } from '@/lib/view/browser-page';
import { createConfirmModel } from '@/lib/view/confirm/model';
import { watchPage } from '@/lib/view/confirm/watch';
import type { OverviewModel } from '@/lib/view/overview';

export interface ConfirmPartDeps {
  readonly overview: OverviewModel;
  readonly readActivity: () => Promise<Activity[]>;
  readonly online: ReadonlySignal<boolean>;
  readonly speech: ReadonlySignal<Speech>;
}

/** Makes the one model of this tab, whose opened keys live as long as it does, and the page that shows it. */
export function createConfirmPart({ overview, readActivity, online, speech }: ConfirmPartDeps): ComponentType {
  const model = createConfirmModel({
    overview,
    ask,
    covers,
    readActivity,
    nextByte: () => crypto.getRandomValues(new Uint8Array(1))[0] ?? 255,
    now: Date.now,
    online,
    every,
    go(hash) {
      location.hash = hash;
    },
    copy,
    collectionName: () => speech.peek().say(say('confirm_collection')),
  });
  watchPage({ model, page: document, window, now: Date.now, later });
  const follow = (): void => {
    const route = deskRoute(location.hash);
    model.follow(route.page === 'confirm' ? route.who : null);
  };
  addEventListener('hashchange', follow);
  follow();
  return () => <ConfirmPage model={model} speech={speech} />;
}
