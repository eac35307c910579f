import path from 'node:path';
import { defineConfig } from 'vitest/config';

/** The probe under a runtime on BoringSSL, which stands for the extension host of desktop VS Code. */
export default defineConfig({
  root: path.resolve(import.meta.dirname, '../..'),
  test: {
    include: ['test/boringssl/**/*.test.ts'],
    setupFiles: ['test/seed.ts'],
    testTimeout: 60_000,
    hookTimeout: 240_000,
  },
});
