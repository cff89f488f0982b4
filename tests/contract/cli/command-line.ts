/** The real command line client, pointed at a simulator. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { Account, Simulator } from '@/tests/simulator/index';

export interface CommandLine {
  /** What the command prints; throws with what it says when it fails. */
  run(...args: readonly string[]): Promise<string>;
  /** Signs in and unlocks, so that from then on everything can be read. */
  enter(): Promise<void>;
  close(): void;
}

export interface CommandLineOptions {
  readonly script: string;
  readonly simulator: Simulator;
  readonly account: Account;
  /** PEM; whom to trust. */
  readonly certificate: string;
}

const passedOn = ['PATH', 'SystemRoot', 'TEMP', 'TMP', 'LANG'];

/** A client of its own for this account, in a folder of its own: it shares nothing with one that a person may use. */
export function openCommandLine({ script, simulator, account, certificate }: CommandLineOptions): CommandLine {
  const folder = mkdtempSync(join(tmpdir(), 'provider-desk-cli-'));
  const trusted = join(folder, 'certificate.pem');
  writeFileSync(trusted, certificate);
  const env: Record<string, string> = {
    ...Object.fromEntries(passedOn.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))),
    HOME: folder,
    BITWARDENCLI_APPDATA_DIR: folder,
    NODE_EXTRA_CA_CERTS: trusted,
    BW_NOINTERACTION: 'true',
    BW_CLIENTID: account.clientId,
    BW_CLIENTSECRET: account.clientSecret,
    MASTER_PASSWORD: account.masterPassword,
  };

  const run = (...args: readonly string[]): Promise<string> =>
    new Promise((resolve, reject) => {
      execFile(process.execPath, [script, ...args], { env, timeout: 30_000 }, (error, stdout, stderr) => {
        if (error === null) resolve(stdout.trim());
        else reject(new Error(`bw ${args[0]} failed: ${stderr.trim() || stdout.trim() || error.message}`));
      });
    });

  return {
    run,
    async enter() {
      await run('config', 'server', simulator.origin);
      await run('login', '--apikey');
      env.BW_SESSION = await run('unlock', '--passwordenv', 'MASTER_PASSWORD', '--raw');
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** What `list org-members` prints. */
export const readMembers = (text: string) =>
  z.array(z.looseObject({ id: z.string(), email: z.string(), status: z.number() })).parse(JSON.parse(text));
