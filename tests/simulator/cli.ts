/** The simulated provider server on its own: `npx tsx tests/simulator/cli.ts --clients 1000 --port 8787`. */
import { parseArgs } from 'node:util';
import { presets, type Simulator, startSimulator } from './index';

const help = `Options:
  --clients <n>      a world of so many clients; without it the story of Harbour IT
  --outstanding <n>  clients with somebody invited or waiting (20)
  --seed <text>      another seed, another world
  --port <n>         a free one when left out
  --split            API and identity on ports of their own
  --old-server       404 where newer servers answer 403
  --error-delays     hold refused sign-ins back for two seconds
  --no-rate-limits   without the shipped limits
  --help`;

function numberFrom(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new Error(`--${name} needs a whole number, not ${text}`);
  return value;
}

function tell(simulator: Simulator): string {
  const { origin, apiUrl, identityUrl, world, control } = simulator;
  const [admin] = world.accounts;
  const invited = [...world.providerUsers.values()].find(({ status }) => status === 0)?.email;
  const client = admin === undefined ? undefined : control.truth.clients(admin.userId)[0];
  const example = (name: string, body: unknown): string =>
    `  curl -X POST ${origin}/__control/${name} -d '${JSON.stringify(body)}'`;
  return [
    `Simulated provider server at ${origin}`,
    ...(apiUrl.startsWith(`${origin}/`) ? [] : [`  API ${apiUrl}, identity ${identityUrl}`]),
    '',
    'Accounts (invented, for tests only):',
    ...world.accounts.map(({ label, email, clientId, clientSecret, masterPassword }) =>
      [
        `  ${email} (${label})`,
        `    ${clientId}  ${clientSecret}`,
        `    master password: ${masterPassword || 'none'}`,
      ].join('\n'),
    ),
    '',
    'Controls:',
    example('acceptInvitation', { email: invited ?? 'somebody@example.org' }),
    ...(client === undefined ? [] : [example('fillClient', { organizationId: client.organizationId })]),
    ...(admin === undefined ? [] : [example('waiting', { userId: admin.userId })]),
    example('addFault', { kind: 'status', status: 503, count: 3 }),
    example('clearFaults', {}),
    `  ${origin}/__control/ names them all.`,
  ].join('\n');
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      clients: { type: 'string' },
      outstanding: { type: 'string' },
      seed: { type: 'string' },
      port: { type: 'string' },
      split: { type: 'boolean' },
      'old-server': { type: 'boolean' },
      'error-delays': { type: 'boolean' },
      'no-rate-limits': { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(help);
    return;
  }
  const now = Date.now();
  const count = numberFrom('clients', values.clients);
  const outstanding = numberFrom('outstanding', values.outstanding);
  const port = numberFrom('port', values.port);
  const world =
    count === undefined
      ? presets.story({ now })
      : presets.clients(count, {
          now,
          ...(values.seed === undefined ? {} : { seed: values.seed }),
          ...(outstanding === undefined ? {} : { outstanding }),
        });
  const simulator = await startSimulator({
    world,
    ...(port === undefined ? {} : { port }),
    split: values.split ?? false,
    oldServer: values['old-server'] ?? false,
    errorDelays: values['error-delays'] ?? false,
    rateLimits: !values['no-rate-limits'],
  });
  console.log(tell(simulator));
  const stop = (): void => {
    void simulator.close();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
