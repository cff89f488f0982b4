/**
 * Composition root of the worker. Every listener is registered in the first turn, so that the event which woke the
 * worker is not missed; nothing is decided here.
 */
import { defineBackground } from 'wxt/utils/define-background';
import { listen } from '@/lib/messaging/door';
import { onAlarm } from '@/lib/platform/alarm';
import { onNotification } from '@/lib/platform/notifications';
import { onPermissionsChanged } from '@/lib/platform/permissions';
import { onInstalled, onOnlineChange, onStarted } from '@/lib/platform/runtime';
import { createBrowserPorts } from '@/lib/watch/browser-ports';
import { openNotice, openPage, openVault } from '@/lib/watch/open';
import { createWatcher } from '@/lib/watch/watcher';

export default defineBackground({
  main() {
    const ports = createBrowserPorts();
    const watcher = createWatcher(ports);
    const tick = (): void => void watcher.tick();

    onAlarm(tick);
    onStarted(tick);
    onInstalled({ first: () => void openPage('options.html'), any: tick });
    onPermissionsChanged(tick);
    onOnlineChange(() => void watcher.checkNow(null), tick);
    onNotification({
      clicked: (id, button) => void watcher.clicked(id, button).then((notice) => openNotice(ports, notice)),
      dismissed: (id) => void watcher.dismissed(id),
    });
    listen({ ...watcher.answers, openVault: (request) => openVault(ports, request) }, location.origin);
  },
});
