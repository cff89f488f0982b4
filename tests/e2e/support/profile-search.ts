/** Looks through every file of a browser profile for a text, in every form in which it could stand there readable. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The bytes that a text may appear as: plain, in two bytes a letter, hexadecimal, and base64 at each alignment. */
export function formsOf(text: string): readonly (readonly [form: string, bytes: Buffer])[] {
  const plain = Buffer.from(text, 'utf8');
  const wide = Buffer.from(text, 'utf16le');
  // Of a base64 text in the middle of another, the first and last letters depend on what is around it.
  const base64 = (bytes: Buffer, shift: number): Buffer => {
    const whole = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    return Buffer.from(whole.slice(Math.ceil((shift * 8) / 6), -2), 'latin1');
  };
  return [
    ['plain', plain],
    ['UTF-16', wide],
    ['UTF-16, other order', Buffer.from(wide).swap16()],
    ['hexadecimal', Buffer.from(plain.toString('hex'), 'latin1')],
    ['HEXADECIMAL', Buffer.from(plain.toString('hex').toUpperCase(), 'latin1')],
    ['address', Buffer.from(encodeURIComponent(text), 'latin1')],
    ...[0, 1, 2].map((shift) => [`base64 at ${shift}`, base64(plain, shift)] as const),
    ...[0, 1, 2].map((shift) => [`base64 of UTF-16 at ${shift}`, base64(wide, shift)] as const),
  ];
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesUnder(path);
    // Sockets and locks of the browser are no files.
    return entry.isFile() ? [path] : [];
  });
}

/** Where in the profile the text stands, and in which form: `Default/…: plain`. */
export function findInProfile(profileDir: string, text: string): string[] {
  const forms = formsOf(text);
  return filesUnder(profileDir).flatMap((path) => {
    if (statSync(path).size === 0) return [];
    const bytes = readFileSync(path);
    return forms
      .filter(([, form]) => bytes.includes(form))
      .map(([form]) => `${path.slice(profileDir.length + 1)}: ${form}`);
  });
}

/** Where in the profile these bytes stand as they are. */
export const findBytesInProfile = (profileDir: string, bytes: Buffer): string[] =>
  filesUnder(profileDir)
    .filter((path) => readFileSync(path).includes(bytes))
    .map((path) => path.slice(profileDir.length + 1));
