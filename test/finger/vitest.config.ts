import path from 'node:path';
import { defineConfig } from 'vitest/config';

/** The whole probe against posttls-finger(1); run apart from the unit tests. */
export default defineConfig({
  root: path.resolve(import.meta.dirname, '../..'),
  test: {
    include: ['test/finger/**/*.test.ts'],
    setupFiles: ['test/seed.ts'],
    testTimeout: 60_000,
    hookTimeout: 900_000,
  },
});
