/**
 * Says whether what a vector's case has found is right. What the product sealed is opened here, by OpenSSL in Node,
 * which shares nothing with it and nothing with a browser's cryptography.
 */
import { constants, createDecipheriv, createHmac, createPrivateKey, privateDecrypt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Finding } from './vector-cases';

/** What the owner of a private key (PKCS#8, base64) finds in a type-4 string, as base64. */
export function openAsNewcomer(pkcs8: string, sealed: string): string {
  const key = createPrivateKey({ key: Buffer.from(pkcs8, 'base64'), format: 'der', type: 'pkcs8' });
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  if (!sealed.startsWith('4.')) throw new Error(`not of type 4: ${sealed.slice(0, 2)}`);
  return privateDecrypt({ key, padding, oaepHash: 'sha1' }, Buffer.from(sealed.slice(2), 'base64')).toString('base64');
}

/** The text in a type-2 string, for who has its key (64 bytes, base64). */
export function openText(key: string, sealed: string): string {
  const [encryption, mac] = [Buffer.from(key, 'base64').subarray(0, 32), Buffer.from(key, 'base64').subarray(32)];
  if (!sealed.startsWith('2.')) throw new Error(`not of type 2: ${sealed.slice(0, 2)}`);
  const [iv, data, tag] = sealed
    .slice(2)
    .split('|')
    .map((piece) => Buffer.from(piece, 'base64'));
  if (iv === undefined || data === undefined || tag === undefined) throw new Error('not three pieces');
  const expected = createHmac('sha256', mac).update(iv).update(data).digest();
  if (!expected.equals(tag)) throw new Error('another MAC');
  const decipher = createDecipheriv('aes-256-cbc', encryption, iv);
  return Buffer.concat([decipher.update(data), decipher.final()]).toString();
}

function resultOf(finding: Finding): unknown {
  if ('found' in finding) return finding.found;
  try {
    return 'pkcs8' in finding
      ? openAsNewcomer(finding.pkcs8, finding.sealed)
      : openText(finding.sealedWith, finding.sealed);
  } catch (error) {
    return `does not open: ${error instanceof Error ? error.message : error}`;
  }
}

/** What was found and what should have been, as two lists to compare: each value behind what it is. */
export const judged = (findings: readonly Finding[]): { readonly found: unknown[]; readonly expected: unknown[] } => ({
  found: findings.map((finding) => [finding.what, resultOf(finding)]),
  expected: findings.map(({ what, expected }) => [what, expected]),
});

/** The names of all cases that stand in the file: read from it anew, so that no table can have forgotten one. */
export function namesInFile(): string[] {
  const file: unknown = JSON.parse(readFileSync(new URL('vectors.json', import.meta.url), 'utf8'));
  return Object.entries(file ?? {}).flatMap(([section, cases]) =>
    Array.isArray(cases) ? cases.map((_, at) => `${section} ${at}`) : [],
  );
}
