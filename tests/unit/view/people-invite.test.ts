/** The panel that invites: what is said of each address, what is sent, and what stays in the field. */
import { describe, expect, it, test } from 'vitest';
import { mostAtOnce } from '@/lib/domain/invite';
import { inviteDoneWords, problemsOf } from '@/lib/view/people/invite-words';
import { english, spoken } from '../domain/english';
import { clientPlace, invitedRow, people, row } from './people-desk';

const ada = row('ada', { type: 0, userId: 'u-ada' });
const eva = invitedRow('eva');
const noAnswer = { kind: 'no-answer', host: 'v.test' } as const;
const many = (count: number): string[] => Array.from({ length: count }, (_, at) => `p${at}@x.example`);

describe('what was typed', () => {
  it('is judged in sentences, each with what to do', async () => {
    const { people: model } = await people([ada, eva]);
    model.invite.type(`new@x.example, New@x.example, eva@x.example, ada@x.example, hugo@x, ${many(20).join(' ')}`);
    const problems = problemsOf(model.invite.check.value);
    expect(problems.map(({ words }) => spoken(words))).toEqual([
      'New@x.example is there twice. It will be invited once.',
      'eva@x.example is already invited: send again instead.',
      'ada@x.example is already a member.',
      '“hugo@x” is not a full address. Correct it or take it out.',
      '21 addresses. Invite 20 now; the other 1 stay here for the next round.',
    ]);
    expect(problems.map(({ action }) => action)).toEqual([null, 'resend', null, 'take-out', null]);
  });

  it('can be taken out, or sent again instead', async () => {
    const scene = await people([ada, eva]);
    const { invite } = scene.people;
    invite.type('new@x.example eva@x.example hugo@x');
    invite.takeOut('hugo@x');
    expect(invite.text.value).toBe('new@x.example\neva@x.example');
    invite.resend('eva@x.example');
    await scene.settle();
    expect(scene.sent[0]).toMatchObject({ call: 'POST /providers/{p}/users/reinvite', body: { ids: ['eva'] } });
    expect(invite.text.value).toBe('new@x.example');
  });

  test.each(['', ' ,; ', 'hugo@x', 'new@x.example hugo@x'])('%j is not sent before it is right', async (text) => {
    const scene = await people([ada]);
    scene.people.invite.type(text);
    expect(await scene.people.invite.submit()).toBe('wrong');
    expect(scene.people.invite.checked.value).toBe(true);
    expect(scene.sent).toEqual([]);
  });
});

describe('a round', () => {
  it('sends 20, and keeps the rest in the field for the next', async () => {
    const scene = await people([ada]);
    const { invite } = scene.people;
    const all = many(23);
    invite.type(all.join(', '));
    invite.giveRole('provider-admin');
    expect(await invite.submit()).toBe('sent');
    // The list is read before, for whoever is there already is skipped without a word.
    expect(scene.sent[1]).toMatchObject({
      call: 'POST /providers/{p}/users/invite',
      body: { emails: all.slice(0, mostAtOnce), type: 0 },
    });
    expect(invite.text.value).toBe(all.slice(mostAtOnce).join('\n'));
    const report = invite.report.value!;
    expect(report.lines.every(({ outcome }) => outcome.kind === 'done')).toBe(true);
    expect(spoken(inviteDoneWords(report, english))).toBe('20 invitations sent. They end on 26 November.');
    expect(scene.people.members.value).toHaveLength(21);
  });

  it('of somebody whom a colleague invited a moment ago says that nothing more was sent', async () => {
    const scene = await people([ada]);
    scene.people.invite.type('eva@x.example new@x.example');
    scene.rows.push(invitedRow('eva', { status: 2 }));
    await scene.people.invite.submit();
    const report = scene.people.invite.report.value!;
    expect(report.lines.map(({ outcome }) => outcome.kind)).toEqual(['already', 'done']);
    expect(spoken(inviteDoneWords(report, english))).toBe('1 invitation sent. It ends on 26 November.');
    expect(scene.people.invite.text.value).toBe('');
  });

  it('refused as a whole keeps everything in the field', async () => {
    const scene = await people([ada]);
    scene.bend('/invite', { kind: 'rejected', status: 400, what: '', sentence: 'Email #1 is not valid.' });
    scene.people.invite.type('new@x.example');
    await scene.people.invite.submit();
    const report = scene.people.invite.report.value!;
    expect(report.lines.map(({ outcome }) => outcome.kind)).toEqual(['refused']);
    expect(spoken(inviteDoneWords(report, english))).toBe('Nobody was invited.');
    expect(scene.people.invite.text.value).toBe('new@x.example');
  });

  test.each([
    [true, 'found', ''],
    [false, 'unknown', 'new@x.example'],
  ])('without an answer the list tells (%s)', async (did, kind, left) => {
    const scene = await people([ada]);
    scene.bend('/invite', noAnswer, did);
    scene.people.invite.type('new@x.example');
    await scene.people.invite.submit();
    expect(scene.people.invite.report.value?.lines.map(({ outcome }) => outcome.kind)).toEqual([kind]);
    expect(scene.people.invite.text.value).toBe(left);
  });

  it('sends nothing to whoever a colleague invited a moment ago, and does not claim them', async () => {
    const scene = await people([ada]);
    const { invite } = scene.people;
    invite.type('new@x.example, other@x.example');
    scene.rows.push(invitedRow('n', { email: 'new@x.example' }));
    await invite.submit();
    expect(invite.report.value?.lines.map(({ outcome }) => outcome.kind)).toEqual(['already', 'done']);
    expect(scene.sent.find(({ call }) => call.endsWith('/invite'))?.body).toMatchObject({
      emails: ['other@x.example'],
    });
    expect(scene.deeds.at(-1)?.people.map(({ email }) => email)).toEqual(['other@x.example']);
    invite.type('third@x.example');
    scene.rows.push(invitedRow('t', { email: 'third@x.example' }));
    scene.sent.length = 0;
    await invite.submit();
    expect(scene.sent.filter(({ call }) => call.endsWith('/invite'))).toEqual([]);
  });

  it('without a list is not known, and can be asked again', async () => {
    const scene = await people([ada]);
    scene.bend('/invite', noAnswer, true);
    scene.bend('GET', noAnswer);
    scene.bend('GET', noAnswer);
    const { invite } = scene.people;
    invite.type('new@x.example');
    await invite.submit();
    expect(invite.report.value?.lines.map(({ outcome }) => outcome.kind)).toEqual(['unknown']);
    expect(invite.text.value).toBe('new@x.example');
    await invite.checkAgain();
    expect(invite.report.value?.lines.map(({ outcome }) => outcome.kind)).toEqual(['found']);
    expect(invite.text.value).toBe('');
  });
});

describe('seats of a client', () => {
  test.each([
    [3, 1, 1, 0],
    [3, 3, 1, 2],
    [1, 1, -1, 1],
    [null, 20, null, 0],
  ])('%s assigned, %i addresses', async (seats, count, left, missing) => {
    const { people: model } = await people([row('o', { type: 0 }), row('u', { type: 2 })], {
      where: clientPlace,
      seats,
    });
    model.invite.type(many(count).join(' '));
    expect(model.invite.seatsLeft.value).toBe(left);
    expect(model.invite.missingSeats.value).toBe(missing);
    expect(model.invite.off.value === null).toBe(missing === 0);
  });

  it('are named where they do not suffice', async () => {
    const scene = await people([row('o', { type: 0 })], { where: clientPlace, seats: 3 });
    scene.people.invite.type(many(3).join(' '));
    expect(spoken(scene.people.invite.off.value!)).toBe('3 invitations, 2 seats left.');
    expect(await scene.people.invite.submit()).toBe('off');
    expect(scene.sent).toEqual([]);
  });
});
