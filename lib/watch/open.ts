/** Opening the right place for a notice or a link. */
import { deskHash } from '@/lib/domain/desk-route';
import { noticeTarget } from '@/lib/domain/notice-words';
import type { Notice } from '@/lib/domain/notices';
import { vaultUrl } from '@/lib/domain/server';
import type { RequestOf } from '@/lib/messaging/protocol';
import { openOwnPage, openVaultTab } from '@/lib/platform/tabs';
import type { Ports } from './ports';
import { findAccount } from './session';

export const openPage = openOwnPage;

/** Opens an address of the account's own web vault, and no other. */
export async function openVault(ports: Ports, { accountId, url }: RequestOf<'openVault'>): Promise<undefined> {
  const account = await findAccount(ports, accountId);
  if (account !== undefined && url.startsWith(`${account.server.vault}/`)) await openVaultTab(url);
  return undefined;
}

/** Opens what a notice is about: its place in the desk, the provider's billing, or the account in the options. */
export async function openNotice(ports: Ports, notice: Notice | null): Promise<void> {
  const target = notice === null ? null : noticeTarget(notice);
  if (target === null) return;
  if (target.open === 'desk') return openOwnPage(`desk.html${deskHash(target.route)}`);
  const account = await findAccount(ports, target.accountId);
  if (account === undefined) return openOwnPage('options.html#accounts');
  if (target.open === 'account') return openOwnPage(`options.html#account=${encodeURIComponent(target.accountId)}`);
  return openVaultTab(vaultUrl(account.server, { page: target.open, providerId: target.providerId }));
}
