/** The list of accounts: how each stands, and what can be done about it. */
import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { permissionOrigins } from '@/lib/domain/addresses';
import { accountName, troubleWords } from '@/lib/domain/badge';
import { needsPerson } from '@/lib/domain/failure';
import type { Account, Provider } from '@/lib/domain/model';
import { accountCheckedAt, accountView, type Overview } from '@/lib/domain/overview';
import { serverHost } from '@/lib/domain/server';
import { say, type Words } from '@/lib/domain/words';
import type { Ask } from './form';
import { bugResult, failureResult, outcomeResult, type ResultView } from './result';

/** How an account stands: read some time ago, never yet, being read, or in trouble. */
export type RowStatus =
  | { readonly kind: 'checked'; readonly at: number }
  | { readonly kind: 'never' | 'checking' }
  | { readonly kind: 'trouble'; readonly words: Words };

/** The one thing to do first. */
export type MainAction = 'test' | 'key' | 'allow';

export interface AccountRow {
  readonly account: Account;
  readonly name: string;
  /** The e-mail address, where the name is another one. */
  readonly email: string | null;
  readonly where: Words | string;
  readonly providers: readonly { readonly id: string; readonly words: Words }[];
  readonly status: RowStatus;
  readonly main: MainAction;
}

function whereWords({ server }: Account): Words | string {
  if (server.region === 'us') return say('options_region_us');
  if (server.region === 'eu') return say('options_region_eu');
  return serverHost(server);
}

function providerWords({ name, role, enabled, removed }: Provider): Words {
  const provider = name ?? say('provider_unnamed');
  if (removed) return say('options_row_removed', { provider });
  const values = {
    provider,
    role: role === 'provider-admin' ? say('options_role_admin') : say('options_role_service'),
  };
  return enabled ? say('options_row_provider', values) : say('options_row_suspended', values);
}

function mainAction({ failure }: Account): MainAction {
  if (failure?.kind === 'key-refused' || failure?.kind === 'key-lost') return 'key';
  return failure?.kind === 'no-permission' ? 'allow' : 'test';
}

function rowStatus(overview: Overview, account: Account, now: number, checking: boolean): RowStatus {
  const { failure, failureSince } = account;
  if (failure !== null && (needsPerson(failure) || !checking)) {
    const trouble = troubleWords(failure);
    const words =
      failureSince === null
        ? say('options_row_trouble', { trouble })
        : say('options_row_trouble_since', { trouble, at: { moment: failureSince } });
    return { kind: 'trouble', words };
  }
  if (checking) return { kind: 'checking' };
  const at = accountCheckedAt(accountView(overview, account), now) ?? account.lastAnswerAt;
  return at === null ? { kind: 'never' } : { kind: 'checked', at };
}

/** One row for each account, in the overview's order. `checkingId`: the account that is being checked just now. */
export function accountRows(overview: Overview, now: number, checkingId: string | null): AccountRow[] {
  return overview.accounts.map((account) => ({
    account,
    name: accountName(account),
    email: account.label === null ? null : account.email,
    where: whereWords(account),
    providers: overview.providers
      .filter((provider) => provider.accountId === account.id)
      .map((provider) => ({ id: provider.id, words: providerWords(provider) })),
    status: rowStatus(overview, account, now, checkingId === account.id),
    main: mainAction(account),
  }));
}

export interface AccountsDeps {
  readonly overview: ReadonlySignal<Overview | null>;
  readonly checkingId: ReadonlySignal<string | null>;
  readonly now: ReadonlySignal<number>;
  readonly ask: Ask;
  /** Has to be called in the turn of a click; true: all granted. */
  readonly requestOrigins: (origins: readonly string[]) => Promise<boolean>;
  /** Empties what pages keep beside the store: the popup's first-screen copy. */
  readonly clearPageStorage: () => void;
  readonly refresh: () => Promise<void>;
  readonly announce: (words: Words) => void;
}

/** What the last test of an account found; `working` while it runs. */
export type TestState = 'working' | ResultView;

export interface AccountsModel {
  readonly rows: ReadonlySignal<readonly AccountRow[]>;
  readonly tests: ReadonlySignal<ReadonlyMap<string, TestState>>;
  /** The account whose name is being edited. */
  readonly renaming: Signal<string | null>;
  /** The account that the dialog asks about. */
  readonly forgetting: Signal<AccountRow | null>;
  readonly busy: ReadonlySignal<boolean>;
  readonly test: (account: Account) => Promise<void>;
  /** Asks for the host permission again, then tests. Call it in the turn of the click. */
  readonly allow: (account: Account) => Promise<void>;
  /** An empty name goes back to the e-mail address. */
  readonly rename: (account: Account, name: string) => Promise<void>;
  /** Forgets the account that the dialog asks about. */
  readonly forget: () => Promise<void>;
  /** Shows what a form found out about an account. */
  readonly show: (accountId: string, result: ResultView) => void;
}

/** Longest name of an account; the worker refuses longer ones. */
export const maxLabel = 60;

export function createAccountsModel(deps: AccountsDeps): AccountsModel {
  const tests = signal<ReadonlyMap<string, TestState>>(new Map());
  const renaming = signal<string | null>(null);
  const forgetting = signal<AccountRow | null>(null);
  const busy = signal(false);

  const set = (accountId: string, state: TestState): void => {
    tests.value = new Map(tests.value).set(accountId, state);
  };

  async function test(account: Account, permission: Promise<boolean>): Promise<void> {
    if (tests.value.get(account.id) === 'working') return;
    set(account.id, 'working');
    const { region } = account.server;
    try {
      if (!(await permission)) {
        set(account.id, failureResult({ kind: 'no-permission', host: serverHost(account.server) }, region, 'testing'));
        return;
      }
      const outcome = await deps.ask('testAccount', { accountId: account.id });
      set(account.id, outcomeResult(outcome, region, 'testing'));
      await deps.refresh();
    } catch {
      set(account.id, bugResult);
    }
  }

  return {
    rows: computed(() =>
      deps.overview.value === null ? [] : accountRows(deps.overview.value, deps.now.value, deps.checkingId.value),
    ),
    tests,
    renaming,
    forgetting,
    busy,
    test: (account) => test(account, Promise.resolve(true)),
    allow: (account) => test(account, deps.requestOrigins(permissionOrigins(account.server))),
    async rename(account, name) {
      const label = name.trim().slice(0, maxLabel);
      try {
        await deps.ask('renameAccount', { accountId: account.id, label: label === '' ? null : label });
        await deps.refresh();
        renaming.value = null;
        deps.announce(say('options_renamed'));
      } catch {
        deps.announce(say('options_not_saved'));
      }
    },
    async forget() {
      const row = forgetting.value;
      if (row === null || busy.value) return;
      busy.value = true;
      try {
        await deps.ask('forgetAccount', { accountId: row.account.id });
        deps.clearPageStorage();
        await deps.refresh();
        deps.announce(say('options_forgotten', { account: row.name }));
      } catch {
        deps.announce(say('options_fail_bug'));
      } finally {
        batch(() => {
          busy.value = false;
          forgetting.value = null;
        });
      }
    },
    show: set,
  };
}
