/** The project's own files, and what they import. Support for the tests of the repository's rules. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

const generated = new Set(['node_modules', '.output', '.wxt', '.cache', '.git', 'test-results', 'playwright-report']);

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (generated.has(entry.name)) return [];
    return entry.isDirectory() ? walk(path) : [relative(root, path).split(sep).join('/')];
  });
}

/** All files of the project, tracked or about to be; every file there is where git is not (a sources archive). */
export const files: readonly string[] = (() => {
  try {
    const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root });
    const paths = listed.toString().split('\0').filter(Boolean);
    return [...new Set(paths)].filter((path) => existsSync(join(root, path))).sort();
  } catch {
    return walk(root).sort();
  }
})();

export const read = (path: string): string => readFileSync(join(root, path), 'utf8');

export const isText = (path: string): boolean => !/\.(png|ico|jpg|woff2?)$/.test(path);

/** What is shipped in the extension. */
export const product: readonly string[] = files.filter((path) => /^(entrypoints|components|lib)\/.*\.tsx?$/.test(path));

const endings = ['', '.ts', '.tsx', '.mjs', '.d.mts', '.json', '/index.ts', '/index.tsx'];

function resolve(from: string, specifier: string): string {
  const base = specifier.startsWith('@/') ? specifier.slice(2) : posix.join(posix.dirname(from), specifier);
  const clean = base.replace(/\?.*$/, '');
  const found = endings.map((ending) => clean + ending).find((path) => isFile(path));
  return found ?? clean;
}

const isFile = (path: string): boolean => existsSync(join(root, path)) && statSync(join(root, path)).isFile();

export interface Imports {
  /** Files of the project, as paths from its root. */
  readonly own: readonly string[];
  /** Those of them that are there when the program runs: not those imported for their types alone. */
  readonly running: readonly string[];
  /** Packages, as written. */
  readonly packages: readonly string[];
}

const isOwn = (specifier: string): boolean => /^(@\/|\.\.?\/)/.test(specifier);

const statement = /(?:^|[\n;])\s*(?:import|export)\b(\s+type\b\s*\{)?(?:[^'";]*?\bfrom)?\s*['"]([^'"]+)['"]/g;
const later = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

/** What a file imports or exports from elsewhere, for its types too. */
export function importsOf(path: string, source: string = read(path)): Imports {
  const found = [
    ...[...source.matchAll(statement)].map(([, forTypes, specifier = '']) => ({ specifier, runs: !forTypes })),
    ...[...source.matchAll(later)].map(([, specifier = '']) => ({ specifier, runs: true })),
  ];
  const own = found.filter(({ specifier }) => isOwn(specifier));
  return {
    own: own.map(({ specifier }) => resolve(path, specifier)),
    running: own.filter(({ runs }) => runs).map(({ specifier }) => resolve(path, specifier)),
    packages: found.flatMap(({ specifier }) => (isOwn(specifier) ? [] : [specifier])),
  };
}

/** Everything of the project that a file draws in, itself included; `running` leaves out what is there for types. */
export function closureOf(entry: string, which: 'own' | 'running' = 'own'): ReadonlySet<string> {
  const seen = new Set<string>();
  const queue = [entry];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    if (/\.tsx?$/.test(path) && isFile(path)) queue.push(...importsOf(path)[which]);
  }
  return seen;
}
