/**
 * The form that takes an API key: for a new account, or the new key of one that is there. Keeps what was typed only as
 * long as the page needs it; the secret goes to the worker and is emptied here once it is stored.
 */
import { batch, computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { type AddressProblem, clouds, ownServer, permissionOrigins } from '@/lib/domain/addresses';
import type { Account } from '@/lib/domain/model';
import { type Server, vaultUrl } from '@/lib/domain/server';
import { say, type Words } from '@/lib/domain/words';
import type { ask } from '@/lib/messaging/door';
import type { SignInOutcome } from '@/lib/messaging/protocol';
import { bugResult, failureResult, fieldProblem, outcomeResult, type ResultView } from './result';

export type Ask = typeof ask;
export type Region = Server['region'];

export interface AccountFormDeps {
  readonly ask: Ask;
  /** Has to be called in the turn of a click; true: all granted. */
  readonly requestOrigins: (origins: readonly string[]) => Promise<boolean>;
  readonly hasOrigins: (origins: readonly string[]) => Promise<boolean>;
  /** Judges a `client_id` before anybody is asked for a permission. */
  readonly checkClientId: (text: string) => 'ok' | 'malformed' | 'organization-key';
  /** The server that the organization prescribes; null: people choose. */
  readonly prescribed?: ReadonlySignal<Server | null>;
  /** A key works and is stored. */
  readonly onConnected: (outcome: Extract<SignInOutcome, { kind: 'connected' }>, result: ResultView) => void;
}

/** A step after the permission was given; `mine` is the run it belongs to. */
type Next = (target: Server, mine: number) => Promise<void>;

/** Permissions that only another click can ask for, and what goes on once they are there. */
export interface MoreNeeded {
  readonly origins: readonly string[];
  /** Host names, for people to read. */
  readonly hosts: readonly string[];
  readonly words: Words;
}

export interface AccountForm {
  /** null: a new account; else the account whose key is replaced. */
  readonly account: Account | null;
  readonly region: Signal<Region>;
  readonly address: Signal<string>;
  readonly clientId: Signal<string>;
  readonly clientSecret: Signal<string>;
  /** The organization prescribes the server: neither region nor address can be chosen. */
  readonly isPrescribed: ReadonlySignal<boolean>;
  /** The server meant by region and address; null: no usable address yet. */
  readonly server: ReadonlySignal<Server | null>;
  /** Host that the key will be sent to; null while unknown. */
  readonly keyHost: ReadonlySignal<string | null>;
  /** Page of the web vault that shows the key. */
  readonly keyPage: ReadonlySignal<string | null>;
  readonly working: ReadonlySignal<boolean>;
  readonly result: ReadonlySignal<ResultView | null>;
  readonly more: ReadonlySignal<MoreNeeded | null>;
  /** Says what is wrong with the address, on leaving its field. */
  readonly leaveAddress: () => void;
  /** "Test and save". Call it in the turn of the click. Answers when it has ended. */
  readonly submit: () => Promise<void>;
  /** "Allow", when more permissions are needed. Call it in the turn of the click. */
  readonly allowMore: () => Promise<void>;
  /** Forgets what was typed, and lets go of whatever is still under way. */
  readonly empty: () => void;
  readonly stop: () => void;
}

const addressWords = (problem: AddressProblem): Words =>
  problem === 'plain-http' ? say('options_address_http') : say('options_address_bad');

/** Host name in a match pattern. */
const patternHost = (pattern: string): string => pattern.replace(/^[^:]+:\/\//, '').replace(/\/\*$/, '');

const hostOf = (url: string): string => new URL(url).host;

export function createAccountForm(deps: AccountFormDeps, account: Account | null = null): AccountForm {
  const region = signal<Region>(account?.server.region ?? 'us');
  const address = signal('');
  const clientId = signal(account === null ? '' : `user.${account.userId}`);
  const clientSecret = signal('');
  const working = signal(false);
  const result = signal<ResultView | null>(null);
  const more = signal<MoreNeeded | null>(null);
  /** Permissions found granted, by their patterns: asking for them again is not needed. */
  const granted = new Set<string>();
  /** What goes on once the permissions in `more` are there. */
  let afterMore: { readonly target: Server; readonly next: Next } | null = null;
  /** Counts what was started, so that an answer to something given up is not shown. */
  let run = 0;

  const prescribed = computed(() => deps.prescribed?.value ?? null);
  const entered = computed(() =>
    region.value === 'own' && prescribed.value === null ? ownServer(address.value) : null,
  );
  const server = computed<Server | null>(() => {
    if (account !== null) return account.server;
    if (prescribed.value !== null) return prescribed.value;
    if (region.value !== 'own') return clouds[region.value];
    return entered.value?.ok ? entered.value.server : null;
  });

  const stopChecking = effect(() => {
    const target = server.value;
    if (target === null || target.region !== 'own') return;
    const origins = permissionOrigins(target);
    deps.hasOrigins(origins).then((has) => {
      if (has) granted.add(origins.join(' '));
    });
  });

  // Whatever is typed makes the last answer old.
  const stopClearing = effect(() => {
    region.value;
    address.value;
    clientId.value;
    clientSecret.value;
    run += 1;
    batch(() => {
      working.value = false;
      result.value = null;
      more.value = null;
    });
  });

  function problem(): ResultView | null {
    if (account === null && entered.value?.ok === false) {
      return fieldProblem('address', addressWords(entered.value.problem));
    }
    const id = deps.checkClientId(clientId.value);
    if (id === 'organization-key')
      return outcomeResult({ kind: 'organization-key' }, server.value?.region ?? region.value, 'entering');
    if (id === 'malformed')
      return outcomeResult({ kind: 'malformed-id' }, server.value?.region ?? region.value, 'entering');
    if (clientSecret.value.trim() === '')
      return outcomeResult({ kind: 'missing-secret' }, server.value?.region ?? region.value, 'entering');
    return null;
  }

  /** Signs in. A refused host permission is not the end: a click may still give it. */
  async function signIn(target: Server, mine: number): Promise<void> {
    const key = { clientId: clientId.value.trim(), clientSecret: clientSecret.value.trim() };
    const outcome =
      account === null
        ? await deps.ask('addAccount', { server: target, ...key })
        : await deps.ask('replaceKey', { accountId: account.id, ...key });
    if (outcome.kind === 'connected') {
      const view = outcomeResult(outcome, target.region, 'entering');
      // Emptied even if nobody waits for this answer any more.
      batch(() => {
        clientId.value = '';
        clientSecret.value = '';
      });
      result.value = view;
      deps.onConnected(outcome, view);
      return;
    }
    if (mine !== run) return;
    if (outcome.kind === 'failed' && outcome.failure.kind === 'no-permission') {
      askAgain(outcome.failure.host, target, signIn);
      return;
    }
    result.value = outcomeResult(outcome, target.region, 'entering');
  }

  /** A permission that we believed to have is gone: only another click may ask for it. */
  function askAgain(host: string, target: Server, next: Next): void {
    granted.clear();
    const words = say('options_allow_gone', { hosts: { list: [host] } });
    more.value = { origins: permissionOrigins(target), hosts: [host], words };
    afterMore = { target, next };
  }

  async function discoverAndSignIn(target: Server, mine: number): Promise<void> {
    const found = await deps.ask('discover', { server: target });
    if (mine !== run) return;
    if (found.kind === 'failed') {
      if (found.failure.kind === 'no-permission') askAgain(found.failure.host, target, discoverAndSignIn);
      else result.value = failureResult(found.failure, target.region, 'entering');
      return;
    }
    if (found.missingOrigins.length > 0) {
      const hosts = found.missingOrigins.map(patternHost);
      const words = say('options_allow_hosts', { hosts: { list: hosts } });
      more.value = { origins: found.missingOrigins, hosts, words };
      afterMore = { target: found.server, next: signIn };
      return;
    }
    await signIn(found.server, mine);
  }

  /** Everything after the click's own turn. `permission` was asked for in that turn. */
  async function go(target: Server, permission: Promise<boolean>, host: string, next: Next): Promise<void> {
    run += 1;
    const mine = run;
    batch(() => {
      working.value = true;
      result.value = null;
      more.value = null;
    });
    try {
      const allowed = await permission;
      if (mine !== run) return;
      if (allowed) await next(target, mine);
      else result.value = failureResult({ kind: 'no-permission', host }, target.region, 'entering');
    } catch {
      if (mine === run) result.value = bugResult;
    } finally {
      if (mine === run) working.value = false;
    }
  }

  return {
    account,
    region,
    address,
    clientId,
    clientSecret,
    isPrescribed: computed(() => account === null && prescribed.value !== null),
    server,
    keyHost: computed(() => (server.value === null ? null : hostOf(server.value.identity))),
    keyPage: computed(() => (server.value === null ? null : vaultUrl(server.value, { page: 'api-key' }))),
    working,
    result,
    more,
    leaveAddress() {
      if (address.value.trim() === '' || entered.value?.ok !== false || working.value) return;
      result.value = fieldProblem('address', addressWords(entered.value.problem));
    },
    submit() {
      const target = server.value;
      if (working.value) return Promise.resolve();
      const wrong = problem();
      if (wrong !== null || target === null) {
        batch(() => {
          more.value = null;
          result.value = wrong;
        });
        return Promise.resolve();
      }
      const origins = permissionOrigins(target);
      // The clouds' hosts come with the extension; and a question that was answered is not asked again.
      const needed = target.region === 'own' && !granted.has(origins.join(' '));
      const permission = needed ? deps.requestOrigins(origins) : Promise.resolve(true);
      const next = account === null && target.region === 'own' ? discoverAndSignIn : signIn;
      return go(target, permission, hostOf(target.vault), next);
    },
    allowMore() {
      const needed = more.value;
      if (needed === null || afterMore === null || working.value) return Promise.resolve();
      return go(afterMore.target, deps.requestOrigins(needed.origins), needed.hosts.join(', '), afterMore.next);
    },
    empty() {
      batch(() => {
        address.value = '';
        clientId.value = account === null ? '' : `user.${account.userId}`;
        clientSecret.value = '';
      });
    },
    stop() {
      run += 1;
      stopChecking();
      stopClearing();
    },
  };
}
