/** The popup: what it shows and what can be done in it. Reads the store, asks the worker, waits for nobody. */
import { batch, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { ClientRow, Scope } from '@/lib/domain/client-list';
import { say, sayCount } from '@/lib/domain/words';
import { createPageModel, type PageDeps, type PageModel } from '@/lib/view/page-model';
import { createPopupList, type PopupList } from './list';
import type { PopupMemory } from './memory';

export interface PopupDeps extends PageDeps {
  readonly memory: PopupMemory;
  readonly locale: ReadonlySignal<string>;
  /** Does something later; answers with a function that calls it off. */
  readonly later: (ms: number, work: () => void) => () => void;
  /** The provider that a notice leads to; null: the one last looked at. */
  readonly wanted: Scope;
}

/** Pages of the web vault that a client's row leads to. */
export type ClientPage = 'client' | 'members' | 'events' | 'reports' | 'billing';

export interface PopupModel extends PageModel {
  readonly list: PopupList;
  /** The client whose drawer is open. */
  readonly open: ReadonlySignal<string | null>;
  toggle(key: string | null): void;
  mute(row: ClientRow): void;
  openClient(row: ClientRow, page: ClientPage): void;
}

/** How long typing has to rest before the count is read out. */
const spokenAfterMs = 400;

export function createPopupModel(deps: PopupDeps): PopupModel {
  const { memory } = deps;
  const choices = memory.choices();
  const { page, tools } = createPageModel(deps, deps.wanted ?? choices.scope);
  const { data } = page;
  const list = createPopupList({ ...data, locale: deps.locale, sort: choices.sort });
  const open = signal<string | null>(null);

  const stops = [effect(() => memory.choose(tools.chosen.value, list.sort.value)), tellSearch(), list.stop, page.stop];

  function tellSearch(): () => void {
    let cancel = (): void => undefined;
    const stop = effect(() => {
      const query = list.query.value.trim();
      cancel();
      if (query === '') return;
      cancel = deps.later(spokenAfterMs, () => {
        const clients = list.rowKeys.value.length;
        const people = list.queue.value.shown.length;
        const total = data.totals.value.clients;
        tools.speak(
          clients + people === 0
            ? [say('popup_nothing_title', { query })]
            : [
                sayCount('popup_matches', clients, { total, query }),
                ...(people > 0 ? [sayCount('popup_matches_people', people)] : []),
              ],
        );
      });
    });
    return () => {
      cancel();
      stop();
    };
  }

  return {
    ...page,
    list,
    open,
    choose(scope) {
      batch(() => {
        page.choose(scope);
        open.value = null;
        list.expand(false);
      });
    },
    toggle(key) {
      open.value = open.value === key ? null : key;
    },
    mute(row) {
      const { accountId, providerId, client } = row;
      const muted = !row.muted;
      const name = client.name ?? say('client_unnamed');
      void tools.send(
        deps
          .ask('mute', { client: { accountId, providerId, clientId: client.id, name: client.name }, muted })
          .then(() => tools.speak([say(muted ? 'popup_live_muted' : 'popup_live_unmuted', { client: name })])),
      );
    },
    openClient: (row, page) => tools.openVault(row.accountId, { page, clientId: row.client.id }),
    stop() {
      for (const stop of stops) stop();
    },
  };
}
