/**
 * The browser's notifications. Firefox knows no buttons and no silent updates, and it calls every closing the person's,
 * also one by time and our own.
 */
import { browser } from './browser';

export interface NotificationContent {
  readonly title: string;
  readonly message: string;
  readonly buttons: readonly string[];
}

export interface NotificationCentre {
  /** Shows a notification, replacing the one of the same id, and alerts. */
  show(id: string, content: NotificationContent): Promise<void>;
  /** Changes one that is still there, silently. Does nothing where the browser cannot: the next alert has the news. */
  update(id: string, content: NotificationContent): Promise<void>;
  clear(id: string): Promise<void>;
  /** Ids that the browser has, shown or in its list. */
  present(): Promise<readonly string[]>;
}

const options = ({ title, message, buttons }: NotificationContent) => ({
  type: 'basic' as const,
  iconUrl: '/icons/icon-128.png',
  title,
  message,
  ...(import.meta.env.FIREFOX ? {} : { buttons: buttons.map((label) => ({ title: label })) }),
});

export const notificationCentre: NotificationCentre = {
  async show(id, content) {
    await browser.notifications.create(id, options(content));
  },
  async update(id, content) {
    // Creating it anew would be the only way in Firefox, and would alert again.
    if (!import.meta.env.FIREFOX) await browser.notifications.update(id, options(content));
  },
  async clear(id) {
    await browser.notifications.clear(id);
  },
  async present() {
    return Object.keys(await browser.notifications.getAll());
  },
};

export interface NotificationEvents {
  /** `button` counts from 0; null: the notification itself. */
  clicked(id: string, button: number | null): void;
  /** Closed by the person, not by us or by time. Never called in Firefox, which does not tell them apart. */
  dismissed(id: string): void;
}

/** Call in the worker's first turn. */
export function onNotification({ clicked, dismissed }: NotificationEvents): void {
  browser.notifications.onClicked.addListener((id) => clicked(id, null));
  browser.notifications.onButtonClicked?.addListener((id, button) => clicked(id, button));
  if (!import.meta.env.FIREFOX) {
    browser.notifications.onClosed.addListener((id, byUser) => {
      if (byUser) dismissed(id);
    });
  }
}
