/** Invitations that end: told of in time, sent again from the notice, and written down. */
import { expect, test } from './support/fixtures';
import { begin, clientId, later, providerId, shown, standing, stored } from './support/scenes';

const hourMs = 3_600_000;

test('an invitation that ends is told of, sent again from the notice, and leads to the members', async ({
  sim,
  desk,
}) => {
  await begin(desk, sim);
  const organizationId = clientId(sim, 'Brightwater Dental Group');
  const email = 'eva.roth@brightwater.example';
  sim.control.invite({ organizationId, email });
  sim.control.invite({ providerId: providerId(sim), email: 'hugo.brandt@harbour-it.example' });
  const seen = async (): Promise<string> => JSON.stringify((await stored(desk)).tables.places);
  await later(desk, 3 * 60_000);
  await expect.poll(seen).toContain(email);
  await expect.poll(seen).toContain('hugo.brandt');

  // Four days and an hour later, both at once: one notice, which leads to where they are.
  await later(desk, 97 * hourMs);
  await expect.poll(() => shown(desk, '2 invitations end within a day')).toHaveLength(1);
  // One of the two is taken back by the server's own administrators; the other is left, and nobody is alerted again.
  sim.control.withdraw({ providerId: providerId(sim), email: 'hugo.brandt@harbour-it.example' });
  await later(desk, 3 * 60_000);
  await expect.poll(seen).not.toContain('hugo.brandt');

  // It ends: told once more, with a button.
  await later(desk, 24 * hourMs);
  await expect.poll(() => shown(desk, 'eva.roth@brightwater.example’s invitation has ended')).toHaveLength(1);
  const [notice] = await standing(desk, 'invitation');
  const mails = () => sim.world.mailbox.filter((mail) => JSON.stringify(mail).includes(email)).length;
  const before = mails();
  await desk.clickNotification(notice ?? '', 0);
  await expect.poll(() => shown(desk, `Sent again to ${email}`)).toHaveLength(1);
  expect(mails()).toBe(before + 1);
  const journal = JSON.stringify((await stored(desk)).tables.journal);
  expect(journal).toContain('"what":"resend"');
  expect(journal).toContain('"kind":"invitation"');

  // Five days on it has ended again; a click leads to the client's members.
  await later(desk, 121 * hourMs);
  await expect.poll(() => shown(desk, 'invitation has ended')).toHaveLength(2);
  const opened = desk.context.waitForEvent('page');
  const [again] = await standing(desk, 'invitation');
  await desk.clickNotification(again ?? '');
  await expect(await opened).toHaveURL(new RegExp(`desk\\.html#/clients/${organizationId}/members$`));
});
