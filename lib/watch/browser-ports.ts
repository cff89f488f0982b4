/** The worker's ports, wired to the browser. */
import { createApi } from '@/lib/bitwarden/api';
import { permissionOrigins } from '@/lib/domain/addresses';
import { createBroadcaster } from '@/lib/messaging/door';
import { wakeAt } from '@/lib/platform/alarm';
import { preferredSayer } from '@/lib/platform/i18n';
import { readManaged } from '@/lib/platform/managed';
import { notificationCentre } from '@/lib/platform/notifications';
import { hasOrigins } from '@/lib/platform/permissions';
import { session } from '@/lib/platform/session';
import { showBadge } from '@/lib/platform/toolbar';
import { createStore, openDatabase } from '@/lib/store/database';
import { createSecrets } from '@/lib/store/secrets';
import type { Ports } from './ports';

/** server: two to four numbers with dots, or no token; accounts of version 2 want 2025.11.0 at least. */
const clientVersion = '2026.8.0';

/** server: DeviceType 2 is a Chrome extension, 3 a Firefox extension. */
const deviceType = import.meta.env.FIREFOX ? 3 : 2;

export function createBrowserPorts(): Ports {
  const database = openDatabase();
  // A worker that cannot open its database says so at the first use, not as an unhandled rejection.
  database.catch(() => undefined);
  const broadcaster = createBroadcaster();
  const online = (): boolean => navigator.onLine;
  return {
    store: createStore(database),
    secrets: createSecrets(database, crypto, session.innerKey),
    session,
    notifications: notificationCentre,
    clock: {
      now: Date.now,
      minuteOfDay: (at) => new Date(at).getHours() * 60 + new Date(at).getMinutes(),
      random: Math.random,
      online,
    },
    api: (server) =>
      createApi({
        server,
        fetch: (input, init) => fetch(input, init),
        now: Date.now,
        online,
        clientVersion,
        deviceType,
        deviceName: 'Provider Desk',
      }),
    badge: { show: showBadge },
    alarm: { wakeAt },
    permitted: (server) => hasOrigins(permissionOrigins(server)),
    managed: readManaged,
    speech: preferredSayer,
    broadcast: (message) => broadcaster.send(message),
    sending: new Set(),
    signingIn: new Map(),
  };
}
