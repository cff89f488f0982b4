import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The product reads what comes from outside with the zod that the build gives it; the tests have the whole one. */
const zodOfTheBuild: Plugin = {
  name: 'zod-of-the-build',
  enforce: 'pre',
  resolveId: (id, importer) =>
    id === 'zod/mini' && importer?.startsWith(`${root}tests/`) === false ? `${root}lib/domain/light-zod.ts` : null,
};

const shared = { root, plugins: [zodOfTheBuild], resolve: { alias: { '@': root.replace(/\/$/, '') } } };

export default defineConfig({
  root,
  test: {
    projects: [
      /** Rules, and everything that runs without a server or a browser. */
      { ...shared, test: { name: 'unit', include: ['tests/unit/**/*.test.{ts,tsx}'] } },
      /** Over real HTTP: the API client and the simulator, each against the contract. */
      { ...shared, test: { name: 'contract', include: ['tests/contract/**/*.test.ts'] } },
      /** What can be said only of the finished builds; they have to be there. */
      { ...shared, test: { name: 'build', include: ['tests/build/**/*.test.ts'], testTimeout: 60_000 } },
    ],
  },
});
