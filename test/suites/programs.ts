import { join } from 'node:path';
import { root } from '../editor/paths';
import { runProgram } from '../editor/run-program';
import type { Output, Suite } from './suite';

/** A program that has to end with 0, as arguments of Node. */
interface Check {
  readonly name: string;
  readonly args: readonly string[];
}

const program = (path: string): string => join(root, 'node_modules', path);

/** The checks of `npm run lint`, each counted by itself. */
const lintChecks: readonly Check[] = [
  { name: 'tsc', args: [program('@typescript/native/bin/tsc'), '--noEmit'] },
  { name: 'eslint', args: [program('eslint/bin/eslint.js'), '.'] },
  { name: 'biome', args: [program('@biomejs/biome/bin/biome'), 'ci', '.'] },
  {
    name: 'depcruise',
    args: [program('dependency-cruiser/bin/dependency-cruise.mjs'), 'client', 'server', 'lab', 'test', 'bench'],
  },
];

/** Leaves `dist/` for the suites that run the bundles. */
export const buildSuite: Suite = programSuite('build', [{ name: 'esbuild', args: ['esbuild.mjs', '--production'] }]);

export const lintSuite: Suite = programSuite('lint', lintChecks);

function programSuite(name: string, checks: readonly Check[]): Suite {
  return {
    name,
    run: async ({ write }: Output) => {
      const failures: string[] = [];
      for (const check of checks) {
        const { code, output } = await runProgram(process.execPath, check.args, { output: 'collect' });
        write(`${code === 0 ? '✓' : '✗'} ${check.name}`);
        if (code === 0) continue;
        failures.push(check.name);
        write(output.trimEnd());
      }
      const failed = failures.length;
      return { passed: checks.length - failed, failed, failures, skipped: [] };
    },
  };
}
