import { describe, expect, it } from 'vitest';
import * as lightZod from '@/lib/domain/light-zod';
import { closureOf, importsOf, product, read } from './sources';

/**
 * Who may import whom. A file belongs to the longest prefix that fits, may always import its own folder, and else
 * only what stands here: the data flows one way, and the rules in the middle know nothing of what surrounds them.
 */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  'lib/domain/': ['lib/locales/en/'],
  'lib/locales/': [],
  'lib/crypto/': [],
  'lib/bitwarden/': ['lib/domain/'],
  'lib/bitwarden/administration/': ['lib/bitwarden/list-of', 'lib/bitwarden/mapping', 'lib/domain/'],
  'lib/store/': ['lib/domain/'],
  'lib/platform/': ['lib/domain/', 'lib/locales/packed'],
  'lib/messaging/': ['lib/platform/', 'lib/domain/'],
  'lib/watch/': ['lib/bitwarden/', 'lib/store/', 'lib/platform/', 'lib/messaging/', 'lib/domain/'],
  'lib/view/': [
    'lib/bitwarden/administration/',
    'lib/crypto/',
    'lib/messaging/',
    'lib/store/',
    'lib/platform/',
    'lib/domain/',
  ],
  'components/ui/': ['components/styles/', 'lib/view/', 'lib/platform/', 'lib/domain/'],
  'components/popup/': ['components/ui/', 'components/styles/', 'lib/view/', 'lib/platform/', 'lib/domain/'],
  'components/desk/': ['components/ui/', 'components/styles/', 'lib/view/', 'lib/platform/', 'lib/domain/'],
  'components/options/': ['components/ui/', 'components/styles/', 'lib/view/', 'lib/platform/', 'lib/domain/'],
  'entrypoints/popup/': ['components/', 'lib/view/', 'lib/messaging/', 'lib/platform/', 'lib/store/', 'lib/domain/'],
  'entrypoints/desk/': [
    'components/',
    'lib/view/',
    'lib/messaging/',
    'lib/crypto/',
    'lib/platform/',
    'lib/store/',
    'lib/domain/',
  ],
  'entrypoints/options/': ['components/', 'lib/view/', 'lib/messaging/', 'lib/platform/', 'lib/store/', 'lib/domain/'],
  'entrypoints/background.ts': ['lib/watch/', 'lib/messaging/', 'lib/platform/', 'lib/domain/'],
};

/** Packages that have one place: everything else goes through it. */
const onlyIn: Readonly<Record<string, RegExp>> = {
  'wxt/browser': /^lib\/platform\/browser\.ts$/,
  'webextension-polyfill': /^$/,
  idb: /^lib\/store\//,
  preact: /^(components|entrypoints|lib\/view)\//,
  '@preact/signals': /^(components|entrypoints|lib\/view)\//,
  // The whole of zod is three times as large as its small edition.
  zod: /^$/,
};

/**
 * What worker and popup carry of zod anyway. Others bring 200 to 600 compressed bytes each into both: a `literal` takes
 * several values, fields can be spread, `wholeNumber` and `recordOf` are our own.
 */
const light = new Set(
  'array boolean custom infer literal looseObject nullable nullish number object optional parse safeParse string union unknown'
    .split(' ')
    .concat('ZodMiniType'),
);

const homeOf = (path: string): string | undefined =>
  Object.keys(mayImport)
    .filter((prefix) => path.startsWith(prefix))
    .sort((a, b) => b.length - a.length)[0];

function forbidden(path: string): string[] {
  const home = homeOf(path);
  if (home === undefined) return [`${path} has no rule: say in this test what its folder may import`];
  const allowed = [home, ...(mayImport[home] ?? [])];
  return importsOf(path)
    .own.filter((target) => !allowed.some((prefix) => target.startsWith(prefix)))
    .map((target) => `${path} → ${target}`);
}

describe('imports go one way', () => {
  it('reads the sources', () => {
    expect(product.length).toBeGreaterThan(20);
    const lines = [
      "import a from 'idb';",
      'import type {',
      '  b,',
      "} from '@/lib/z';",
      "import './s.css';",
      "export { type c } from './c';",
      "const d = () => import('../d');",
    ];
    expect(importsOf('x/y.ts', lines.join('\n'))).toEqual({
      own: ['lib/z', 'x/s.css', 'x/c', 'd'],
      running: ['x/s.css', 'x/c', 'd'],
      packages: ['idb'],
    });
  });

  it('between our folders', () => {
    expect(product.flatMap(forbidden)).toEqual([]);
  });

  it('of packages that have one place', () => {
    const strays = product.flatMap((path) =>
      importsOf(path)
        .packages.filter((name) => onlyIn[name] !== undefined && !onlyIn[name]?.test(path))
        .map((name) => `${path} → ${name}`),
    );
    expect(strays).toEqual([]);
  });

  it('of zod only the words that weigh little', () => {
    const words = product.flatMap((path) =>
      [...read(path).matchAll(/\bz\.(\w+)/g)].map(([, word = '']) => (light.has(word) ? '' : `${path}: z.${word}`)),
    );
    expect(words.filter(Boolean)).toEqual([]);
  });

  it('of zod what the build has of it, and no methods', () => {
    const types = ['infer', 'ZodMiniType'];
    expect([...light].filter((word) => !types.includes(word) && !(word in lightZod))).toEqual([]);
    const methods = product.filter((path) => /(?<!\b(?:z|JSON|Date|URL))\.(?:parse|safeParse)\(/.test(read(path)));
    expect(methods).toEqual([]);
  });

  it('and in no circles', () => {
    const circles = product.filter((path) =>
      importsOf(path).running.some((target) => target !== path && reaches(target, path)),
    );
    expect(circles).toEqual([]);
  });
});

const closures = new Map<string, ReadonlySet<string>>();
function reaches(from: string, to: string): boolean {
  const known = closures.get(from) ?? closureOf(from, 'running');
  closures.set(from, known);
  return known.has(to);
}

describe('secrets stay in the worker', () => {
  const pages = product.filter((path) => /^entrypoints\/[^/]+\/main\.tsx$/.test(path));

  it.each(pages)('%s reaches neither the secrets nor what signs in', (page) => {
    const behind = [...closureOf(page)].filter((path) =>
      /^lib\/(store\/secrets|watch\/|bitwarden\/(api|http)\b)/.test(path),
    );
    expect(behind).toEqual([]);
  });

  it('has pages to look at', () => {
    expect(pages.length).toBeGreaterThanOrEqual(2);
  });
});
