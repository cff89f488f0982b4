/**
 * What the worker's use cases need from outside, as ports: the browser's side is in `lib/platform`, the tests' side in
 * the tests. Nothing here may be assumed to survive the worker except the store, the secrets and the session.
 */
import type { Api } from '@/lib/bitwarden/api';
import type { BadgeView } from '@/lib/domain/badge';
import type { Preferences } from '@/lib/domain/preferences';
import type { Server } from '@/lib/domain/server';
import type { Broadcast } from '@/lib/messaging/protocol';
import type { NotificationCentre } from '@/lib/platform/notifications';
import type { Session, SessionToken } from '@/lib/platform/session';
import type { Sayer } from '@/lib/platform/speech';
import type { Secrets } from '@/lib/store/secrets';
import type { Store } from '@/lib/store/store';
import type { CallResult } from './session';

export interface Clock {
  now(): number;
  /** Wall-clock minute of the day here. */
  minuteOfDay(at: number): number;
  /** 0 ≤ x < 1. */
  random(): number;
  online(): boolean;
}

export interface Ports {
  readonly store: Store;
  readonly secrets: Secrets;
  readonly session: Session;
  readonly notifications: NotificationCentre;
  readonly clock: Clock;
  readonly api: (server: Server) => Api;
  readonly badge: { show(view: BadgeView, title: string): Promise<void> };
  /** One alarm; a new call replaces the last. */
  readonly alarm: { wakeAt(at: number, everyMinutes: number): Promise<void> };
  /** Whether the browser lets the extension reach these addresses. */
  readonly permitted: (server: Pick<Server, 'api' | 'identity'>) => Promise<boolean>;
  /** The organization's policy as the browser has it; undefined: none. */
  /** undefined: nothing is prescribed; null: the browser does not answer. */
  readonly managed: () => Promise<unknown>;
  readonly speech: (language: Preferences['language']) => Promise<Sayer>;
  readonly broadcast: (message: Broadcast) => void;
  /** Records of confirmations that this worker is sending. Whatever else is open was left behind by a former one. */
  readonly sending: Set<string>;
  /** Sign-ins under way, by account: whoever needs the token waits for the same one. */
  readonly signingIn: Map<string, Promise<CallResult<SessionToken>>>;
}
