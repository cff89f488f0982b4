/** Packs an archive again, as tightly as the format allows: 7-Zip takes a fortieth off what the build tool's packer makes. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** The first moment that an archive can name: the same files make the same archive, whenever they were built. */
const noDate = Date.UTC(1980, 0, 1);

/** Does something as if this computer were in Greenwich: an archive names local times. */
function inGreenwich(work: () => void): void {
  const zone = process.env.TZ;
  process.env.TZ = 'UTC';
  try {
    work();
  } finally {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  }
}

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();

/** Writes all files of a folder into an archive, over the one that is there. @throws where that does not work */
export async function repack(archive: string, folder: string): Promise<void> {
  const { default: start } = await import('7z-wasm');
  const errors: string[] = [];
  const { FS, callMain } = await start({ print: () => undefined, printErr: (line) => errors.push(line) });
  // Where the program and the archive are cannot hold a folder of ours.
  FS.mkdir('/files');
  FS.chdir('/files');
  const files = filesIn(folder);
  const made = new Set<string>();
  for (const file of files) {
    for (let at = file.indexOf('/'); at > 0; at = file.indexOf('/', at + 1)) {
      const above = file.slice(0, at);
      if (!made.has(above)) FS.mkdir(above);
      made.add(above);
    }
    FS.writeFile(file, readFileSync(join(folder, file)));
    FS.utime(file, noDate, noDate);
  }
  // -mtc, -mta: no other moments than that one.
  inGreenwich(() => callMain(['a', '-tzip', '-mm=Deflate', '-mx=9', '-mtc=off', '-mta=off', '/packed.zip', ...files]));
  if (errors.length > 0) throw new Error(`the archive was not packed: ${errors.join('\n')}`);
  writeFileSync(archive, FS.readFile('/packed.zip'));
}
