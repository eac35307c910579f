import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'threads',
    // Much of what is tested waits for the network of its lab.
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [
            'server/**/*.test.ts',
            'client/**/*.test.ts',
            'lab/**/*.test.ts',
            'test/unit/**/*.test.ts',
            'test/grammar/**/*.test.ts',
          ],
          setupFiles: ['test/seed.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'protocol',
          include: ['test/protocol/**/*.test.ts'],
          setupFiles: ['test/seed.ts'],
          globalSetup: ['test/protocol/build-once.ts'],
        },
      },
    ],
  },
});
