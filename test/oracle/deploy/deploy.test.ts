import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BuiltCli, buildCli } from '../../unit/build-cli';
import type { DeployStepsInput, DeployStepsOutput } from '../inside/deploy-steps';
import { namespaceFor, skip } from '../machine';
import { runInside } from '../namespace';

const machine = namespaceFor(['postfix', 'postmap', 'ip', 'mount', 'unshare']);
const skipped = skip('deploy with a Postfix that runs', 'reason' in machine ? machine.reason : null);

describe.skipIf(skipped)('deploy leaves a list in force, whatever happens', () => {
  let driver: BuiltCli;
  let output: DeployStepsOutput = { rows: [], steps: {} };

  beforeAll(async () => {
    if (!('unshare' in machine)) return;
    driver = await buildCli(join(import.meta.dirname, 'driver.ts'));
    const input: DeployStepsInput = { driver: driver.file };
    output = await runInside<DeployStepsOutput>(machine.unshare, 'deploy-steps.ts', input);
  });
  afterAll(() => driver.remove());

  it('in the steps that are told', () => {
    const { hash, texthash } = output.steps;
    expect(hash).toEqual([
      ...['make folder', 'clean up', 'write text', 'compile', 'sync index'],
      ...['make copy folder', 'copy table.hash', 'copy table.hash.db', 'write state'],
      ...['replace text', 'replace index', 'sync folder', 'clean up build', 'write state'],
    ]);
    expect(texthash).not.toContain('compile');
  });

  it('killed or out of room at each of them', () => {
    const found = output.rows.map(({ what, found: value }) => [what, value]);
    expect(found).toEqual(output.rows.map(({ what, expected }) => [what, expected]));
    expect(output.rows.length).toBeGreaterThan(120);
  });
});
