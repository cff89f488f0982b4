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

const places = {
  provider: 'h1',
  banners: '.banners > *',
  queue: '[aria-labelledby="queue"] li, p.clear',
  clients: '[role="table"] [role="row"]',
  status: 'footer',
} as const;

/**
 * Reads the popup as it is seen at one instant, without what is only there to be read out (but for the provider's name,
 * which the eye gets shortened). Dots part the pieces of a row.
 */
export async function readPopup(popup: Page): Promise<PopupText> {
  const found = await popup.evaluate(
    (selectors) =>
      selectors.map((selector) =>
        [...document.querySelectorAll(selector)].map((element) => {
          const pieces: string[] = [];
          const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
            if (!node.parentElement?.closest('.sr:not(h1)')) pieces.push(node.textContent ?? '');
          }
          return pieces;
        }),
      ),
    Object.values(places),
  );
  const [provider = [], banners = [], queue = [], clients = [], status = []] = found.map((rows) =>
    rows
      // Some pieces bring a dot of their own.
      .map((pieces) => pieces.flatMap((piece) => piece.split('·')).map((piece) => piece.trim()))
      .map((pieces) => pieces.filter(Boolean).join(' · '))
      .filter(Boolean),
  );
  return { provider: provider.join(' '), banners, queue, clients, status: status.join(' ') };
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
