/** The options page as one model: accounts, the open form, preferences, data. */

import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Account } from '@/lib/domain/model';
import { isLocked } from '@/lib/domain/overview';
import { say, type Words } from '@/lib/domain/words';
import { createLockForm, type LockForm, type LockFormDeps } from '@/lib/view/lock/form';
import type { OverviewModel } from '@/lib/view/overview';
import { type AccountsModel, createAccountsModel } from './accounts';
import { exportName, exportText, type Records } from './export';
import { type AccountForm, type AccountFormDeps, createAccountForm } from './form';
import { policyFlaws, prescribedServer } from './policy';
import { createPreferencesModel, type PreferencesModel } from './preferences';
import { parseRoute, type Route } from './route';

export interface OptionsDeps
  extends Omit<AccountFormDeps, 'onConnected'>,
    Pick<LockFormDeps, 'derive' | 'newSalt' | 'forgetPicture'> {
  readonly overview: OverviewModel;
  /** The organization's policy as the browser has it; undefined: none, or not told yet. */
  readonly policy: ReadonlySignal<unknown>;
  readonly now: () => number;
  /** Calls at this pace until the answer is called. */
  readonly every: (ms: number, call: () => void) => () => void;
  /** Calls once after a while, unless the answer is called before. */
  readonly after: (ms: number, call: () => void) => () => void;
  /** Empties what pages keep beside the store: the popup's first-screen copy. */
  readonly clearPageStorage: () => void;
  /** Hands a file to the person. */
  readonly saveFile: (name: string, text: string) => void;
  /** The record of what was done. */
  readonly readRecords: () => Promise<Records>;
  readonly version: string;
  readonly hash: string;
}

export interface OptionsModel {
  readonly overview: OverviewModel;
  readonly accounts: AccountsModel;
  readonly preferences: PreferencesModel;
  readonly lock: LockForm;
  /** The passphrase has to be entered before anything here is shown. */
  readonly locked: ReadonlySignal<boolean>;
  readonly version: string;
  readonly now: ReadonlySignal<number>;
  readonly route: Signal<Route>;
  readonly follow: (hash: string) => void;
  /** Parts of the organization's policy that are ignored. */
  readonly flaws: ReadonlySignal<readonly string[]>;
  /** The store has answered, and there is no account. */
  readonly isFirstRun: ReadonlySignal<boolean>;
  /** The one form that is open: for a new account, or for the new key of one. */
  readonly form: ReadonlySignal<AccountForm>;
  readonly enterKey: (account: Account) => void;
  readonly addAccount: () => void;
  /** Forgets what was typed: the page is being left. */
  readonly leave: () => void;
  /** What was just done, for the toast and the polite live region; null: nothing. */
  readonly said: ReadonlySignal<Words | null>;
  readonly exportAll: () => Promise<void>;
  readonly erasing: Signal<boolean>;
  readonly eraseBusy: ReadonlySignal<boolean>;
  readonly eraseAll: () => Promise<void>;
  readonly stop: () => void;
}

/** How long a toast stays. Everything it says can be seen on the page as well. */
const toastMs = 5_000;
const ageTickMs = 30_000;

export function createOptionsModel(deps: OptionsDeps): OptionsModel {
  const { overview, ask } = deps;
  const now = signal(deps.now());
  const said = signal<Words | null>(null);
  const erasing = signal(false);
  const eraseBusy = signal(false);
  const route = signal(parseRoute(deps.hash));
  let hush: () => void = () => undefined;

  const announce = (words: Words): void => {
    hush();
    // A new object, so that the same words are said again.
    said.value = { ...words };
    hush = deps.after(toastMs, () => {
      said.value = null;
    });
  };

  const refresh = async (): Promise<void> => {
    await overview.refresh();
    now.value = deps.now();
  };

  const accounts = createAccountsModel({
    overview: overview.overview,
    checkingId: computed(() => overview.progress.value?.accountId ?? null),
    now,
    ask,
    requestOrigins: deps.requestOrigins,
    clearPageStorage: deps.clearPageStorage,
    refresh,
    announce,
  });

  const newForm = (account: Account | null): AccountForm =>
    createAccountForm(
      {
        ask,
        requestOrigins: deps.requestOrigins,
        hasOrigins: deps.hasOrigins,
        checkClientId: deps.checkClientId,
        prescribed: computed(() => prescribedServer(overview.overview.value?.managed?.server)),
        onConnected(outcome, result) {
          // The answer to a new key belongs to the account's row; the form has done its work.
          if (account !== null) {
            accounts.show(outcome.accountId, result);
            open(null);
          }
          void refresh();
        },
      },
      account,
    );

  const form = signal(newForm(null));
  const open = (account: Account | null): void => {
    form.value.empty();
    form.value.stop();
    form.value = newForm(account);
  };

  const stopTicking = deps.every(ageTickMs, () => {
    now.value = deps.now();
  });
  // Ages are counted from when something was read, not from half a minute before.
  const stopFollowing = effect(() => {
    if (overview.overview.value !== null) now.value = deps.now();
  });

  return {
    overview,
    accounts,
    preferences: createPreferencesModel({ overview: overview.overview, ask, refresh, announce }),
    lock: createLockForm({
      overview: overview.overview,
      ask,
      derive: deps.derive,
      newSalt: deps.newSalt,
      now: deps.now,
      refresh,
      announce,
      forgetPicture: deps.forgetPicture,
    }),
    locked: computed(() => isLocked(overview.overview.value)),
    version: deps.version,
    now,
    route,
    follow(hash) {
      route.value = parseRoute(hash);
    },
    flaws: computed(() => policyFlaws(deps.policy.value)),
    isFirstRun: computed(() => overview.overview.value?.accounts.length === 0),
    form,
    enterKey: open,
    addAccount: () => open(null),
    leave: () => form.value.empty(),
    said,
    async exportAll() {
      const all = overview.overview.value;
      if (all === null) return;
      try {
        const text = exportText(all, await deps.readRecords(), deps.now(), deps.version);
        const file = exportName(deps.now());
        deps.saveFile(file, text);
        announce(say('options_exported', { file }));
      } catch {
        announce(say('options_not_exported'));
      }
    },
    erasing,
    eraseBusy,
    async eraseAll() {
      if (eraseBusy.value) return;
      eraseBusy.value = true;
      try {
        await ask('eraseAll', {});
        deps.clearPageStorage();
        open(null);
        await refresh();
        announce(say('options_erased'));
      } catch {
        announce(say('options_fail_bug'));
      } finally {
        eraseBusy.value = false;
        erasing.value = false;
      }
    },
    stop() {
      hush();
      stopTicking();
      stopFollowing();
      form.value.stop();
      overview.stop();
    },
  };
}
