/**
 * What is wrong, in words, gravest first: every failure and every state of account and provider that somebody should
 * know of. Pages show the first and fold the rest away.
 */
import { inScope, type Scope } from './client-list';
import { type Failure, needsPerson } from './failure';
import type { Account, Provider } from './model';
import type { Overview } from './overview';
import { type Server, serverHost, vaultUrl } from './server';
import { say, sayCount, type Words } from './words';

export type BannerKind =
  | 'storage'
  | 'key-refused'
  | 'key-lost'
  | 'no-permission'
  | 'sign-in-refused'
  | 'version-refused'
  | 'no-provider'
  | 'removed'
  | 'suspended'
  | 'refused'
  | 'unreadable'
  | 'rejected'
  | 'not-bitwarden'
  | 'no-answer'
  | 'server-error'
  | 'rate-limited'
  | 'partly-read'
  | 'team-unread'
  | 'offline';

/** Gravest first. */
const order: readonly BannerKind[] = [
  'storage',
  'key-refused',
  'key-lost',
  'no-permission',
  'sign-in-refused',
  'version-refused',
  'no-provider',
  'removed',
  'suspended',
  'refused',
  'unreadable',
  'rejected',
  'not-bitwarden',
  'no-answer',
  'server-error',
  'rate-limited',
  'partly-read',
  'team-unread',
  'offline',
];

export type BannerAction =
  /** That account in the options. */
  | { readonly do: 'account'; readonly accountId: string }
  | { readonly do: 'vault'; readonly accountId: string; readonly url: string }
  /** A page that is not the account's web vault. */
  | { readonly do: 'page'; readonly url: string }
  | { readonly do: 'check' }
  | { readonly do: 'dismiss'; readonly accountId: string; readonly providerId: string };

export interface Banner {
  readonly kind: BannerKind;
  /** Unique among the banners of one moment. */
  readonly id: string;
  readonly tone: 'stop' | 'wait';
  readonly title: Words;
  readonly text: Words;
  readonly action: (BannerAction & { readonly label: Words }) | null;
  /** For whoever wants to know more, or has to report it. Nothing secret. */
  readonly details: Words | null;
}

export interface BannerInput {
  readonly overview: Pick<Overview, 'accounts' | 'providers'>;
  readonly scope: Scope;
  readonly now: number;
  /** Whether the browser believes to have a network. */
  readonly online: boolean;
  /** The instant of which the figures in scope are; null: nothing was read. */
  readonly checkedAt: number | null;
  /** Clients in scope whose people could not be read, out of how many; and whether the own team could not. */
  readonly unread: { readonly clients: number; readonly total: number; readonly team: boolean };
  /** The store itself cannot be read. */
  readonly storageFailed: boolean;
}

/** How a server is called: the clouds by name, an own one by its host. */
const serverName = (server: Server): string => (server.region === 'own' ? serverHost(server) : 'Bitwarden');

const statusPage = 'https://status.bitwarden.com/';

interface FailureContext extends BannerInput {
  readonly account: Account;
  /** Where one provider's list failed rather than the account. */
  readonly provider: Provider | null;
}

const providerWords = (provider: Provider): string | Words => provider.name ?? say('provider_unnamed');

function figures({ checkedAt }: BannerInput): Words {
  return checkedAt === null ? say('popup_figures_none') : say('popup_figures_of', { at: { moment: checkedAt } });
}

function next({ account, now }: FailureContext): Words {
  return account.notBefore > now ? say('popup_next_at', { at: { moment: account.notBefore } }) : say('popup_next_soon');
}

const offlineBanner = (input: BannerInput): Banner => ({
  kind: 'offline',
  id: 'offline',
  tone: 'wait',
  title: say('popup_banner_offline'),
  text:
    input.checkedAt === null
      ? say('popup_banner_offline_never')
      : say('popup_banner_offline_text', { at: { moment: input.checkedAt } }),
  action: null,
  details: null,
});

/** The words for a failure. Total: a new kind does not compile until it has some. */
export function failureBanner(failure: Failure, context: FailureContext): Banner {
  const { account, provider } = context;
  const server = serverName(account.server);
  const name = account.label ?? account.email;
  const several = context.overview.accounts.length > 1;
  const toAccount = { do: 'account', accountId: account.id } as const;
  const base = {
    kind: failure.kind,
    id: `${failure.kind}|${account.id}|${provider?.id ?? ''}`,
    tone: 'stop',
    action: null,
    details: null,
  } as const;
  switch (failure.kind) {
    case 'offline':
      return offlineBanner(context);
    case 'no-answer':
      return {
        ...base,
        title: say('popup_banner_no_answer', {
          server,
          since: { moment: account.failureSince ?? context.now },
        }),
        text: say('popup_banner_no_answer_text', { figures: figures(context), next: next(context) }),
      };
    case 'server-error':
      return {
        ...base,
        title: say('popup_banner_server', { server, status: String(failure.status) }),
        text: say('popup_banner_server_text', { figures: figures(context), next: next(context) }),
        action:
          account.server.region === 'own'
            ? null
            : { do: 'page', url: statusPage, label: say('popup_banner_server_button') },
      };
    case 'not-bitwarden':
      return {
        ...base,
        title: say('popup_banner_not_bitwarden', { server: failure.host }),
        text: say('popup_banner_not_bitwarden_text', { figures: figures(context), next: next(context) }),
      };
    case 'rate-limited': {
      const at = Math.max(failure.retryAt ?? 0, account.notBefore);
      return {
        ...base,
        tone: 'wait',
        title: say('popup_banner_rate'),
        text: at > context.now ? say('popup_banner_rate_text', { at: { moment: at } }) : say('popup_banner_rate_soon'),
      };
    }
    case 'key-refused':
      return {
        ...base,
        title: several ? say('popup_banner_key_of', { account: name }) : say('popup_banner_key'),
        text: say('popup_banner_key_text'),
        action: { ...toAccount, label: say('popup_banner_key_button') },
      };
    case 'key-lost':
      return {
        ...base,
        title: several ? say('popup_banner_key_lost_of', { account: name }) : say('popup_banner_key_lost'),
        text: say('popup_banner_key_lost_text'),
        action: { ...toAccount, label: say('popup_banner_key_button') },
      };
    case 'no-permission':
      return {
        ...base,
        title: say('popup_banner_permission', { host: failure.host }),
        text: say('popup_banner_permission_text'),
        action: { ...toAccount, label: say('popup_banner_permission_button') },
      };
    case 'version-refused':
      return {
        ...base,
        title: say('popup_banner_version', { server }),
        text: say('popup_banner_version_text', { figures: figures(context) }),
      };
    case 'sign-in-refused':
      return {
        ...base,
        title: say('popup_banner_sign_in', { server, account: name }),
        text: say('popup_banner_sign_in_text'),
        action: { ...toAccount, label: say('popup_banner_sign_in_button') },
        details: say('popup_banner_sign_in_details', { code: failure.code }),
      };
    case 'no-provider':
      return {
        ...base,
        title: say('popup_banner_no_provider', { account: name }),
        text: say('popup_banner_no_provider_text'),
        action: { ...toAccount, label: say('popup_banner_no_provider_button') },
      };
    case 'refused':
      return {
        ...base,
        title:
          provider === null
            ? say('popup_banner_refused_account', { server, account: name })
            : say('popup_banner_refused', { server, provider: providerWords(provider) }),
        text:
          provider === null
            ? say('popup_banner_refused_account_text', { figures: figures(context), next: next(context) })
            : say('popup_banner_refused_text', { figures: figures(context) }),
        details: say('popup_banner_details_status', { status: String(failure.status), what: failure.what }),
      };
    case 'rejected':
      return {
        ...base,
        title: say('popup_banner_rejected'),
        text: say('popup_banner_rejected_text', { figures: figures(context) }),
        details: say('popup_banner_details_status', { status: String(failure.status), what: failure.what }),
      };
    case 'unreadable':
      return {
        ...base,
        title: say('popup_banner_unreadable'),
        text: say('popup_banner_unreadable_text', { figures: figures(context) }),
        details: say('popup_banner_details_answer', { host: failure.host, what: failure.what }),
      };
  }
}

function providerBanners(provider: Provider, account: Account, input: BannerInput): Banner[] {
  const key = { accountId: account.id, providerId: provider.id };
  const base = { id: `${account.id}|${provider.id}`, details: null } as const;
  if (provider.removed) {
    return [
      {
        ...base,
        kind: 'removed',
        id: `removed|${base.id}`,
        tone: 'stop',
        title: say('popup_banner_removed', { provider: providerWords(provider) }),
        text: say('popup_banner_removed_text'),
        action: { do: 'dismiss', ...key, label: say('popup_banner_removed_button') },
      },
    ];
  }
  if (!inScope(input.scope, key)) return [];
  const found: Banner[] = [];
  if (!provider.enabled) {
    const admin = provider.role === 'provider-admin';
    found.push({
      ...base,
      kind: 'suspended',
      id: `suspended|${base.id}`,
      tone: 'wait',
      title: say('popup_banner_suspended', { provider: providerWords(provider) }),
      text: admin ? say('popup_banner_suspended_text') : say('popup_banner_suspended_service'),
      action: admin
        ? {
            do: 'vault',
            accountId: account.id,
            url: vaultUrl(account.server, { page: 'provider-billing', providerId: provider.id }),
            label: say('popup_banner_suspended_button'),
          }
        : null,
    });
  }
  if (provider.failure !== null) found.push(failureBanner(provider.failure, { ...input, account, provider }));
  return found;
}

function unreadBanner({ unread }: BannerInput): Banner | null {
  if (unread.clients === 0 && !unread.team) return null;
  const onlyTeam = unread.clients === 0;
  return {
    kind: onlyTeam ? 'team-unread' : 'partly-read',
    id: 'unread',
    tone: 'wait',
    title: onlyTeam
      ? say('popup_banner_team')
      : sayCount('popup_banner_partly', unread.clients, { total: unread.total }),
    text: onlyTeam ? say('popup_banner_team_text') : say('popup_banner_partly_text'),
    action: { do: 'check', label: say('popup_banner_try_again') },
    details: null,
  };
}

/** Trouble with the line: explained by being offline, if we are. */
const isLine = (kind: BannerKind): boolean =>
  kind === 'no-answer' || kind === 'not-bitwarden' || kind === 'server-error' || kind === 'offline';

/**
 * The banners for what a page is looking at, gravest first. What only a person can end is told from wherever one
 * looks; the rest only where it concerns what is shown.
 */
export function banners(input: BannerInput): Banner[] {
  const { overview, scope, online } = input;
  const found: Banner[] = [];
  if (input.storageFailed) {
    found.push({
      kind: 'storage',
      id: 'storage',
      tone: 'stop',
      title: say('popup_banner_storage'),
      text: say('popup_banner_storage_text'),
      action: null,
      details: null,
    });
  }
  for (const account of overview.accounts) {
    const { failure } = account;
    const looking = scope === null || scope.accountId === account.id;
    if (failure !== null && (looking || needsPerson(failure)))
      found.push(failureBanner(failure, { ...input, account, provider: null }));
    for (const provider of overview.providers)
      if (provider.accountId === account.id) found.push(...providerBanners(provider, account, input));
  }
  const unread = unreadBanner(input);
  if (unread !== null) found.push(unread);
  const told = online ? found : found.filter((banner) => !isLine(banner.kind));
  if (!online && overview.accounts.length > 0) told.push(offlineBanner(input));
  const unique = [...new Map(told.map((banner) => [banner.id, banner])).values()];
  return unique.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}
