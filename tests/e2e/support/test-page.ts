/**
 * A page of a test's own beside the product's, in a copy of the finished extension: the same origin, the same policy
 * for scripts, the same threads. The product itself has no such page.
 */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { extensionDir, root } from './build';

/**
 * Copies the build and puts the page `<name>.html` into it.
 * @param folder where the copy goes; it has to be empty or missing.
 * @param entry the page's script, as a path from the root of the project.
 */
export async function copyWithPage(folder: string, name: string, entry: string): Promise<void> {
  cpSync(extensionDir, folder, { recursive: true });
  await build({
    configFile: false,
    root,
    base: `/${name}/`,
    publicDir: false,
    logLevel: 'silent',
    resolve: { alias: { '@': root } },
    build: {
      // As the product is built.
      target: 'es2022',
      minify: 'terser',
      terserOptions: { compress: { passes: 3, ecma: 2020 } },
      modulePreload: { polyfill: false },
      outDir: join(folder, name),
      emptyOutDir: false,
      rollupOptions: { input: join(root, entry), output: { entryFileNames: 'page.js' } },
    },
  });
  const head = `<meta charset="utf-8"><title>${name}</title><script type="module" src="/${name}/page.js"></script>`;
  writeFileSync(join(folder, `${name}.html`), `<!doctype html><html lang="en"><head>${head}</head></html>`);
}

/** Changes the policy for scripts in a copy: replaces what stands there. Throws if it does not stand there. */
export function changePolicy(folder: string, from: string, to: string): void {
  const path = join(folder, 'manifest.json');
  const manifest = readFileSync(path, 'utf8');
  if (!manifest.includes(from)) throw new Error(`the policy does not say ${from}`);
  writeFileSync(path, manifest.replace(from, to));
}
