import path from 'node:path';
import { defineConfig } from 'vitest/config';

/** Judge, probe and advice against the programs of Postfix and Unbound; run apart from the unit tests. */
export default defineConfig({
  root: path.resolve(import.meta.dirname, '../..'),
  test: {
    include: ['test/agreement/**/*.test.ts'],
    setupFiles: ['test/seed.ts'],
    testTimeout: 60_000,
    hookTimeout: 900_000,
    fileParallelism: false,
  },
});
