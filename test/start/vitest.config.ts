import { defineConfig } from 'vitest/config';
import { root } from '../editor/paths';

export default defineConfig({
  root,
  test: {
    include: ['test/start/**/*.test.ts'],
    testTimeout: 120_000,
    pool: 'forks',
    fileParallelism: false,
  },
});
