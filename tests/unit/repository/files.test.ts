import { describe, expect, it } from 'vitest';
import { files, isText, product, read } from './sources';

const topLevel = [
  '.biome.json',
  '.ci',
  '.gitattributes',
  '.github',
  '.gitignore',
  '.npmrc',
  'CHANGELOG.md',
  'LICENSE',
  'PRIVACY.md',
  'README.md',
  'components',
  'entrypoints',
  'lib',
  'package-lock.json',
  'package.json',
  'public',
  'tests',
  'tsconfig.json',
  'wxt.config.ts',
];

const code = files.filter((path) => /\.(ts|tsx|mjs|mts|css)$/.test(path));
const tests = code.filter((path) => path.startsWith('tests/'));

/** Lines that match, as `path:line`. */
const lines = (paths: readonly string[], pattern: RegExp): string[] =>
  paths.flatMap((path) =>
    read(path)
      .split('\n')
      .flatMap((line, at) => (pattern.test(line) ? [`${path}:${at + 1}`] : [])),
  );

/** A pattern written in pieces, so that this file does not match itself. */
const pieces = (...parts: string[]): RegExp => new RegExp(parts.join(''));

describe('sheets', () => {
  it('set no token anew but the one that depends on the room: a name taken by chance would take its colour away', () => {
    const sheets = code.filter((path) => path.endsWith('.css') && !path.endsWith('/tokens.css'));
    const tokens = new Set(read('components/styles/tokens.css').match(/--[\w-]+(?=:)/g));
    const set = sheets.flatMap((path) =>
      (read(path).match(/--[\w-]+(?=:\s)/g) ?? []).filter((name) => tokens.has(name)).map((name) => `${path} ${name}`),
    );
    expect(new Set(set)).toEqual(new Set(['components/styles/desk.css --gutter']));
  });
});

describe('files', () => {
  it('have their places: the top level is fixed', () => {
    expect(
      [...new Set(files.map((path) => path.split('/')[0]))].filter((name) => !topLevel.includes(name ?? '')),
    ).toEqual([]);
  });

  it('are small enough to be read at one sitting', () => {
    const long = code.map((path) => ({ path, length: read(path).trimEnd().split('\n').length }));
    expect(long.filter(({ length }) => length > 400)).toEqual([]);
  });

  it('are named in kebab-case, components in PascalCase', () => {
    const odd = product.filter((path) => {
      const name = path.split('/').at(-1) ?? '';
      return path.startsWith('components/') && name.endsWith('.tsx')
        ? !/^([A-Z][A-Za-z0-9]*|[a-z0-9-]+)\.tsx$/.test(name)
        : !/^[a-z0-9-]+(\.[a-z-]+)*\.tsx?$/.test(name);
    });
    expect(odd).toEqual([]);
  });

  it('name no folder of a machine and no registry', () => {
    const text = files.filter(isText);
    const folder = pieces('(^|[\\s"\'`(=:])', '/(work|root|home/[a-z])', '(/|\\b)');
    const registry = pieces('(registry|npm|mirror|proxy)', '[\\w.-]*', '\\.(internal|local|corp|npmjs\\.org)');
    expect([...lines(text, folder), ...lines(text, registry)]).toEqual([]);
  });

  it('leave nothing for later and switch no test off', () => {
    expect(lines(code, pieces('\\b(TO', 'DO|FIX', 'ME|XX', 'X)\\b'))).toEqual([]);
    expect(lines(tests, pieces('\\b(it|test|describe)\\.', '(only|skip|todo|fixme|fails)\\b'))).toEqual([]);
    expect(lines(tests, pieces('waitFor', 'Timeout|retries: [1-9]|retry: [1-9]'))).toEqual([]);
  });

  it('do not talk the compiler out of its doubts', () => {
    expect(lines(product, pieces('as unknown ', 'as|@ts-', '(ignore|expect-error|nocheck)'))).toEqual([]);
  });
});

describe('packages', () => {
  interface Manifest {
    readonly dependencies: Record<string, string>;
    readonly devDependencies: Record<string, string>;
    readonly overrides: Record<string, string>;
  }
  const manifest = JSON.parse(read('package.json')) as Manifest;
  const lock = JSON.parse(read('package-lock.json')) as {
    readonly packages: Record<
      string,
      { version?: string; resolved?: string; link?: boolean; optionalDependencies?: object }
    >;
  };

  it('have exact versions', () => {
    const versions = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.overrides };
    expect(Object.entries(versions).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });

  it('are locked without download addresses', () => {
    expect(Object.entries(lock.packages).filter(([, entry]) => entry.resolved !== undefined)).toEqual([]);
    expect(read('package-lock.json')).not.toContain('://registry');
  });

  it('are locked for every system: npm refuses a lockfile that lacks what other systems need', () => {
    const names = Object.values(lock.packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}));
    const held = new Set(Object.keys(lock.packages).map((path) => path.replace(/^.*node_modules\//, '')));
    expect([...new Set(names)].filter((name) => !held.has(name))).toEqual([]);
  });
});
