/** What somebody pasted as the `client_id` of a personal API key, judged before anything is sent. */

export type ClientIdCheck = 'ok' | 'malformed' | 'organization-key';

const guid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
/** server: the prefix counts in lower case only; the id itself in any case. */
const personal = new RegExp(`^user\\.${guid.replaceAll('a-f', 'a-fA-F')}$`);
/** An organization's key is the wrong key in any spelling, so this one looks at the meaning. */
const organization = new RegExp(`^organization\\.${guid}$`, 'i');

/** Judges a `client_id`; spaces around it are ignored, as `signIn` does. */
export function checkClientId(text: string): ClientIdCheck {
  const id = text.trim();
  if (personal.test(id)) return 'ok';
  return organization.test(id) ? 'organization-key' : 'malformed';
}
