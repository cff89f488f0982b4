/** Every notice that can be has words, buttons that fit, and a place to lead to. */
import { describe, expect, it, test } from 'vitest';
import { TEAM } from '@/lib/domain/model';
import { noticeTarget, noticeView } from '@/lib/domain/notice-words';
import type { ClientItem, InvitationItem, NoticeItem, NoticeKind, PersonItem } from '@/lib/domain/notices';
import { dayMs, hourMs } from '@/lib/domain/preferences';
import { now, spoken } from './english';
import { failures } from './failures';
import { atClient, inTeam, invited, low, notice, role, trouble } from './notice-items';

interface Said {
  readonly title: string;
  readonly message: string;
  readonly buttons: readonly string[];
}
function say(kind: NoticeKind, items: readonly NoticeItem[], names = true): Said {
  const view = noticeView(notice(kind, items), { names });
  return {
    title: spoken(view.title),
    message: spoken(view.message),
    buttons: view.buttons.map((button) => spoken(button.label)),
  };
}

const counts = [1, 2, 3, 4, 12];
const upTo = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));

describe('every notice that can be', () => {
  const people: Record<string, (n: number) => PersonItem> = {
    'at clients': (n) => atClient(n),
    'at a client without a name': (n) => atClient(n, { clientName: null }),
    'in the team': (n) => inTeam(n),
    'in the team as admin': (n) => inTeam(n, { role: 'provider-admin' }),
    'in the team of a provider without a name': (n) => inTeam(n, { providerName: null }),
    'here and there': (n) => (n % 2 === 0 ? atClient(n) : inTeam(n)),
    'without a name': (n) => atClient(n, { name: null }),
    'with a blank name': (n) => atClient(n, { name: '  ' }),
  };
  const clients: Record<string, (n: number) => ClientItem> = {
    'low on seats': (n) => low(n),
    'with one seat left': (n) => low(n, 1),
    'without seats': (n) => low(n, 0),
    'with fewer than none': (n) => low(n, -3),
    'of which the first is empty': (n) => low(n, n === 0 ? 0 : 2),
    'of which two are empty': (n) => low(n, n < 2 ? 0 : 2),
    'without a name': (n) => ({ ...low(n), name: null }),
    'of unknown figures': (n) => ({ ...low(n, null), used: null, assigned: null }),
  };
  const invitations: Record<string, (n: number) => InvitationItem> = {
    'that end': (n) => invited(n),
    'that have ended': (n) => invited(n, { ended: true }),
    'of both kinds': (n) => invited(n, { ended: n % 2 === 0 }),
    'to the team': (n) => invited(n, { place: TEAM, clientName: null }),
    'to nobody with a name': (n) => invited(n, { name: null, clientName: null }),
  };
  const others: Record<string, NoticeItem> = {
    ...Object.fromEntries(Object.values(failures).map((failure) => [`account: ${failure.kind}`, trouble(failure)])),
    suspended: role('suspended', 'Harbour IT'),
    'suspended, without a name': role('suspended', null),
    removed: role('removed', 'Harbour IT'),
    'made admin': role('made-admin', 'Harbour IT'),
    'made service user': role('made-service-user', null),
  };

  const cases: [string, NoticeKind, NoticeItem[]][] = [];
  for (const count of counts) {
    for (const [name, make] of Object.entries(people)) {
      for (const kind of ['waiting', 'reminder', 'digest', 'away'] as const)
        cases.push([`${kind}: ${count} ${name}`, kind, upTo(count, make)]);
    }
    for (const [name, make] of Object.entries(clients)) {
      for (const kind of ['low-seats', 'digest', 'away'] as const)
        cases.push([`${kind}: ${count} ${name}`, kind, upTo(count, make)]);
    }
    for (const [name, make] of Object.entries(invitations)) {
      for (const kind of ['invitation', 'away'] as const)
        cases.push([`${kind}: ${count} invitations ${name}`, kind, upTo(count, make)]);
    }
    for (const [name, item] of Object.entries(others)) {
      cases.push([`away: ${count} people and ${name}`, 'away', [...upTo(count, atClient), item]]);
      cases.push([
        `away: ${count} people, ${count} clients and ${name}`,
        'away',
        [...upTo(count, atClient), ...upTo(count, (n) => low(n)), item],
      ]);
    }
    cases.push([
      `digest: ${count} people and clients`,
      'digest',
      [...upTo(count, inTeam), ...upTo(count, (n) => low(n))],
    ]);
  }
  for (const [name, item] of Object.entries(others)) {
    cases.push([`away: ${name}`, 'away', [item]]);
    if (item.about === 'account' || item.about === 'provider') cases.push([name, item.about, [item]]);
  }

  test.each(cases)('%s', (_, kind, items) => {
    for (const names of [true, false]) {
      const said = say(kind, items, names);
      expect(said.buttons.length).toBeGreaterThan(0);
      expect(said.buttons.length).toBeLessThanOrEqual(2);
      expect(noticeTarget(notice(kind, items))).not.toBeNull();
      if (names) continue;
      const text = `${said.title} ${said.message}`;
      for (const item of items) {
        if ('memberId' in item) expect(text).not.toContain(`Person ${item.memberId}`);
        if ('memberId' in item) expect(text).not.toContain(item.email);
        if (item.about === 'client' && item.name !== null) expect(text).not.toContain(item.name);
      }
    }
  });

  it('has words even where an item makes no sense', () => {
    for (const kind of [
      'waiting',
      'reminder',
      'low-seats',
      'invitation',
      'account',
      'provider',
      'digest',
      'away',
    ] as const) {
      const view = noticeView(notice(kind, []), { names: true });
      expect(spoken(view.title)).not.toBe('');
    }
  });
});

describe('what notices say', () => {
  const tom = atClient(1, {
    name: 'Tom Okafor',
    clientName: 'Brightwater Dental Group',
    waitingSince: now - 16 * hourMs,
  });
  const priya = inTeam(2, { name: 'Priya Nair' });
  const sanne = atClient(3, { name: null, email: 'sanne.devries@example.org' });

  test.each<[string, Said, Said]>([
    [
      'one at a client',
      say('waiting', [tom]),
      {
        title: 'Tom Okafor is waiting',
        message: 'Brightwater Dental Group. Compare the fingerprint phrase to let them in.',
        buttons: ['Compare', 'In 1 hour'],
      },
    ],
    [
      'one in the team',
      say('waiting', [priya]),
      {
        title: 'Priya Nair is waiting',
        message: 'Your own team at Harbour IT, as service user.',
        buttons: ['Compare', 'In 1 hour'],
      },
    ],
    [
      'three',
      say('waiting', [priya, tom, sanne]),
      {
        title: '3 people are waiting',
        message: 'Priya Nair, Tom Okafor and sanne.devries@example.org',
        buttons: ['Compare', 'In 1 hour'],
      },
    ],
    [
      'names off',
      say('waiting', [priya, tom, sanne], false),
      { title: '3 people are waiting', message: 'Open Provider Desk to see who.', buttons: ['Compare', 'In 1 hour'] },
    ],
    [
      'a reminder',
      say('reminder', [tom]),
      {
        title: 'Tom Okafor still waits',
        message: 'Since Fri 17:00, Brightwater Dental Group.',
        buttons: ['Compare', 'Tomorrow'],
      },
    ],
    [
      'one low on seats',
      say('low-seats', [low(1)]),
      { title: 'Client 1 has 2 seats left', message: '48 of 50 used.', buttons: ['Show', 'Mute client'] },
    ],
    [
      'one low on seats, names off',
      say('low-seats', [low(1)], false),
      { title: '1 client runs low on seats', message: 'Open Provider Desk to see which.', buttons: ['Show'] },
    ],
    [
      'one without seats',
      say('low-seats', [low(1, 0)]),
      {
        title: 'Client 1 has no seats left',
        message: 'The next invitation will be refused.',
        buttons: ['Show', 'Mute client'],
      },
    ],
    [
      'several low on seats',
      say('low-seats', [low(1), low(2, 0), low(3), low(4)]),
      { title: '4 clients run low on seats', message: 'Client 2 has none left.', buttons: ['Show'] },
    ],
    [
      'an invitation that ends',
      say('invitation', [invited(1, { name: 'Eva Roth', clientName: 'Brightwater Dental Group' })]),
      {
        title: 'Eva Roth’s invitation ends Sun 08:00',
        message: 'Brightwater Dental Group. Not accepted so far.',
        buttons: ['Send again', 'Show'],
      },
    ],
    [
      'one that has ended, in the team',
      say('invitation', [invited(1, { name: 'Eva Roth', place: TEAM, ended: true })]),
      {
        title: 'Eva Roth’s invitation has ended',
        message: 'Harbour IT. Not accepted so far.',
        buttons: ['Send again', 'Show'],
      },
    ],
    [
      'one, names off',
      say('invitation', [invited(1)], false),
      { title: '1 invitation ends within a day', message: 'Open Provider Desk to see who.', buttons: ['Show'] },
    ],
    [
      'several that end',
      say('invitation', [...upTo(5, (n) => invited(n)), invited(6, { place: TEAM })]),
      {
        title: '6 invitations end within a day',
        message: 'At 3 clients and in your own team',
        buttons: ['Show'],
      },
    ],
    [
      'several that have ended',
      say('invitation', [invited(1, { ended: true }), invited(1, { ended: true, memberId: 'x9' })]),
      { title: '2 invitations have ended', message: 'At 1 client', buttons: ['Show'] },
    ],
    [
      'some of both',
      say('invitation', [invited(1, { ended: true }), invited(2)]),
      { title: '2 invitations end or have ended', message: 'At 2 clients', buttons: ['Show'] },
    ],
    [
      'invitations while away',
      say('away', [invited(1), invited(2), low(1)]),
      {
        title: 'While you were away',
        message: '1 client runs low on seats. 2 invitations end or have ended.',
        buttons: ['Show'],
      },
    ],
    [
      'a refused key',
      say('account', [trouble(failures['key-refused'])]),
      {
        title: 'Bitwarden refused a key',
        message: 'ada@lantern.example is no longer checked. Enter the new API key.',
        buttons: ['Enter key'],
      },
    ],
    [
      'one while away',
      say('away', [tom]),
      {
        title: 'While you were away: 1 person waiting',
        message: 'Tom Okafor waits to be confirmed.',
        buttons: ['Compare'],
      },
    ],
    [
      'much while away',
      say('away', [priya, tom, low(1), trouble(failures['key-refused'])]),
      {
        title: 'While you were away: 2 waiting',
        message: 'Priya Nair and Tom Okafor wait to be confirmed. 1 client runs low on seats. 1 account needs you.',
        buttons: ['Compare'],
      },
    ],
    [
      'the first look',
      say('digest', [low(1), low(2)]),
      { title: '2 clients run low on seats', message: '2 clients run low on seats.', buttons: ['Show'] },
    ],
  ])('%s', (_, said, expected) => {
    expect(said).toEqual(expected);
  });

  it('groups more than three by where they are and since when', () => {
    const many = [...upTo(4, (n) => atClient(n, { waitingSince: now - n * dayMs })), inTeam(9, { waitingSince: now })];
    expect(say('waiting', many).message).toBe('At 3 clients and in your own team. The longest since Wed 09:00.');
    expect(say('reminder', many).message).toBe(say('waiting', many).message);
  });

  it('counts a client once for each account and provider', () => {
    const same = upTo(4, (n) => atClient(n, { place: 'c0', providerId: n < 2 ? 'p' : 'q' }));
    expect(say('waiting', same).message).toMatch(/^At 2 clients\./);
  });
});
