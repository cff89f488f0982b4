/**
 * Writing down what was read. Each function is one transaction: the reading, what follows from it, and the notices
 * that tell of it. If the worker dies before, nothing happened; after, nothing is missing.
 *
 * Every one of them answers null where the account (or provider) is gone by now, and has then written nothing.
 */
import {
  compareList,
  comparePlace,
  compareProviders,
  type ListChange,
  type ProvidersChange,
} from '@/lib/domain/changes';
import type { PlaceKey } from '@/lib/domain/confirmation';
import { type Failure, needsPerson } from '@/lib/domain/failure';
import { withStep } from '@/lib/domain/history';
import { type Account, type Place, type Provider, type ProviderKey, TEAM } from '@/lib/domain/model';
import { clientItem, type NoticeItem, noticeId, personItem, providerNoticeId } from '@/lib/domain/notices';
import { clientNames, waitingAt } from '@/lib/domain/overview';
import { mutedSet } from '@/lib/domain/preferences';
import type { ClientReading, ProfileReading } from '@/lib/domain/readings';
import { never, retryAt } from '@/lib/domain/retry';
import { outstanding } from '@/lib/domain/seats';
import type { TableName } from '@/lib/store/schema';
import { countingPreferences } from '@/lib/store/store';
import { type Look, settle, unread } from './confirm-record';
import { NoticeBoard } from './notice-board';
import type { Ports } from './ports';

const tables = [
  'accounts',
  'providers',
  'lists',
  'places',
  'notices',
  'preferences',
  'activity',
  'history',
  'journal',
] as const satisfies readonly TableName[];

/** An answer came: whatever was wrong with the account is over. */
const answered = (account: Account, now: number): Account => ({
  ...account,
  lastAnswerAt: now,
  failure: null,
  failureSince: null,
  failedAt: null,
  failures: 0,
  notBefore: 0,
});

const isOf = (item: NoticeItem, key: ProviderKey): boolean =>
  item.accountId === key.accountId && item.about !== 'account' && item.providerId === key.providerId;

/** Seats of a client that is muted, or that the server has switched off, are nobody's worry. */
const isWatched = (provider: Provider, client: { id: string }, muted: ReturnType<typeof mutedSet>): boolean =>
  !muted({ accountId: provider.accountId, providerId: provider.id }, client.id) &&
  !provider.disabledClientIds.includes(client.id);

const isAccountTrouble = (item: NoticeItem, accountId: string): boolean =>
  item.about === 'account' && item.accountId === accountId;

export interface ProfileCommit extends ProvidersChange {
  readonly account: Account;
}

/** The profile was read: which providers, in which role, suspended or not. */
export function commitProfile(ports: Ports, accountId: string, reading: ProfileReading): Promise<ProfileCommit | null> {
  const now = ports.clock.now();
  return ports.store.write(tables, async (tx) => {
    const known = await tx.get('accounts', accountId);
    if (known === undefined) return null;
    const change = compareProviders(accountId, await tx.all('providers', [accountId]), reading.providers);
    const notices = await NoticeBoard.open(tx);
    const member = change.next.some((provider) => !provider.removed);
    const noProvider: Failure = { kind: 'no-provider' };
    const account: Account = {
      ...answered(known, now),
      email: reading.email,
      profileReadAt: now,
      ...(member
        ? {}
        : {
            failure: noProvider,
            failureSince: known.failure?.kind === 'no-provider' ? known.failureSince : now,
            failedAt: now,
            notBefore: retryAt(noProvider, 1, now, ports.clock.random()) ?? never,
          }),
    };
    await tx.put('accounts', account);
    notices.prune((item) => !isAccountTrouble(item, accountId));
    for (const provider of change.next) {
      await tx.put('providers', provider);
      const key = { accountId, providerId: provider.id };
      if (provider.removed) {
        await tx.delete('lists', [accountId, provider.id]);
        for (const place of await tx.all('places', [accountId, provider.id]))
          await tx.delete('places', [accountId, provider.id, place.place]);
        notices.prune((item) => !isOf(item, key) || item.about === 'provider');
      }
      if (provider.role !== 'provider-admin') {
        await tx.delete('places', [accountId, provider.id, TEAM]);
        notices.prune((item) => !(isOf(item, key) && 'place' in item && item.place === TEAM));
      }
      const over = [provider.enabled ? 'suspended' : null, provider.removed ? null : 'removed'];
      notices.prune((item) => !(isOf(item, key) && item.about === 'provider' && over.includes(item.what)));
    }
    for (const { provider, what } of change.news) {
      if (what === 'resumed') continue;
      const key = { accountId, providerId: provider.id };
      notices.news(providerNoticeId('provider', key), 'provider', [
        { about: 'provider', ...key, providerName: provider.name, what, fresh: true },
      ]);
    }
    await notices.save(tx, now);
    return { account, ...change };
  });
}

export interface ListCommit extends ListChange {
  readonly account: Account;
  readonly provider: Provider;
}

/** A provider's list of clients was read. */
export function commitList(
  ports: Ports,
  key: ProviderKey,
  clients: readonly ClientReading[],
): Promise<ListCommit | null> {
  const now = ports.clock.now();
  const path = [key.accountId, key.providerId];
  return ports.store.write(tables, async (tx) => {
    const known = await tx.get('accounts', key.accountId);
    const before = await tx.get('providers', path);
    if (known === undefined || before === undefined || before.removed) return null;
    const preferences = await countingPreferences(tx);
    const muted = mutedSet(preferences);
    const change = compareList(await tx.get('lists', path), await tx.all('places', path), {
      key,
      clients,
      threshold: preferences.lowSeats,
      now,
    });
    const provider: Provider = { ...before, triedAt: now, failure: null };
    const account = answered(known, now);
    const notices = await NoticeBoard.open(tx);
    notices.prune((item) => !isAccountTrouble(item, key.accountId));
    const emptied = new Set(change.emptied.map((place) => place.place));
    const byId = new Map(change.next.clients.map((client) => [client.id, client]));
    notices.prune((item) => {
      if (!isOf(item, key)) return true;
      if ('place' in item) return !emptied.has(item.place);
      return item.about !== 'client' || (byId.get(item.clientId)?.low ?? false);
    });
    notices.refresh((item) => {
      if (item.about !== 'client' || !isOf(item, key)) return item;
      const client = byId.get(item.clientId);
      if (
        client === undefined ||
        (client.remaining === item.remaining && client.used === item.used && client.name === item.name)
      )
        return item;
      return { ...clientItem(provider, client), fresh: item.fresh };
    });
    if (preferences.notifyLowSeats && provider.baselineAt !== null) {
      const news = change.becameLow.filter((client) => isWatched(provider, client, muted));
      notices.news(
        providerNoticeId('low-seats', key),
        'low-seats',
        news.map((client) => clientItem(provider, client)),
      );
    }
    for (const place of change.emptied) await tx.delete('places', [...path, place.place]);
    for (const { id, assigned, used } of change.moved) {
      const steps = (await tx.get('history', [...path, id]))?.steps ?? [];
      await tx.put('history', { ...key, clientId: id, steps: withStep(steps, { at: now, assigned, used }) });
    }
    await tx.put('lists', change.next);
    await tx.put('providers', provider);
    await tx.put('accounts', account);
    await notices.save(tx, now);
    return { ...change, account, provider };
  });
}

export interface PlaceCommit {
  readonly account: Account;
  readonly place: Place;
  /** Whether anybody came or went. */
  readonly moved: boolean;
}

/** What a member list said: of the provider's own team, or of a client's people. What was asked for since knows better. */
export interface PlaceReading extends Look {
  /** The client's figures that belong to it; null for the team. */
  readonly figures: Place['figures'];
}

/** A member list was read. */
export function commitPlace(ports: Ports, where: PlaceKey, reading: PlaceReading): Promise<PlaceCommit | null> {
  const { members, figures, askedAt, settled } = reading;
  const { accountId, providerId, place } = where;
  const key = { accountId, providerId };
  const now = ports.clock.now();
  const path = [key.accountId, key.providerId];
  return ports.store.write(tables, async (tx) => {
    const known = await tx.get('accounts', key.accountId);
    const provider = await tx.get('providers', path);
    if (known === undefined || provider === undefined || provider.removed) return null;
    const preferences = await countingPreferences(tx);
    const before = await tx.get('places', [...path, place]);
    // The place may have been lost and found again while somebody was being sent.
    const isOpen = before?.unsettled === true || settled !== undefined;
    const unsettled = isOpen && (await settle(ports, tx, where, settled, reading));
    const account = answered(known, now);
    if (before?.readAt != null && before.readAt > askedAt && before.readAt <= now) {
      const same = { ...before, unsettled };
      await tx.put('places', same);
      return { account: known, place: same, moved: false };
    }
    const change = comparePlace(before, {
      key,
      place,
      members,
      figures,
      firstCheck: provider.baselineAt === null,
      now,
    });
    const notices = await NoticeBoard.open(tx);
    notices.prune((item) => !isAccountTrouble(item, key.accountId));
    const statuses = new Map(change.next.people.map(({ id, status }) => [id, status]));
    notices.prune(
      (item) =>
        !('place' in item && isOf(item, key) && item.place === place) ||
        statuses.get(item.memberId) === (item.about === 'person' ? 'accepted' : 'invited'),
    );
    if (preferences.notifyWaiting && provider.baselineAt !== null && !mutedSet(preferences)(key, place)) {
      const name = place === TEAM ? null : (clientNames(await tx.get('lists', path)).get(place) ?? null);
      const accepted = new Set(change.accepted.map((person) => person.id));
      const news = waitingAt(provider, name, change.next).filter((waiting) => accepted.has(waiting.person.id));
      notices.news(providerNoticeId('waiting', key), 'waiting', news.map(personItem));
    }
    const next = { ...change.next, readAt: askedAt, unsettled };
    await tx.put('places', next);
    await tx.put('accounts', account);
    await notices.save(tx, now);
    return { account, place: next, moved: change.accepted.length + change.left.length > 0 };
  });
}

/** A member list could not be read, though the account works: what is known stays, marked. */
export function commitPlaceFailure(
  ports: Ports,
  key: ProviderKey,
  place: string,
  failure: Failure,
): Promise<Place | null> {
  const now = ports.clock.now();
  const path = [key.accountId, key.providerId];
  return ports.store.write(['providers', 'places'], async (tx) => {
    if ((await tx.get('providers', path)) === undefined) return null;
    const known = await tx.get('places', [...path, place]);
    const next: Place = { ...(known ?? unread({ ...key, place })), triedAt: now, failure };
    await tx.put('places', next);
    return next;
  });
}

/** A provider's list could not be read, though the account works: the profile is asked why. */
export function commitListFailure(
  ports: Ports,
  key: ProviderKey,
  failure: Failure,
): Promise<{ account: Account; provider: Provider } | null> {
  const now = ports.clock.now();
  return ports.store.write(['accounts', 'providers'], async (tx) => {
    const known = await tx.get('accounts', key.accountId);
    const before = await tx.get('providers', [key.accountId, key.providerId]);
    if (known === undefined || before === undefined) return null;
    const provider: Provider = { ...before, triedAt: now, failure };
    // Asked once per failure, not at each try.
    const account = failure.kind === 'refused' && before.failure === null ? { ...known, profileReadAt: null } : known;
    await tx.put('providers', provider);
    await tx.put('accounts', account);
    return { account, provider };
  });
}

/**
 * What a person has to end is not ended by the line failing too: told of once, it stays what is wrong. A permission is
 * looked at before anything is sent, so whoever sees another failure has it back.
 */
const outlasting = (old: Failure | null, failure: Failure): Failure | null =>
  old !== null && needsPerson(old) && old.kind !== 'no-permission' && !needsPerson(failure) ? old : null;

/** The whole account cannot be read just now. */
export function commitAccountFailure(ports: Ports, accountId: string, failure: Failure): Promise<Account | null> {
  const now = ports.clock.now();
  return ports.store.write(['accounts', 'notices', 'journal'], async (tx) => {
    const known = await tx.get('accounts', accountId);
    if (known === undefined) return null;
    const failures = failure.kind === 'offline' ? known.failures : known.failures + 1;
    const lasting = outlasting(known.failure, failure) ?? failure;
    const same = known.failure?.kind === lasting.kind;
    const next = (of: Failure): number => retryAt(of, failures, now, ports.clock.random()) ?? never;
    const account: Account = {
      ...known,
      failure: lasting,
      failureSince: same ? (known.failureSince ?? now) : now,
      failedAt: now,
      failures,
      notBefore: Math.max(next(lasting), next(failure)),
    };
    await tx.put('accounts', account);
    if (needsPerson(failure) && !same) {
      const notices = await NoticeBoard.open(tx);
      notices.news(noticeId('account', accountId), 'account', [
        { about: 'account', accountId, email: account.label ?? account.email, failure, fresh: true },
      ]);
      await notices.save(tx, now);
    }
    return account;
  });
}

/** Whether a provider has been looked at completely once: everybody who waits there is known. */
export function isFirstLookDone(
  provider: Provider,
  clients: readonly { id: string; used: number | null; confirmed: number }[] | undefined,
  places: { has(place: string): boolean },
): boolean {
  if (clients === undefined) return false;
  if (provider.role === 'provider-admin' && !places.has(TEAM)) return false;
  return clients.every((client) => outstanding(client) === 0 || places.has(client.id));
}

/**
 * Ends the first look of an account's providers with one digest for all of them. Waits for a provider that is still
 * being read, but not for one that cannot be.
 */
export function commitBaseline(ports: Ports, accountId: string): Promise<readonly Provider[] | null> {
  const now = ports.clock.now();
  return ports.store.write(tables, async (tx) => {
    const open = (await tx.all('providers', [accountId])).filter(
      (provider) => provider.baselineAt === null && !provider.removed,
    );
    const preferences = await countingPreferences(tx);
    const muted = mutedSet(preferences);
    const done: Provider[] = [];
    const items: NoticeItem[] = [];
    for (const provider of open) {
      const key = { accountId, providerId: provider.id };
      const list = await tx.get('lists', [accountId, provider.id]);
      const places = new Map((await tx.all('places', [accountId, provider.id])).map((place) => [place.place, place]));
      if (!isFirstLookDone(provider, list?.clients, places)) {
        if (provider.failure === null) return null;
        continue;
      }
      done.push({ ...provider, baselineAt: now });
      const names = clientNames(list);
      if (preferences.notifyWaiting) {
        const waiting = [...places.values()].filter((place) => !muted(key, place.place));
        items.push(
          ...waiting.flatMap((place) => waitingAt(provider, names.get(place.place) ?? null, place)).map(personItem),
        );
      }
      if (preferences.notifyLowSeats) {
        items.push(
          ...(list?.clients ?? [])
            .filter((client) => client.low && isWatched(provider, client, muted))
            .map((client) => clientItem(provider, client)),
        );
      }
    }
    if (done.length === 0) return null;
    for (const provider of done) await tx.put('providers', provider);
    const notices = await NoticeBoard.open(tx);
    notices.news(noticeId('digest', accountId), 'digest', items);
    await notices.save(tx, now);
    return done;
  });
}
