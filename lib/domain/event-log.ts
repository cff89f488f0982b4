/** The server's event logs: what a line is about, which kind of thing happened, and how it is said to people. */
import type { MessageKey } from './words';

/** One line of an event log. Ids are null where the server names none. */
export interface LogEvent {
  /** server: EventType; may be newer than what is known here. */
  readonly type: number;
  /** Epoch ms; null: a date that cannot be read. */
  readonly at: number | null;
  /** The person concerned. */
  readonly userId: string | null;
  /** Who did it; null: the person themself, or the server. */
  readonly actingUserId: string | null;
  /** The membership concerned: of the team, or of a client. */
  readonly memberId: string | null;
  /** The client concerned. */
  readonly clientId: string | null;
  /** server: set where provider staff did it. */
  readonly providerId: string | null;
  /** server: provider-organization relation, for clients added and removed. */
  readonly relationId: string | null;
  /** server: EventSystemUser; null: a person. */
  readonly systemUser: number | null;
  /** server: DeviceType. */
  readonly deviceType: number | null;
  readonly ipAddress: string | null;
  /** For events about a claimed domain. */
  readonly domainName: string | null;
}

/** What can be told apart in a log. `other`: of a number that is not known here. */
export const eventKinds = ['people', 'organization', 'policies', 'items', 'logins', 'other'] as const;
export type EventKind = (typeof eventKinds)[number];

/** Whom or what a sentence is about. */
export type EventSubject = 'person' | 'client' | 'domain' | 'none';

/** From (included) to (left out) in the server's numbers. server: each new set of events begins another hundred. */
const ranges: readonly (readonly [from: number, to: number, kind: EventKind, subject: EventSubject])[] = [
  [1000, 1100, 'logins', 'person'],
  [1100, 1500, 'items', 'none'],
  [1500, 1600, 'people', 'person'],
  [1600, 1700, 'organization', 'none'],
  [1700, 1800, 'policies', 'none'],
  [1800, 1900, 'people', 'person'],
  [1900, 2000, 'organization', 'client'],
  [2000, 2100, 'organization', 'domain'],
  [2100, 2600, 'items', 'none'],
];

const rangeOf = (type: number) => ranges.find(([from, to]) => type >= from && type < to);

export const kindOf = (type: number): EventKind => rangeOf(type)?.[2] ?? 'other';
export const subjectOf = (type: number): EventSubject =>
  wordsOf(type) === null ? 'none' : (rangeOf(type)?.[3] ?? 'none');

const single: ReadonlyMap<number, MessageKey> = new Map<number, MessageKey>([
  [1000, 'events_login'],
  [1001, 'events_password'],
  [1002, 'events_twostep_set'],
  [1003, 'events_twostep_off'],
  [1004, 'events_twostep_recovered'],
  [1005, 'events_login_failed'],
  [1006, 'events_login_failed_twostep'],
  [1007, 'events_exported_own'],
  [1008, 'events_password_temporary'],
  [1009, 'events_key_connector_moved'],
  [1010, 'events_device_asked'],
  [1011, 'events_password_offboarding'],
  [1100, 'events_item_created'],
  [1101, 'events_item_changed'],
  [1102, 'events_item_deleted'],
  [1103, 'events_attachment_added'],
  [1104, 'events_attachment_removed'],
  [1105, 'events_item_shared'],
  [1106, 'events_item_collections'],
  [1107, 'events_item_viewed'],
  [1114, 'events_item_filled'],
  [1115, 'events_item_trashed'],
  [1116, 'events_item_restored'],
  [1300, 'events_collection_created'],
  [1301, 'events_collection_changed'],
  [1302, 'events_collection_deleted'],
  [1400, 'events_group_created'],
  [1401, 'events_group_changed'],
  [1402, 'events_group_deleted'],
  [1500, 'events_member_invited'],
  [1501, 'events_member_confirmed'],
  [1502, 'events_member_changed'],
  [1503, 'events_member_removed'],
  [1504, 'events_member_groups'],
  [1505, 'events_member_sso_unlinked'],
  [1506, 'events_recovery_enrolled'],
  [1507, 'events_recovery_withdrawn'],
  [1508, 'events_recovery_used'],
  [1509, 'events_member_sso_reset'],
  [1510, 'events_member_sso_first'],
  [1511, 'events_member_revoked'],
  [1512, 'events_member_restored'],
  [1513, 'events_device_approved'],
  [1514, 'events_device_refused'],
  [1515, 'events_member_deleted'],
  [1516, 'events_member_left'],
  [1517, 'events_member_confirmed_automatically'],
  [1518, 'events_member_revoked_self'],
  [1519, 'events_twostep_reset'],
  [1520, 'events_member_revoked_twostep'],
  [1521, 'events_member_revoked_single'],
  [1522, 'events_member_banner'],
  [1523, 'events_member_staged'],
  [1524, 'events_member_joined_link'],
  [1525, 'events_member_email'],
  [1526, 'events_member_confirmed_link'],
  [1600, 'events_org_changed'],
  [1601, 'events_org_purged'],
  [1602, 'events_org_exported'],
  [1603, 'events_org_opened'],
  [1604, 'events_sso_on'],
  [1605, 'events_sso_off'],
  [1606, 'events_key_connector_on'],
  [1607, 'events_key_connector_off'],
  [1608, 'events_sponsorships'],
  [1618, 'events_move_accepted'],
  [1619, 'events_move_declined'],
  [1620, 'events_auto_confirm_on'],
  [1621, 'events_auto_confirm_off'],
  [1622, 'events_auto_confirm_on'],
  [1623, 'events_auto_confirm_off'],
  [1624, 'events_link_created'],
  [1626, 'events_link_deleted'],
  [1627, 'events_link_copied'],
  [1700, 'events_policy'],
  [1800, 'events_team_invited'],
  [1801, 'events_team_confirmed'],
  [1802, 'events_team_changed'],
  [1803, 'events_team_removed'],
  [1900, 'events_client_created'],
  [1901, 'events_client_added'],
  [1902, 'events_client_removed'],
  [1903, 'events_client_opened'],
  [2000, 'events_domain_added'],
  [2001, 'events_domain_removed'],
  [2002, 'events_domain_verified'],
  [2003, 'events_domain_unverified'],
  [2100, 'events_secret_read'],
]);

/** Numbers that say the same to a person; both ends included. server: EventType. */
const grouped: readonly (readonly [from: number, to: number, key: MessageKey])[] = [
  [1108, 1110, 'events_item_shown'],
  [1111, 1113, 'events_item_copied'],
  [1117, 1118, 'events_item_shown'],
  [1119, 1120, 'events_item_copied'],
  [1121, 1122, 'events_item_shown'],
  [1609, 1617, 'events_collection_rules'],
  [1625, 1630, 'events_link_changed'],
  [2101, 2105, 'events_secret'],
  [2200, 2203, 'events_project'],
  [2300, 2305, 'events_machine'],
  [2400, 2402, 'events_phishing'],
  [2500, 2505, 'events_send_created'],
  [2506, 2507, 'events_send_changed'],
  [2508, 2509, 'events_send_deleted'],
  [2510, 2511, 'events_send_opened'],
  [2512, 2513, 'events_send_policy'],
];

/** Of 1123 to 1132 the odd numbers are about copying and the even ones about showing a hidden field. */
const copiedOrShown = (type: number): MessageKey | null => {
  if (type < 1123 || type > 1132) return null;
  return type % 2 === 1 ? 'events_item_copied' : 'events_item_shown';
};

/** The sentence of a type; null: a number that is not known here. */
export const wordsOf = (type: number): MessageKey | null =>
  single.get(type) ?? grouped.find(([from, to]) => type >= from && type <= to)?.[2] ?? copiedOrShown(type);
