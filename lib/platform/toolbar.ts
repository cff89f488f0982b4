/** The extension's button: icon, badge and title. */
import type { BadgeView } from '@/lib/domain/badge';
import { browser } from './browser';

const icons: Record<BadgeView['icon'], Record<string, string>> = {
  normal: { 16: '/icons/icon-16.png', 32: '/icons/icon-32.png' },
  idle: { 16: '/icons/icon-idle-16.png', 32: '/icons/icon-idle-32.png' },
  off: { 16: '/icons/icon-off-16.png', 32: '/icons/icon-off-32.png' },
};

export async function showBadge(view: BadgeView, title: string): Promise<void> {
  await Promise.all([
    browser.action.setIcon({ path: icons[view.icon] }),
    browser.action.setBadgeText({ text: view.text }),
    browser.action.setBadgeBackgroundColor({ color: view.color }),
    browser.action.setBadgeTextColor({ color: '#ffffff' }),
    browser.action.setTitle({ title }),
  ]);
}
