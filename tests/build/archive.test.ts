import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { pathOf, zipPath } from './output';

/** The files in an archive, by its table of contents. Every entry has to be deflated or stored, and undated. */
function unpack(archive: Buffer): Map<string, Buffer> {
  const end = archive.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const files = new Map<string, Buffer>();
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, time, date] = [10, 12, 14].map((offset) => archive.readUInt16LE(at + offset));
    const [named, more, comment] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset));
    const name = archive.toString('utf8', at + 46, at + 46 + (named ?? 0));
    // 1 January 1980, midnight.
    expect([name, time, date]).toEqual([name, 0, 0x21]);
    const local = archive.readUInt32LE(at + 42);
    const from = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const packed = archive.subarray(from, from + archive.readUInt32LE(at + 20));
    files.set(name, method === 0 ? packed : inflateRawSync(packed));
    at += 46 + (named ?? 0) + (more ?? 0) + (comment ?? 0);
  }
  return files;
}

it('the archive for the store holds what was built, byte by byte, and no date', () => {
  const folder = pathOf('chrome-mv3');
  const built = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const packed = unpack(readFileSync(zipPath));
  expect([...packed.keys()].sort()).toEqual(built.map((path) => relative(folder, path).split(sep).join('/')).sort());
  for (const path of built) {
    const name = relative(folder, path).split(sep).join('/');
    expect(packed.get(name)?.equals(readFileSync(path)), name).toBe(true);
  }
});
