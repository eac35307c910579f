import path from 'node:path';
import { defineConfig } from 'vitest/config';

/** The tests that need the programs of Postfix; run apart from the unit tests, one file after the other. */
export default defineConfig({
  root: path.resolve(import.meta.dirname, '../..'),
  test: {
    include: ['test/oracle/**/*.test.ts'],
    setupFiles: ['test/seed.ts'],
    testTimeout: 180_000,
    hookTimeout: 900_000,
    fileParallelism: false,
  },
});
