import { defineConfig } from 'vitest/config';
import { root } from '../editor/paths';

export default defineConfig({
  root,
  test: {
    include: ['test/browser/**/*.test.ts'],
    globalSetup: ['test/browser/package-once.ts'],
    testTimeout: 90_000,
    hookTimeout: 120_000,
    pool: 'forks',
    // Each file starts a lab, an editor and a browser; two at once would only slow each other down.
    fileParallelism: false,
  },
});
