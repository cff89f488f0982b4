/** Which addresses may be entered for a server, where the clouds live, and what must be permitted to reach a server. */
import type { Server } from './server';

/** server: hosts of the clouds. */
export const clouds: Readonly<Record<'us' | 'eu', Server>> = {
  us: {
    region: 'us',
    vault: 'https://vault.bitwarden.com',
    api: 'https://api.bitwarden.com',
    identity: 'https://identity.bitwarden.com',
  },
  eu: {
    region: 'eu',
    vault: 'https://vault.bitwarden.eu',
    api: 'https://api.bitwarden.eu',
    identity: 'https://identity.bitwarden.eu',
  },
};

/** Why an entered address cannot be used. */
export type AddressProblem = 'not-an-address' | 'plain-http';

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether the host is this computer, the only place where plain http is allowed. */
export const isLoopback = (host: string): boolean => loopback.has(host);

const trimSlashes = (text: string): string => text.replace(/\/+$/, '');

/** Checks an address that the server named for itself, or that was entered: https, or http on this computer. */
export function parseAddress(text: string): { ok: true; url: string } | { ok: false; problem: AddressProblem } {
  const trimmed = text.trim();
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`;
  if (!URL.canParse(withScheme)) return { ok: false, problem: 'not-an-address' };
  const url = new URL(withScheme);
  if (url.username !== '' || url.password !== '' || url.hostname === '')
    return { ok: false, problem: 'not-an-address' };
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) return { ok: false, problem: 'plain-http' };
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return { ok: false, problem: 'not-an-address' };
  return { ok: true, url: trimSlashes(url.origin + url.pathname) };
}

/**
 * The server behind the address of a web vault. An address of one of the clouds is that cloud.
 * server: an own server has `{base}/api` and `{base}/identity`.
 * Anything after `#` and a path that the web vault shows are dropped with the query.
 */
export function ownServer(text: string): { ok: true; server: Server } | { ok: false; problem: AddressProblem } {
  const parsed = parseAddress(text);
  if (!parsed.ok) return parsed;
  const base = parsed.url;
  const host = new URL(base).host;
  for (const cloud of Object.values(clouds)) {
    if ([cloud.vault, cloud.api, cloud.identity].some((address) => new URL(address).host === host)) {
      return { ok: true, server: cloud };
    }
  }
  return {
    ok: true,
    server: {
      region: 'own',
      vault: base,
      api: `${base}/api`,
      identity: `${base}/identity`,
    },
  };
}

/** Host permissions that a server needs, as match patterns without ports (Firefox knows none in patterns). */
export function permissionOrigins(server: Pick<Server, 'api' | 'identity'>): string[] {
  const patterns = [server.api, server.identity].map((address) => {
    const url = new URL(address);
    return `${url.protocol}//${url.hostname}/*`;
  });
  return [...new Set(patterns)];
}
