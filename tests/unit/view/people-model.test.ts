/** The members page without a page: what is asked, sent, held against the list afterwards, and told. */
import { describe, expect, it, test } from 'vitest';
import { say } from '@/lib/domain/words';
import { questionLosses, questionTitle } from '@/lib/view/people/question';
import { outcomeWords, reportNotes, reportText, reportTitle } from '@/lib/view/people/words';
import { spoken } from '../domain/english';
import { person, place } from '../domain/samples';
import { clientPlace, invitedRow, people, row } from './people-desk';

const ada = row('ada', { type: 0, userId: 'u-ada', name: 'Ada Holm' });
const lena = row('lena', { type: 0, name: 'Lena Fischer' });
const bram = row('bram', { name: 'Bram Jansen' });
const eva = invitedRow('eva');
const noah = invitedRow('noah');
const noAnswer = { kind: 'no-answer', host: 'v.test' } as const;
const suspended = { enabled: false };

const context = { kind: 'team', provider: null, client: null } as const;
const calls = (sent: readonly { call: string }[]): string[] => sent.map(({ call }) => call);
/** Somebody's role, asked for and agreed to. */
async function changeRole(scene: Awaited<ReturnType<typeof people>>, id: string, role: 'owner' | 'admin' | 'user') {
  scene.people.want(
    'role',
    scene.people.members.value.filter((one) => one.id === id),
    role,
  );
  scene.people.agree();
  await scene.settle();
}
const only = <T>(list: readonly T[]): T => {
  if (list.length !== 1) throw new Error(`${list.length} instead of one`);
  return list[0]!;
};

describe('the list', () => {
  it('is read by one request, and dated by the event log where that tells', async () => {
    const scene = await people([ada, eva, noah]);
    expect(scene.people.members.value.find(({ id }) => id === 'ada')?.isSelf).toBe(true);
    expect(scene.people.members.value.find(({ id }) => id === 'eva')?.invitation?.isEstimate).toBe(true);
    // Read once; the next reading asks for the list alone.
    await scene.people.refresh();
    expect(calls(scene.sent)).toEqual(['GET /providers/{p}/users']);
  });

  it('says why it cannot be read, and keeps what it has', async () => {
    const scene = await people([ada, eva]);
    scene.bend('GET', noAnswer);
    await scene.people.refresh();
    expect(scene.people.failure.value).toEqual(noAnswer);
    expect(scene.people.members.value).toHaveLength(2);
    await scene.people.refresh();
    expect(scene.people.failure.value).toBeNull();
  });

  it('is filtered, searched, sorted, ticked, and saved as shown', async () => {
    const scene = await people([bram, eva, ada]);
    const { people: model } = scene;
    expect(model.shown.value.map(({ id }) => id)).toEqual(['ada', 'bram', 'eva']);
    model.choose('invited');
    expect(model.shown.value.map(({ id }) => id)).toEqual(['eva']);
    model.tickShown(true);
    model.choose('all');
    model.search('jansen');
    expect(model.shown.value.map(({ id }) => id)).toEqual(['bram']);
    expect([...model.ticked.value]).toEqual(['eva']);
    model.exportCsv();
    expect(only(scene.files).text).toContain('Bram Jansen');
    expect(only(scene.files).text).not.toContain('eva@');
    model.search('');
    model.sortBy('member');
    model.sortBy('member');
    expect(model.shown.value.map(({ id }) => id)).toEqual(['eva', 'bram', 'ada']);
    model.sortBy('member');
    expect(model.sort.value).toBeNull();
  });

  it('leads to the comparison with those who wait', async () => {
    const waiting = row('xi', { status: 1 });
    const where = place('team', [person('xi', { role: 'service-user' })]);
    const scene = await people([ada, waiting], { places: [where] });
    const xi = scene.people.members.value.find(({ id }) => id === 'xi')!;
    expect(scene.people.waitingOf(xi)?.person.id).toBe('xi');
    expect(xi.waiting).toEqual({ at: 500, before: false });
  });
});

describe('one person', () => {
  it('is sent an invitation again without a question, and that is said in passing', async () => {
    const scene = await people([ada, eva]);
    scene.people.want('resend', scene.people.members.value);
    await scene.settle();
    expect(calls(scene.sent)).toEqual(['POST /providers/{p}/users/reinvite', 'GET /providers/{p}/users']);
    expect(scene.sent[0]?.body).toEqual({ ids: ['eva'] });
    expect(scene.said).toEqual(['Sent again to eva@x.example.']);
    expect(scene.people.report.value).toBeNull();
  });

  it('is removed after a question that names what is lost', async () => {
    const scene = await people([ada, bram]);
    scene.people.want('remove', scene.people.members.value);
    expect(scene.sent).toEqual([]);
    const asked = scene.people.question.value!;
    const where = { ...context, provider: scene.people.provider.value };
    expect(spoken(questionTitle(asked, where))).toBe('Remove Bram Jansen from Harbour IT?');
    expect(questionLosses(asked, where, 140).map(spoken)).toEqual(['They lose access to all 140 clients at once.']);
    scene.people.agree();
    await scene.settle();
    expect(scene.said).toEqual(['Bram Jansen is no longer a member of Harbour IT.']);
    expect(scene.people.members.value.map(({ id }) => id)).toEqual(['ada']);
  });

  it('gets a higher role after a question, a lower one at once', async () => {
    const scene = await people([ada, lena, bram]);
    const find = (id: string) => scene.people.members.value.filter((one) => one.id === id);
    scene.people.want('role', find('lena'), 'service-user');
    await scene.settle();
    expect(scene.said).toEqual(['New role of Lena Fischer: Service user.']);
    scene.people.want('role', find('bram'), 'provider-admin');
    expect(scene.people.question.value).toMatchObject({ deed: 'role', role: 'provider-admin' });
    expect(spoken(questionTitle(scene.people.question.value!, context))).toBe('Make Bram Jansen a provider admin?');
    expect(questionLosses(scene.people.question.value!, context, 3).map(spoken)).toEqual([
      'They can then buy seats and invite staff.',
    ]);
    scene.people.agree();
    await scene.settle();
    expect(scene.rows.map(({ type }) => type)).toEqual([0, 1, 0]);
  });

  it('keeps a role of the team that a colleague gave meanwhile; several cost one look', async () => {
    const scene = await people([ada, lena, bram, row('finn')]);
    const staff = scene.people.members.value.filter(({ id }) => id === 'bram' || id === 'finn');
    scene.people.want('role', staff, 'provider-admin');
    scene.rows[2]!.type = 0;
    scene.people.agree();
    await scene.settle();
    expect(calls(scene.sent)).toEqual([
      'GET /providers/{p}/users',
      'PUT /providers/{p}/users/{m}',
      'GET /providers/{p}/users',
    ]);
    expect(scene.people.report.value!.lines.map(({ outcome }) => outcome.kind)).toEqual(['already', 'done']);
    const former = scene.people.members.value.filter(({ id }) => id === 'lena');
    scene.rows.splice(1, 1);
    scene.people.want('role', former, 'service-user');
    await scene.settle();
    expect(only(scene.people.report.value!.lines).outcome.kind).toBe('left');
  });

  it('cannot be oneself, nor the last admin; nothing is sent', async () => {
    const scene = await people([ada, bram]);
    const self = scene.people.members.value.filter(({ isSelf }) => isSelf);
    for (const deed of ['remove', 'role', 'resend'] as const) scene.people.want(deed, self, 'service-user');
    expect(scene.people.question.value).toBeNull();
    expect(scene.sent).toEqual([]);
  });

  it('is left alone where Bitwarden suspended the provider', async () => {
    const scene = await people([ada, eva], { provider: suspended });
    scene.people.want('resend', scene.people.members.value);
    scene.people.invite.type('new@x.example');
    expect(await scene.people.invite.submit()).toBe('off');
    expect(scene.people.invite.off.value).toEqual(say('people_suspended'));
    expect(scene.sent).toEqual([]);
  });
});

describe('several people', () => {
  it('each get a result, and those with whom it failed stay ticked', async () => {
    const scene = await people([ada, eva, noah, bram]);
    const { people: model } = scene;
    for (const { id } of model.members.value) model.tick(id, true);
    // Meanwhile a colleague removed one, and another accepted.
    scene.rows.splice(
      scene.rows.findIndex(({ id }) => id === 'noah'),
      1,
    );
    scene.rows.find(({ id }) => id === 'eva')!.status = 1;
    model.want('resend', model.chosen.value);
    await scene.settle();
    const report = model.report.value!;
    expect(report.lines.map(({ outcome }) => outcome.kind)).toEqual(['joined', 'left']);
    expect(spoken(reportTitle(report))).toBe('0 of 2 invitations sent again');
    expect([...model.ticked.value]).toEqual(['ada', 'bram']);
    expect(reportText(report, context, spoken).split('\n')).toHaveLength(4);
    await model.copyReport();
    expect(only(scene.copied)).toContain('No longer there');
    model.closeReport();
    expect(model.report.value).toBeNull();
  });

  it('says who was faster', async () => {
    const scene = await people([ada, bram, eva, noah]);
    scene.rows.splice(
      scene.rows.findIndex(({ id }) => id === 'bram'),
      1,
    );
    scene.people.want('remove', scene.people.members.value);
    scene.people.agree();
    await scene.settle();
    const report = scene.people.report.value!;
    expect(report.lines.map(({ outcome }) => outcome.kind)).toEqual(['already', 'done', 'done']);
    expect(reportNotes(report).map(spoken)).toEqual(['1 was already dealt with by somebody else.']);
  });

  it('go in portions of 50, with progress', async () => {
    const many = Array.from({ length: 120 }, (_, at) => invitedRow(`i${at}`));
    const scene = await people([ada, ...many]);
    scene.people.want('resend', scene.people.members.value);
    expect(scene.people.progress.value).toEqual({ what: 'resend', done: 0, total: 120 });
    // Nothing else begins while something is under way.
    scene.people.want('resend', scene.people.members.value);
    await scene.settle();
    expect(scene.sent.filter(({ call }) => call.endsWith('/reinvite')).map(({ body }) => body)).toHaveLength(3);
    expect(scene.people.report.value?.lines).toHaveLength(120);
  });
});

it('those selected are named in the order of the list, whatever the server’s', async () => {
  const scene = await people([eva, bram, ada]);
  scene.people.tickShown(true);
  expect(scene.people.chosen.value.map(({ id }) => id)).toEqual(scene.people.shown.value.map(({ id }) => id));
});

describe('without an answer', () => {
  test.each([
    [false, 'unknown'],
    [true, 'found'],
  ] as const)('the list tells whether somebody was removed (%s)', async (did, kind) => {
    const scene = await people([ada, bram]);
    scene.people.tick('bram', true);
    scene.bend('/delete', noAnswer, did);
    scene.people.want('remove', scene.people.chosen.value);
    scene.people.agree();
    await scene.settle();
    expect(only(scene.people.report.value!.lines).outcome.kind).toBe(kind);
    expect([...scene.people.ticked.value]).toEqual(did ? [] : ['bram']);
    expect(scene.deeds.map(({ state }) => state)).toEqual(did ? ['sent', 'sent', 'done'] : ['sent', 'sent']);
  });

  it('and without the list we do not know, until it can be read', async () => {
    const scene = await people([ada, bram]);
    scene.bend('/delete', noAnswer, true);
    scene.bend('GET', noAnswer);
    scene.people.want('remove', scene.people.members.value);
    scene.people.agree();
    await scene.settle();
    const report = scene.people.report.value!;
    expect(report.unread).toBe(true);
    expect(only(report.lines).outcome.kind).toBe('unknown');
    expect(reportNotes(report)).toHaveLength(2);
    expect(scene.deeds.at(-1)?.state).toBe('sent');
    await scene.people.checkAgain();
    expect(only(scene.people.report.value!.lines).outcome.kind).toBe('found');
    expect(scene.deeds.at(-1)?.state).toBe('done');
  });

  it('a resent invitation stays in doubt, for no list shows it', async () => {
    const scene = await people([ada, eva]);
    scene.bend('/reinvite', noAnswer, true);
    scene.people.want('resend', scene.people.members.value);
    await scene.settle();
    expect(only(scene.people.report.value!.lines).outcome.kind).toBe('unknown');
    expect(scene.said).toEqual([]);
  });

  it('a pause that is too long is told, and nothing was sent', async () => {
    const scene = await people([ada, eva]);
    scene.bend('/reinvite', { kind: 'rate-limited', host: 'v.test', retryAt: null });
    scene.people.want('resend', scene.people.members.value);
    await scene.settle();
    expect(only(scene.people.report.value!.lines).outcome.kind).toBe('not-sent');
  });
});

describe('at a client', () => {
  const owner = row('o', { type: 0, name: 'Olga Owner', twoFactorEnabled: true });
  const user = row('u', { type: 2, twoFactorEnabled: false, creationDate: '2026-08-01T00:00:00Z' });

  it('a role is changed by sending the whole record back, read a moment before', async () => {
    const scene = await people([owner, user], { where: clientPlace });
    await changeRole(scene, 'u', 'admin');
    expect(calls(scene.sent).slice(0, 2)).toEqual([
      'GET /organizations/{o}/users/{m}',
      'PUT /organizations/{o}/users/{m}',
    ]);
    expect(scene.sent[1]?.body).toEqual({ type: 1, accessSecretsManager: false, accessPam: false, collections: [] });
  });

  it('whoever is gone when the record is read is said to have left', async () => {
    const scene = await people([owner, user], { where: clientPlace });
    scene.bend('users/{m}', { kind: 'refused', status: 404, what: '' });
    scene.rows.splice(1, 1);
    await changeRole(scene, 'u', 'admin');
    expect(only(scene.people.report.value!.lines).outcome.kind).toBe('left');
    expect(calls(scene.sent)).not.toContain('PUT /organizations/{o}/users/{m}');
  });

  it('a custom role that a colleague gave meanwhile is left as it is', async () => {
    const scene = await people([owner, user], { where: clientPlace });
    scene.rows[1]!.type = 4;
    await changeRole(scene, 'u', 'admin');
    expect(calls(scene.sent)).not.toContain('PUT /organizations/{o}/users/{m}');
    const { what, role, lines } = scene.people.report.value!;
    expect(spoken(outcomeWords(what, only(lines).outcome, role))).toMatch(/^A custom role is changed in the web/);
    expect(scene.deeds).toEqual([]);
  });

  it('a role that a colleague gave meanwhile is not overwritten, and told', async () => {
    const scene = await people([owner, user], { where: clientPlace });
    const find = () => scene.people.members.value.filter(({ id }) => id === 'u');
    scene.people.want('role', find(), 'owner');
    // While the question is on the screen, the list is read again: what was asked about counts all the same.
    scene.rows[1]!.type = 1;
    await scene.people.refresh();
    scene.people.agree();
    await scene.settle();
    expect(calls(scene.sent)).not.toContain('PUT /organizations/{o}/users/{m}');
    expect(scene.rows[1]!.type).toBe(1);
    expect(scene.deeds).toEqual([]);
    const { what, role, lines } = scene.people.report.value!;
    expect(spoken(outcomeWords(what, only(lines).outcome, role))).toBe(
      'Now: Admin. A colleague changed it since you looked, so nothing was sent.',
    );
    // Looked at, it can be changed.
    scene.people.want('role', find(), 'owner');
    scene.people.agree();
    await scene.settle();
    expect(scene.rows[1]!.type).toBe(0);
  });

  it('the very role that a colleague gave meanwhile is not given again', async () => {
    const scene = await people([owner, user], { where: clientPlace });
    scene.rows[1]!.type = 1;
    await changeRole(scene, 'u', 'admin');
    expect(calls(scene.sent)).not.toContain('PUT /organizations/{o}/users/{m}');
    expect(only(scene.people.report.value!.lines).outcome.kind).toBe('already');
  });

  it('revoking and restoring go there and back, and the seats are read again', async () => {
    const scene = await people([owner, user], { where: clientPlace });
    const find = () => scene.people.members.value.filter(({ id }) => id === 'u');
    scene.people.want('revoke', find());
    scene.people.agree();
    await scene.settle();
    expect(find()[0]?.status).toBe('revoked');
    scene.people.want('restore', find());
    await scene.settle();
    expect(find()[0]?.status).toBe('confirmed');
    expect(scene.said).toEqual(['The access of Name u is revoked.', 'Name u has access again.']);
  });

  it('warns before the last owner goes, down a role as well', async () => {
    const scene = await people([owner, user], { where: clientPlace });
    const olga = scene.people.members.value.filter(({ id }) => id === 'o');
    for (const [deed, role] of [['remove'], ['revoke'], ['role', 'user']] as const) {
      scene.people.want(deed, olga, role);
      expect(scene.people.question.value).toMatchObject({ deed, lastOwner: true });
      scene.people.question.value = null;
    }
    expect(scene.sent).toEqual([]);
  });

  it('knows who has no two-step login', async () => {
    const scene = await people([owner, user, invitedRow('i', { twoFactorEnabled: false })], { where: clientPlace });
    scene.people.choose('no-two-step');
    expect(scene.people.shown.value.map(({ id }) => id)).toEqual(['u']);
    await scene.people.copyAddresses(scene.people.shown.value);
    expect(scene.copied).toEqual(['u@x.example']);
  });
});
