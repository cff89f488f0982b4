/** Adding an account as a person does it: on the options page, in the fields, with a click. */
import type { Page } from '@playwright/test';
import type { Desk } from './desk';

export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Fills in the form for an own server. Touches nothing else of the page. */
export async function fillAccountForm(page: Page, address: string, account: Credentials): Promise<void> {
  // The radio button itself is only for screen readers; people click its label.
  await page.getByText('Own server', { exact: true }).click();
  await page.getByLabel('Address of your web vault').fill(address);
  await page.getByLabel('client_id').fill(account.clientId);
  await page.getByLabel('client_secret', { exact: true }).fill(account.clientSecret);
}

/** Signs in through the options page, and answers with that page once it says that it is connected. */
export async function signIn(desk: Desk, address: string, account: Credentials): Promise<Page> {
  const page = await desk.options('#accounts');
  await fillAccountForm(page, address, account);
  await page.getByRole('button', { name: 'Test and save' }).click();
  // One line for each provider.
  await page
    .getByText(/^Connected: /)
    .first()
    .waitFor();
  return page;
}
