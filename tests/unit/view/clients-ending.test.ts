import { describe, expect, it } from 'vitest';
import { type Failure, fail, type Result, succeed } from '@/lib/domain/failure';
import { defaultPreferences } from '@/lib/domain/preferences';
import { endWords } from '@/lib/view/clients/notes';
import { spoken } from '../domain/english';
import { person, place, provider } from '../domain/samples';
import { type ClientsScene, harbour, hour, openClients, start } from './clients-scene';

const names = ({ clients }: ClientsScene): string[] =>
  clients.ending.entries.value.map(({ person: { name, email } }) => name ?? email);
const entry = ({ clients }: ClientsScene, id: string) => {
  const found = clients.ending.entries.value.find((one) => one.person.id === id);
  if (found === undefined) throw new Error(`${id} is not among them`);
  return found;
};
const state = (desk: ClientsScene, id: string) => {
  const found = desk.clients.ending.states.value.get(entry(desk, id).key);
  if (found === undefined) return null;
  return found.kind === 'not' ? { again: found.again, said: spoken(found.words) } : found;
};
const sent = (desk: ClientsScene) => desk.sent.filter(({ call }) => call.startsWith('POST'));
const bulk = (...rows: { id: string; error: string }[]) =>
  succeed({ object: 'list', data: rows, continuationToken: null });

describe('who is listed', () => {
  it('those that end next first, then those that ended, own team and clients', async () => {
    const desk = await openClients(harbour());
    expect(names(desk)).toEqual(['Eva', 'Luca Moretti', 'nina@fjord.test']);
    expect(desk.clients.ending.entries.value.map(({ age }) => spoken(endWords(age, start)))).toEqual([
      'ends today, 19:00 at the latest',
      'ends Sun 05:00 at the latest',
      'ended Wed 01:00',
    ]);
  });

  it('not those of muted clients, nor the team for a service user, nor clients that are gone', async () => {
    const preferences = {
      ...defaultPreferences,
      muted: [{ accountId: 'a', providerId: 'p', clientId: 'f', name: null }],
    };
    expect(names(await openClients(harbour({ preferences })))).toEqual(['Eva']);
    const service = harbour({ providers: [provider({ role: 'service-user' })] });
    expect(names(await openClients(service))).toEqual(['Luca Moretti', 'nina@fjord.test']);
    const gone = harbour({ places: [place('gone', [person('x', { status: 'invited' })])] });
    expect(names(await openClients(gone))).toEqual([]);
  });
});

describe('sending again', () => {
  it('is one request at the right place, and says when the new one ends', async () => {
    const desk = await openClients(harbour(), { answer: () => bulk({ id: 'luca', error: '' }) });
    await desk.clients.ending.send(entry(desk, 'luca'));
    expect(sent(desk)).toMatchObject([
      { call: 'POST /organizations/{o}/users/reinvite', ids: { o: 'f' }, body: { ids: ['luca'] } },
    ]);
    expect(state(desk, 'luca')).toEqual({ kind: 'sent', endsAt: start + 120 * hour });
    expect(desk.asked.map(([name]) => name)).toContain('invited');
    expect(desk.spoken.at(-1)?.map(spoken)).toEqual(['Sent again to Luca Moretti.']);
    // The next reading knows a fresh invitation; the line says so until one leaves.
    const fresh = harbour();
    await desk.show({
      ...fresh,
      places: fresh.places.map((one) =>
        one.place === 'f'
          ? { ...one, people: one.people.map((who) => (who.id === 'luca' ? { ...who, invitedAt: start } : who)) }
          : one,
      ),
    });
    expect(names(desk)).toEqual(['Eva', 'Luca Moretti', 'nina@fjord.test']);
    desk.clients.show(false);
    expect(names(desk)).toEqual(['Eva', 'nina@fjord.test']);
  });

  it('in the team', async () => {
    const desk = await openClients(harbour(), { answer: () => bulk({ id: 'eva', error: '' }) });
    await desk.clients.ending.send(entry(desk, 'eva'));
    expect(sent(desk)).toMatchObject([{ call: 'POST /providers/{p}/users/reinvite', ids: { p: 'p' } }]);
  });

  const host = 'v.test';
  const dead: Failure = { kind: 'no-answer', host };
  it.each<[string, Result<unknown>, { again: boolean; said: string }]>([
    [
      'refused in words',
      bulk({ id: 'luca', error: 'User invalid.' }),
      { again: false, said: 'The server did not send it: “User invalid”.' },
    ],
    ['not spoken of', bulk(), { again: false, said: 'The invitation is gone. Nothing to do.' }],
    [
      'not allowed',
      fail({ kind: 'refused', status: 403, what: 'x' }),
      { again: false, said: 'The server did not send it.' },
    ],
    [
      'no answer',
      fail(dead),
      { again: true, said: 'No answer, so we do not know whether it was sent. Another one does no harm.' },
    ],
    [
      'broken',
      fail({ kind: 'server-error', host, status: 502 }),
      { again: true, said: 'No answer, so we do not know whether it was sent. Another one does no harm.' },
    ],
    [
      'too much',
      fail({ kind: 'rate-limited', host, retryAt: null }),
      { again: true, said: 'The server asks us to slow down.' },
    ],
    [
      'the key',
      fail({ kind: 'key-refused' }),
      { again: true, said: 'Bitwarden refused your API key. Enter the new one in the options.' },
    ],
  ])('%s', async (_, answer, expected) => {
    const desk = await openClients(harbour(), { answer: () => answer });
    await desk.clients.ending.send(entry(desk, 'luca'));
    expect(state(desk, 'luca')).toEqual(expected);
    expect(desk.spoken.at(-1)?.map(spoken)).toEqual([expected.said]);
  });

  it('to somebody who accepted meanwhile says so, by the list that was read again', async () => {
    const desk = await openClients(harbour(), {
      answer: async () => {
        const next = harbour();
        await desk.show({
          ...next,
          places: next.places.map((one) =>
            one.place === 'f'
              ? { ...one, people: [person('luca', { status: 'accepted', name: 'Luca Moretti' })] }
              : one,
          ),
        });
        return bulk({ id: 'luca', error: 'User invalid.' });
      },
    });
    await desk.clients.ending.send(entry(desk, 'luca'));
    expect(state(desk, 'luca')).toEqual({ again: false, said: 'Accepted meanwhile, and waits for confirmation now.' });
  });

  it('is not done twice at once, nor for a suspended provider', async () => {
    let release = (): void => undefined;
    const desk = await openClients(harbour(), {
      answer: () =>
        new Promise((resolve) => {
          release = () => resolve(bulk({ id: 'luca', error: '' }));
        }),
    });
    const luca = entry(desk, 'luca');
    const first = desk.clients.ending.send(luca);
    void desk.clients.ending.send(luca);
    await new Promise((resolve) => setImmediate(resolve));
    expect(state(desk, 'luca')).toEqual({ kind: 'working' });
    expect(sent(desk)).toHaveLength(1);
    // Whoever leaves now finds out when they are back.
    desk.clients.show(false);
    expect(state(desk, 'luca')).toEqual({ kind: 'working' });
    release();
    await first;
    expect(state(desk, 'luca')).toMatchObject({ kind: 'sent' });

    const off = await openClients(harbour({ providers: [provider({ enabled: false })] }));
    const barred = entry(off, 'luca');
    expect(barred.off === null ? '' : spoken(barred.off)).toMatch(/suspended/);
    await off.clients.ending.send(barred);
    expect(sent(off)).toEqual([]);
  });
});
