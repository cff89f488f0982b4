/** What a person sees of the extension now, as text: popup, badge and notices. */
import type { Page } from '@playwright/test';
import type { Badge, Desk, ShownNotice } from '../e2e/support/desk';

export interface PopupText {
  readonly provider: string;
  readonly banners: readonly string[];
  /** The waiting people, or the line that nobody is. */
  readonly queue: readonly string[];
  /** Heads of groups and rows of clients, as far as they are on the screen. */
  readonly clients: readonly string[];
  readonly status: string;
}

/** Reads the popup as it stands. Parts of a row are parted by dots. */
export async function readPopup(popup: Page): Promise<PopupText> {
  const texts = async (selector: string): Promise<string[]> => {
    const found = await popup.locator(selector).allInnerTexts();
    return found
      .map((text) =>
        text
          .split(/\s*\n\s*/)
          .filter(Boolean)
          .join(' · '),
      )
      .filter(Boolean);
  };
  return {
    // The name that is seen is cut where it is long; the heading for screen readers is not.
    provider: (await popup.locator('h1').allInnerTexts()).join(' '),
    banners: await texts('.banners > *'),
    queue: [...(await texts('[aria-labelledby="queue"] li')), ...(await texts('p.clear'))],
    clients: await texts('[role="table"] [role="row"]'),
    status: (await texts('footer')).join(' '),
  };
}

export interface Screen {
  readonly popup: PopupText;
  readonly badge: Badge;
  readonly notices: readonly ShownNotice[];
}

export async function readScreen(desk: Desk, popup: Page): Promise<Screen> {
  return { popup: await readPopup(popup), badge: await desk.badge(), notices: await desk.notifications() };
}

const list = (items: readonly string[], none: string): string =>
  items.length === 0 ? none : items.map((item) => `\n      ${item}`).join('');

const noticeText = ({ title, message, buttons }: ShownNotice): string =>
  `${title} | ${message}${buttons.length === 0 ? '' : `  [${buttons.join('] [')}]`}`;

/** For the terminal. `rows`: how many rows of clients to print. */
export function screenText({ popup, badge, notices }: Screen, rows = 6): string {
  const more = popup.clients.length - rows;
  const clients = [...popup.clients.slice(0, rows), ...(more > 0 ? [`… and ${more} more rows`] : [])];
  return [
    `    Popup   ${popup.provider} | ${popup.status}`,
    ...popup.banners.map((banner) => `      ! ${banner}`),
    `    Waiting${list(popup.queue, ' nothing is shown')}`,
    `    Clients${list(clients, ' none are shown')}`,
    `    Badge   ${badge.text === '' ? '(none)' : badge.text} | ${badge.title}`,
    `    Notices${list(notices.map(noticeText), ' none are shown')}`,
  ].join('\n');
}
