import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './support/fixtures';
import { findInProfile } from './support/profile-search';
import { accountOf, begin, check, filledTables, rowOf, shown, stored, waitingCount } from './support/scenes';

test('the same profile opened again: everything is there, before anything is asked', async ({
  sim,
  launch,
}, testInfo) => {
  const profileDir = testInfo.outputPath('profile');
  const first = await launch({ profileDir });
  const options = await begin(first, sim);
  await options.getByRole('switch', { name: 'Show names' }).click();
  await expect(options.getByRole('switch', { name: 'Show names' })).not.toBeChecked();
  const popup = await first.popup();
  sim.control.acceptInvitation({ email: 'luca.moretti@fjord.example' });
  await check(popup);
  expect(await shown(first, '1 person is waiting')).toHaveLength(1);
  await popup.getByRole('button', { name: 'Remaining' }).click();
  await expect(popup.getByRole('columnheader', { name: 'Remaining' })).toHaveAttribute('aria-sort', 'ascending');
  const device = (await stored(first)).tables.accounts;
  await first.close();

  // Nobody answers: whatever is seen now was kept.
  sim.control.addFault({ kind: 'drop' });
  const mark = sim.log.mark();
  const second = await launch({ profileDir });
  const again = await second.popup();
  await expect(waitingCount(again)).toHaveText('4');
  await expect(rowOf(again, 'Tideway Marine Supplies')).toContainText('full');
  await expect(again.locator('[data-client]')).toHaveCount(29);
  await expect(again.getByRole('columnheader', { name: 'Remaining' })).toHaveAttribute('aria-sort', 'ascending');
  await expect.poll(async () => (await second.badge()).text).toBe('4');
  expect(sim.log.count({ status: 200 }, mark)).toBe(0);
  const settings = await second.options('#notifications');
  await expect(settings.getByRole('switch', { name: 'Show names' })).not.toBeChecked();

  sim.control.clearFaults({});
  sim.control.confirmElsewhere({ email: 'luca.moretti@fjord.example' });
  await check(again);
  await check(again);
  await expect(waitingCount(again)).toHaveText('3');
  // The token went with the browser; one new one is all it takes.
  expect(sim.log.count({ host: 'identity', status: 200 }, mark)).toBe(1);
  expect((await stored(second)).tables.accounts).toMatchObject(
    (device as { id: string; deviceId: string }[]).map(({ id, deviceId }) => ({ id, deviceId })),
  );
  // Nobody is announced twice for a restart.
  expect(await shown(second, 'waiting')).toEqual([]);
});

test('the search of a profile finds what is there, in every form', ({ browserName: _ }, testInfo) => {
  const folder = testInfo.outputPath('folder');
  mkdirSync(join(folder, 'deep'), { recursive: true });
  const secret = 'kE9-example/secret+0123456789';
  const around = (bytes: Buffer): Buffer => Buffer.concat([Buffer.from('x\u0000'), bytes, Buffer.from('\u0000y')]);
  const forms: Record<string, Buffer> = {
    plain: around(Buffer.from(secret)),
    wide: around(Buffer.from(secret, 'utf16le')),
    hex: Buffer.from(around(Buffer.from(secret)).toString('hex')),
    base64: Buffer.from(Buffer.from(secret).toString('base64')),
    base64inside: Buffer.from(around(Buffer.from(secret)).toString('base64')),
    base64later: Buffer.from(Buffer.from(`x${secret}y`).toString('base64')),
    base64wide: Buffer.from(Buffer.from(secret, 'utf16le').toString('base64')),
  };
  for (const [name, bytes] of Object.entries(forms)) writeFileSync(join(folder, 'deep', name), bytes);
  writeFileSync(join(folder, 'deep', 'other'), 'nothing of the kind');
  const found = new Set(findInProfile(folder, secret).map((hit) => hit.replace(/^deep.(\w+): .*$/, '$1')));
  expect([...found].sort()).toEqual(Object.keys(forms).sort());
});

test('neither the key nor the token stands readable anywhere in the profile', async ({ sim, launch }, testInfo) => {
  const profileDir = testInfo.outputPath('profile');
  const desk = await launch({ profileDir });
  const account = accountOf(sim, 'provider admin');
  const options = await begin(desk, sim);
  // A second key and a refused one have been through the same fields.
  const { clientSecret } = sim.control.rotateApiKey({ userId: account.userId });
  await options.getByRole('button', { name: 'Enter new key' }).click();
  const form = options.getByRole('region', { name: 'New key for ada@harbour-it.example' });
  const wrong = 'refusedSecretOfThirtyCharacters';
  for (const secret of [wrong, clientSecret]) {
    await form.getByLabel('client_secret', { exact: true }).fill(secret);
    // Shown once, it stays shown while something stands there.
    if (secret === wrong) await form.getByRole('button', { name: 'Show secret' }).click();
    await form.getByRole('button', { name: 'Test and save' }).click();
    if (secret === wrong) await expect(form.getByRole('alert')).toContainText('Bitwarden does not know this key.');
  }
  await expect(options.getByText(/^Connected: Harbour IT/).first()).toBeVisible();
  const { session } = await stored(desk);
  const tokens = Object.entries(session).flatMap(([key, value]) =>
    key.startsWith('token') ? [(value as { accessToken: string }).accessToken] : [],
  );
  expect(tokens).toHaveLength(1);
  expect(await filledTables(desk)).toContain('secrets');
  const secrets = { first: account.clientSecret, second: clientSecret, refused: wrong, token: tokens[0]! };

  const search = () => {
    for (const [name, secret] of Object.entries(secrets))
      expect(findInProfile(profileDir, secret), `the ${name} one`).toEqual([]);
  };
  search();
  await desk.close();
  search();
  // The search does reach what the extension writes.
  expect(findInProfile(profileDir, account.email)).not.toEqual([]);
});
