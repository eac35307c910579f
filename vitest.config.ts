import { defineConfig } from 'vitest/config';

const unitTests = ['server/**/*.test.ts', 'client/**/*.test.ts', 'test/unit/**/*.test.ts', 'test/grammar/**/*.test.ts'];

/** They have a lab, and so a network, of their own. */
const labTests = ['**/*.lab.test.ts'];

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
          include: unitTests,
          exclude: labTests,
          // What they test keeps no state outside of its own objects, and to load it for each file anew is dearer than many a test.
          isolate: false,
          setupFiles: ['test/seed.ts', 'test/english.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'lab',
          include: unitTests.map((pattern) => pattern.replace('*.test.ts', '*.lab.test.ts')).concat('lab/**/*.test.ts'),
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
