/**
 * Real key material for people who do not exist: wrapping, sealing and opening as the clients of the server do it.
 * The server itself never does any of this; the simulator needs it to make accounts that can be unlocked, and to
 * look whether a key sealed by the product is the right one.
 */
import {
  constants,
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  pbkdf2Sync,
  privateDecrypt,
  publicEncrypt,
} from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { derivedBytes } from './random';

/** How a master password becomes a master key. Memory in MiB. server: KdfType 0 PBKDF2-SHA256, 1 Argon2id. */
export interface Kdf {
  readonly type: 0 | 1;
  readonly iterations: number;
  readonly memory: number | null;
  readonly parallelism: number | null;
}

/** Base64 of DER, as the wire has it: SubjectPublicKeyInfo and PKCS#8. */
export interface KeyPair {
  readonly publicKey: string;
  readonly privateKey: string;
}

const keyFile = z.object({ pairs: z.array(z.object({ publicKey: z.string(), privateKey: z.string() })) });

/** The committed key pairs, which are public: making RSA keys takes too long to do it for every person. */
export function readKeyPairs(): readonly KeyPair[] {
  return keyFile.parse(JSON.parse(readFileSync(new URL('./fixtures/test-only-keys.json', import.meta.url), 'utf8')))
    .pairs;
}

const masterKeyFile = z.object({ keys: z.record(z.string(), z.string()) });

/** The committed master keys of seeded accounts, base64 by e-mail: deriving them takes too long for every test. */
export function readMasterKeys(): Readonly<Record<string, string>> {
  const place = new URL('./fixtures/test-only-master-keys.json', import.meta.url);
  return masterKeyFile.parse(JSON.parse(readFileSync(place, 'utf8'))).keys;
}

const expand = (masterKey: Buffer, info: string): Buffer =>
  createHmac('sha256', masterKey).update(info).update(Buffer.of(1)).digest();

/** 64 bytes, encryption key and MAC key, out of a master key: HKDF-Expand without extract. */
export function stretch(masterKey: Buffer): Buffer {
  return Buffer.concat([expand(masterKey, 'enc'), expand(masterKey, 'mac')]);
}

/** The master key of a PBKDF2 account, 32 bytes. Takes about as long as it takes a person to blink. */
export function pbkdf2MasterKey(password: string, salt: string, iterations: number): Buffer {
  return pbkdf2Sync(Buffer.from(password, 'utf8'), Buffer.from(salt, 'utf8'), iterations, 32, 'sha256');
}

/** EncString type 2 under a 64-byte key. The IV follows from key and content, so that a seed gives one world. */
export function wrap(content: Buffer, key: Buffer): string {
  const iv = createHmac('sha256', key).update('iv').update(content).digest().subarray(0, 16);
  const cipher = createCipheriv('aes-256-cbc', key.subarray(0, 32), iv);
  const data = Buffer.concat([cipher.update(content), cipher.final()]);
  const mac = createHmac('sha256', key.subarray(32)).update(iv).update(data).digest();
  return `2.${[iv, data, mac].map((part) => part.toString('base64')).join('|')}`;
}

/** The content of an EncString of type 2, or null when it is malformed or was made with another key. */
export function unwrap(text: string, key: Buffer): Buffer | null {
  const [iv, data, mac, ...rest] = text.replace(/^2\./, '').split('|');
  if (!text.startsWith('2.') || !iv || !data || !mac || rest.length > 0) return null;
  const [ivBytes, dataBytes] = [Buffer.from(iv, 'base64'), Buffer.from(data, 'base64')];
  const expected = createHmac('sha256', key.subarray(32)).update(ivBytes).update(dataBytes).digest();
  if (!expected.equals(Buffer.from(mac, 'base64'))) return null;
  const decipher = createDecipheriv('aes-256-cbc', key.subarray(0, 32), ivBytes);
  return Buffer.concat([decipher.update(dataBytes), decipher.final()]);
}

function mask(seed: Buffer, length: number): Buffer {
  const blocks: Buffer[] = [];
  for (let counter = 0; counter * 20 < length; counter += 1) {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    blocks.push(createHash('sha1').update(seed).update(count).digest());
  }
  return Buffer.concat(blocks).subarray(0, length);
}

const xor = (left: Buffer, right: Buffer): Buffer => Buffer.from(left.map((byte, at) => byte ^ (right[at] ?? 0)));

/**
 * EncString type 4: RSA-OAEP with SHA-1 to a public key of 2048 bits. The padding is done here, with a seed that
 * follows from the content, because the library's is random and a seeded world has to be the same every time.
 */
export function seal(content: Buffer, publicKey: string): string {
  const width = 256;
  const empty = createHash('sha1').digest();
  const filler = Buffer.alloc(width - content.length - 2 * empty.length - 2);
  const block = Buffer.concat([empty, filler, Buffer.of(1), content]);
  const seed = derivedBytes(20, 'oaep', publicKey, content.toString('hex'));
  const maskedBlock = xor(block, mask(seed, block.length));
  const maskedSeed = xor(seed, mask(maskedBlock, seed.length));
  const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
  const padded = Buffer.concat([Buffer.of(0), maskedSeed, maskedBlock]);
  return `4.${publicEncrypt({ key, padding: constants.RSA_NO_PADDING }, padded).toString('base64')}`;
}

/** What was sealed, or null when it is no EncString of type 4 or was sealed to somebody else. */
export function open(text: string, privateKey: string): Buffer | null {
  if (!text.startsWith('4.')) return null;
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' });
  try {
    return privateDecrypt(
      { key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' },
      Buffer.from(text.slice(2), 'base64'),
    );
  } catch {
    return null;
  }
}
