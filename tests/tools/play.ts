/** A person plays: single keys let things happen at the provider, and the terminal says what the extension makes of it. */
import { phraseOf } from './newcomer';
import type { Done, Playground } from './playground';
import { readScreen, screenText } from './screen';

interface Key {
  readonly does: string;
  readonly act: (ground: Playground) => Done | null;
}

const keys: Readonly<Record<string, Key>> = {
  a: { does: 'an invited person of a client accepts', act: (ground) => ground.acceptAtClient() },
  p: { does: 'an invited person accepts in your own team', act: (ground) => ground.acceptInTeam() },
  c: { does: 'a colleague confirms somebody elsewhere, in the web vault', act: (ground) => ground.confirmElsewhere() },
  f: { does: 'a client fills its last seats', act: (ground) => ground.fillClient() },
  n: {
    does: 'break the network, or mend it',
    act: (ground) => (ground.isBroken() ? ground.mendNetwork() : ground.breakNetwork()),
  },
  s: { does: 'Bitwarden suspends the provider, or lets it go on', act: (ground) => ground.suspend() },
};

/** What those who wait would read out: somebody has to play them. */
async function phrases(ground: Playground): Promise<string> {
  const lines = ground
    .waiting()
    .map(async ({ name, email, userId }) => `  ${name ?? email}: ${(await phraseOf(ground.sim, userId)).join(' ')}`);
  return ['Their apps show:', ...(await Promise.all(lines))].join('\n');
}

const help = [
  ...Object.entries(keys).map(([key, { does }]) => `  ${key}  ${does}`),
  '  w  what the apps of those who wait show: their fingerprint phrases',
  '  ?  this list',
  '  q  quit',
].join('\n');

async function press(ground: Playground, key: string, print: (text: string) => void): Promise<void> {
  const done = keys[key]?.act(ground) ?? null;
  print(done === null ? 'Nobody waits.' : `${done.said}. “Check now” is pressed in the popup …`);
  if (done === null) return;
  await ground.check();
  print(screenText(await readScreen(ground.desk, await ground.popup())));
}

/** Keys one by one, from a terminal without waiting for Enter. Ends with the input. */
async function* typed(): AsyncGenerator<string> {
  if (process.stdin.isTTY) process.stdin.setRawMode(true);
  process.stdin.setEncoding('utf8');
  for await (const chunk of process.stdin) yield* String(chunk).replace(/\s/g, '');
}

/** Until somebody quits, or closes the browser. */
export async function play(ground: Playground, print: (text: string) => void): Promise<void> {
  print(`\nThe provider server: ${ground.sim.origin}, signed in as ${ground.account.email}.`);
  print('The popup is open in a tab; it is also behind the icon in the toolbar (the puzzle piece).');
  print(`To confirm somebody, press “Compare” there; the master password is “${ground.account.masterPassword}”.\n`);
  await ground.popup();
  print(`${help}\n`);
  const closed = new Promise<'closed'>((resolve) => ground.desk.context.on('close', () => resolve('closed')));
  const input = typed();
  for (;;) {
    const next = await Promise.race([input.next(), closed]);
    // In raw mode Ctrl-C and Ctrl-D come as characters.
    if (next === 'closed' || next.done || ['q', '\u0003', '\u0004'].includes(next.value)) return;
    if (next.value === 'w') print(await phrases(ground));
    else if (next.value in keys) await press(ground, next.value, print).catch((error: unknown) => print(String(error)));
    else print(help);
    print('');
  }
}
