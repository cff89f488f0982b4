/** From the wire's words to the field's. Pure; every number that the server may add later has a meaning here. */
import type { PublicKeyReading } from '@/lib/domain/confirmation';
import type {
  ClientReading,
  ConfigReading,
  ConfirmationEvent,
  ConfirmReading,
  MemberReading,
  ProfileReading,
  ProviderReading,
  Token,
} from '@/lib/domain/readings';
import type {
  ClientDto,
  ConfigDto,
  ConfirmationDto,
  EventPageDto,
  MemberDto,
  ProfileDto,
  PublicKeyDto,
  TokenDto,
} from './schemas';

/** A text without content is no text: nobody is called "". */
const orNull = (text: string | null | undefined): string | null => (text?.trim() ? text : null);

/** Characters that steer how text is shown: controls, turns of direction, ends of lines. Those that only join are not. */
const steering = /(?:(?![\u200c\u200d])[\p{C}\p{Zl}\p{Zp}])+/gu;

/**
 * What somebody is called. Anybody may choose such a text, and in the middle of ours it must not begin a line of its own
 * or turn what comes after it.
 */
const toName = (text: string | null | undefined): string | null => orNull(text?.replace(steering, ' '));

/** server: ProviderUserType. A number that is not known yet has the least rights. */
export const providerRole = (type: number): ProviderReading['role'] => (type === 0 ? 'provider-admin' : 'service-user');

/** server: ProviderType. */
export function providerType(type: number | null | undefined): ProviderReading['type'] {
  return (['msp', 'reseller', 'business-unit'] as const)[type ?? -1] ?? 'unknown';
}

/** server: ProviderUserStatusType, which knows no revoked and no staged members. */
export function teamStatus(status: number): MemberReading['status'] {
  return (['invited', 'accepted', 'confirmed'] as const)[status] ?? 'unknown';
}

/** server: OrganizationUserStatusType, ProviderUserStatusType and two more. */
export function memberStatus(status: number): MemberReading['status'] {
  if (status === -1) return 'revoked';
  return status === 3 ? 'staged' : teamStatus(status);
}

/** server: ProviderUserType, of somebody else: rights do not hang on it, so an unknown number stays unknown. */
export function teamRole(type: number): MemberReading['role'] {
  if (type === 0) return 'provider-admin';
  return type === 1 ? 'service-user' : 'unknown';
}

/** server: OrganizationUserType; 3 is retired. */
export function memberRole(type: number): MemberReading['role'] {
  // server: 3 is retired.
  return (['owner', 'admin', 'user', undefined, 'custom'] as const)[type] ?? 'unknown';
}

/** What the token answer tells of the account's keys. server: the case of first letters varies. */
const concernsKeys = /^(key|privateKey|accountKeys|kdf\w*|userDecryptionOptions|apiUseKeyConnector)$/i;

/** @param askedAt epoch ms when the request went out: counted from there a token never seems to live too long. */
export const toToken = (dto: TokenDto, askedAt: number): Token => ({
  accessToken: dto.access_token,
  // server: always an hour; more would make a token look as if the clock had been set back.
  expiresAt: askedAt + Math.min(dto.expires_in, 3600) * 1000,
  issuedAt: askedAt,
  sealed: Object.fromEntries(Object.entries(dto).filter(([name]) => concernsKeys.test(name))),
});

export const toConfig = (dto: ConfigDto): ConfigReading => ({
  version: dto.version,
  flavour: orNull(dto.server?.name) ?? orNull(dto.server?.url),
  api: orNull(dto.environment?.api),
  identity: orNull(dto.environment?.identity),
  vault: orNull(dto.environment?.vault),
});

/** server: only the profile tells which clients are switched off; the list of clients shows them like others. */
export function toProfile(dto: ProfileDto): ProfileReading {
  const disabled = new Map<string, string[]>();
  const [rows, clients] = [dto.providers ?? [], dto.providerOrganizations ?? []];
  for (const client of clients) {
    if (client.enabled) continue;
    const ids = disabled.get(client.providerId);
    if (ids) ids.push(client.id);
    else disabled.set(client.providerId, [client.id]);
  }
  return {
    userId: dto.id,
    email: dto.email,
    name: toName(dto.name),
    providers: rows.map((provider) => ({
      id: provider.id,
      name: toName(provider.name),
      role: providerRole(provider.type),
      enabled: provider.enabled,
      type: providerType(provider.providerType),
      disabledClientIds: disabled.get(provider.id) ?? [],
    })),
    keys: {
      providers: rows.map(toWrappedKey),
      providerOrganizations: clients.map((client) => ({
        ...toWrappedKey(client),
        providerId: client.providerId,
        useMyItems: client.useMyItems ?? null,
      })),
      organizations: (dto.organizations ?? []).map(toWrappedKey),
    },
  };
}

const toWrappedKey = (dto: { id: string; key?: string | null | undefined }): { id: string; key: string | null } => ({
  id: dto.id,
  key: orNull(dto.key),
});

/** server: remaining = seats − occupied, null without a limit. Servers that do not send it let us reckon it. */
export function toClient(dto: ClientDto): ClientReading {
  const assigned = dto.seats ?? null;
  const used = dto.occupiedSeats ?? null;
  return {
    id: dto.organizationId,
    relationId: dto.id,
    name: toName(dto.organizationName),
    plan: toName(dto.plan),
    assigned,
    used,
    remaining: dto.remainingSeats ?? (assigned === null || used === null ? null : assigned - used),
    confirmed: dto.userCount,
  };
}

const toMember = (dto: MemberDto, status: MemberReading['status'], role: MemberReading['role']): MemberReading => ({
  id: dto.id,
  userId: dto.userId ?? null,
  name: toName(dto.name),
  email: toName(dto.email) ?? '',
  status,
  role,
});

/** A row of the provider's own team. */
export const toTeamMember = (dto: MemberDto): MemberReading =>
  toMember(dto, teamStatus(dto.status), teamRole(dto.type));

/** A row of a client's members. */
export const toClientMember = (dto: MemberDto): MemberReading =>
  toMember(dto, memberStatus(dto.status), memberRole(dto.type));

export const toPublicKey = (dto: PublicKeyDto): PublicKeyReading => ({
  id: dto.id,
  userId: dto.userId,
  publicKey: orNull(dto.key),
});

/** No server says more than this to one person. */
const sentenceLength = 300;

/** A text of the server's that a person is to read: short, and without characters that steer how it is shown. */
export const toSentence = (text: string | null | undefined): string | null =>
  toName(text?.slice(0, sentenceLength))?.trim() ?? null;

export const toConfirmation = (dto: ConfirmationDto): ConfirmReading => ({
  id: dto.id,
  confirmed: dto.error === '',
  sentence: toSentence(dto.error),
});

/** server: EventType; confirmed by hand, automatically, by an invite link; and in a provider's team. */
const confirmingTypes: readonly number[] = [1501, 1517, 1526, 1801];

export const toConfirmationEvents = (dto: Pick<EventPageDto, 'data'>): ConfirmationEvent[] =>
  dto.data.flatMap((event) => {
    const memberId = event.organizationUserId ?? event.providerUserId;
    if (!memberId || !confirmingTypes.includes(event.type)) return [];
    const at = Date.parse(event.date);
    return [{ memberId, actingUserId: event.actingUserId ?? null, at: Number.isNaN(at) ? null : at }];
  });
