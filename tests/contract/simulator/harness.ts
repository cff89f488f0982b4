/** Calls to the simulator, each of which is checked against the contract as it passes. */
import { afterEach, expect, vi } from 'vitest';
import * as z from 'zod/mini';
import {
  type Account,
  createStoppedClock,
  defaultSeedTime,
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from '@/tests/simulator/index';
import { variantOf } from './shapes';

export interface Answer {
  readonly status: number;
  readonly text: string;
  /** The body; undefined when it is empty. */
  readonly json: unknown;
  readonly headers: Headers;
}

export interface CallOptions {
  readonly token?: string | null;
  readonly body?: unknown;
  /** Sent as it is, in place of `body`. */
  readonly raw?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** For what the contract describes in prose only: unknown paths, wrong verbs, another age of server. */
  readonly unchecked?: boolean;
}

export interface Caller {
  readonly token: string;
  get(path: string, options?: CallOptions): Promise<Answer>;
  post(path: string, body?: unknown, options?: CallOptions): Promise<Answer>;
  put(path: string, body?: unknown, options?: CallOptions): Promise<Answer>;
  delete(path: string, body?: unknown, options?: CallOptions): Promise<Answer>;
}

// Hundreds of exchanges in one test take their time on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

const running = new Set<Simulator>();

/** A simulator on a stopped clock without rate limits, unless it is told otherwise; closed after the test. */
export async function simulate(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await startSimulator({ rateLimits: false, clock: createStoppedClock(defaultSeedTime), ...options });
  running.add(simulator);
  return simulator;
}

afterEach(async () => {
  const crashes = [...running].flatMap((simulator) => simulator.crashes);
  await Promise.all([...running].map((simulator) => simulator.close()));
  running.clear();
  expect(crashes, 'the simulator itself failed').toEqual([]);
});

/** Names of all variants of the contract that were seen in this file. */
export const seen = new Set<string>();

async function answerOf(response: Response, method: string, path: string, unchecked = false): Promise<Answer> {
  const text = await response.text();
  if (!unchecked) {
    const { status, headers } = response;
    const [contentType, authenticate] = [headers.get('content-type'), headers.get('www-authenticate')];
    seen.add(variantOf({ method, path: path.split('?')[0] ?? '', status, contentType, authenticate, text }));
  }
  const isJson = response.headers.get('content-type')?.startsWith('application/json') && text !== '';
  return { status: response.status, text, json: isJson ? JSON.parse(text) : undefined, headers: response.headers };
}

/** One call to the API. */
export async function call(simulator: Simulator, method: string, path: string, options: CallOptions = {}) {
  const body = options.raw ?? (options.body === undefined ? undefined : JSON.stringify(options.body));
  const response = await fetch(`${simulator.apiUrl}${path}`, {
    method,
    redirect: 'manual',
    headers: {
      ...(options.token ? { Authorization: `Bearer ${options.token}` } : {}),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...options.headers,
    },
    ...(body === undefined ? {} : { body }),
  });
  return answerOf(response, method, path, options.unchecked);
}

export interface SignInOptions {
  readonly form?: Readonly<Record<string, string | null>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly unchecked?: boolean;
}

/** `POST /connect/token` as this account; a null takes a field away. */
export async function requestToken(simulator: Simulator, account: Account, options: SignInOptions = {}) {
  const fields = {
    grant_type: 'client_credentials',
    scope: 'api',
    client_id: account.clientId,
    client_secret: account.clientSecret,
    deviceType: '2',
    deviceIdentifier: 'a-device-of-the-tests',
    deviceName: 'tests',
    ...options.form,
  };
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) if (value !== null) body.set(name, value);
  const response = await fetch(`${simulator.identityUrl}/connect/token`, {
    method: 'POST',
    body,
    headers: { 'Bitwarden-Client-Version': '2026.8.0', ...options.headers },
  });
  return answerOf(response, 'POST', '/connect/token', options.unchecked);
}

export const accountNamed = (simulator: Simulator, label: string): Account =>
  simulator.world.accounts.find((account) => account.label === label)!;

/** Signs in, and calls from then on with that token. */
export async function signIn(simulator: Simulator, account: Account): Promise<Caller> {
  const { json } = await requestToken(simulator, account);
  const token = z.object({ access_token: z.string() }).parse(json).access_token;
  const as =
    (method: string) =>
    (path: string, body?: unknown, options: CallOptions = {}) =>
      call(simulator, method, path, { token, ...(body === undefined ? {} : { body }), ...options });
  return {
    token,
    get: (path, options = {}) => call(simulator, 'GET', path, { token, ...options }),
    post: as('POST'),
    put: as('PUT'),
    delete: as('DELETE'),
  };
}

const listSchema = z.object({ object: z.literal('list'), data: z.array(z.looseObject({})) });

/** The rows of a list. */
export const rowsOf = (answer: Answer): Record<string, unknown>[] => listSchema.parse(answer.json).data;

/** The claims in a token. */
export function claimsOf(token: string): Record<string, unknown> {
  const body = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8');
  return z.looseObject({}).parse(JSON.parse(body));
}

/** The text of an error's message. */
export const messageOf = (answer: Answer): string | null =>
  z.object({ message: z.nullable(z.string()) }).parse(answer.json).message;

/** The names under which an answer complains. */
export const complainedOf = (answer: Answer): string[] =>
  Object.keys(
    z.object({ validationErrors: z.record(z.string(), z.array(z.string())) }).parse(answer.json).validationErrors,
  );
