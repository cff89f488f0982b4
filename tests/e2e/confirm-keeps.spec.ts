import { compare, confirmButton, openPeople, phraseOf, waiting } from './support/confirm-page';
import { expect, test } from './support/fixtures';
import { findBytesInProfile, findInProfile } from './support/profile-search';
import { accountOf, providerId, stored } from './support/scenes';

const priya = 'priya.nair@harbour-it.example';
const tom = 'tom.okafor@brightwater.example';

/** As much of the browser's API as is listened in on. */
declare const chrome: { readonly runtime?: { sendMessage?: (...args: unknown[]) => unknown } };

interface Heard {
  heard?: unknown[];
}

test('neither password nor keys nor phrase in storage, messages, console, page or profile', async ({
  sim,
  launch,
}, testInfo) => {
  test.setTimeout(120_000);
  const ada = accountOf(sim, 'provider admin');
  const profileDir = testInfo.outputPath('profile');
  const desk = await launch({ profileDir });
  const said: string[] = [];
  desk.context.on('console', (message) => said.push(message.text()));
  desk.context.on('weberror', (error) => said.push(String(error.error())));
  // All that pages send to the worker and get from it, and all that the worker calls out.
  await desk.context.addInitScript(() => {
    const all: unknown[] = [];
    Object.assign(globalThis, { heard: all });
    const runtime = typeof chrome === 'undefined' ? undefined : chrome.runtime;
    if (runtime?.sendMessage === undefined) return;
    const send = runtime.sendMessage.bind(runtime);
    Object.assign(runtime, {
      sendMessage: (...args: unknown[]) => {
        all.push(args.filter((arg) => typeof arg !== 'function'));
        const answer = args.at(-1);
        if (typeof answer !== 'function')
          return Promise.resolve(send(...args)).then((value) => {
            all.push(value);
            return value;
          });
        return send(...args.slice(0, -1), (value: unknown) => {
          all.push(value);
          answer(value);
        });
      },
    });
    new BroadcastChannel('provider-desk').onmessage = ({ data }) => all.push(data);
  });
  const page = await openPeople(desk, sim, [priya, tom]);
  await page.getByLabel(/^Master password of/).fill(ada.masterPassword);
  // Shown, as a field of plain text that the browser might remember.
  await page.getByRole('button', { name: 'Show password' }).click();
  await expect(page.getByLabel(/^Master password of/)).toHaveAttribute('type', 'text');
  const typed = await page.evaluate(() => document.documentElement.outerHTML);
  await page.getByRole('button', { name: 'Unlock', exact: true }).click();
  for (const email of [priya, tom]) await compare(sim, page, waiting(sim, email));
  await confirmButton(page).click();
  await expect(page.getByRole('heading', { name: '2 confirmed' })).toBeVisible();

  const html = typed + (await page.evaluate(() => document.documentElement.outerHTML));
  const kept = await stored(desk);
  const local = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  const heard = await page.evaluate(() => JSON.stringify((globalThis as Heard).heard));
  const mine = sim.world.users.get(ada.userId);
  if (mine === undefined) throw new Error('no such user');
  const [client] = [...sim.world.organizations.values()].filter(({ id }) => heard.includes(id));
  const keys = {
    'user key': sim.world.userKeyOf(mine),
    'private key': Buffer.from(sim.world.keyPairOf(mine)?.privateKey ?? '', 'base64'),
    'provider key': sim.world.providers.get(providerId(sim))?.key ?? Buffer.alloc(0),
    'client key': client?.key ?? Buffer.alloc(0),
  };
  await desk.close();

  const places = { html, kept: JSON.stringify(kept), local, heard, said: said.join('\n') };
  const phrases = [priya, tom].flatMap((email) => [phraseOf(sim, email).join('-'), phraseOf(sim, email).join(' ')]);
  const texts = [ada.masterPassword, ...phrases, ...Object.values(keys).map((key) => key.toString('base64'))];
  for (const [place, text] of Object.entries(places)) {
    for (const secret of texts) expect(text.includes(secret), `${secret} in ${place}`).toBe(false);
  }
  for (const secret of texts) expect(findInProfile(profileDir, secret), secret).toEqual([]);
  for (const [name, key] of Object.entries(keys)) {
    expect(key.length, name).toBeGreaterThan(60);
    // The end of a private key is enough of it.
    expect(findBytesInProfile(profileDir, key.subarray(-48)), name).toEqual([]);
    expect(findInProfile(profileDir, key.toString('hex')), name).toEqual([]);
  }

  // What is there is found.
  expect(findInProfile(profileDir, ada.email).length).toBeGreaterThan(0);
  expect(findBytesInProfile(profileDir, Buffer.from(ada.email)).length).toBeGreaterThan(0);
  expect(heard).toContain('unlockMaterial');
  expect(heard).toContain('"sealedKey":"4.');
  expect(heard).toContain('PrivateKey');
  expect(places.kept).toContain('covered-word');
});
