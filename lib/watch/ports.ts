/**
 * What the worker's use cases need from outside, as ports: the browser's side is in `lib/platform`, the tests' side in
 * the tests. Nothing here may be assumed to survive the worker except the store, the secrets and the session.
 */
import type { Api } from '@/lib/bitwarden/api';
import type { BadgeView } from '@/lib/domain/badge';
import type { Role } from '@/lib/domain/model';
import type { Managed, Preferences } from '@/lib/domain/preferences';
import type { Token } from '@/lib/domain/readings';
import type { Server } from '@/lib/domain/server';
import type { Broadcast } from '@/lib/messaging/protocol';
import type { Speech } from '@/lib/platform/speech';
import type { Secrets } from '@/lib/store/secrets';
import type { Store } from '@/lib/store/store';

/** A token and what was known when it was issued. server: its role claims are frozen then. */
export interface SessionToken extends Token {
  /** Roles by provider as in the first profile read with this token; null: not read yet. */
  readonly roles: Readonly<Record<string, Role>> | null;
  /** Issued because the one before was refused something it should have been allowed: not done twice in a row. */
  readonly afterRefusal: boolean;
}

/** Tokens of this browser session: in memory, never on disk, but outliving the worker. */
export interface Session {
  get(accountId: string): Promise<SessionToken | null>;
  set(accountId: string, token: SessionToken): Promise<void>;
  remove(accountId: string): Promise<void>;
}

export interface NotificationContent {
  readonly title: string;
  readonly message: string;
  readonly buttons: readonly string[];
}

export interface NotificationCentre {
  /** Shows a notification, replacing the one of the same id, and alerts. */
  show(id: string, content: NotificationContent): Promise<void>;
  /** Changes one that is still there, silently. */
  update(id: string, content: NotificationContent): Promise<void>;
  clear(id: string): Promise<void>;
  /** Ids that the browser has, shown or in its list. */
  present(): Promise<readonly string[]>;
}

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
  readonly permitted: (server: Server) => Promise<boolean>;
  readonly managed: () => Promise<Managed>;
  readonly speech: (language: Preferences['language']) => Promise<Speech>;
  readonly broadcast: (message: Broadcast) => void;
  readonly newDeviceId: () => string;
}
