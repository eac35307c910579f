import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runProgram } from './run-program';

const before = process.env['PATH'];
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postfix-tls-policy-run-'));
});
afterEach(() => {
  process.env['PATH'] = before;
  rmSync(folder, { recursive: true, force: true });
});

it.runIf(process.platform === 'linux').each([undefined, ''])(
  'without a search path (%j) runs nothing of the current folder',
  async (path) => {
    writeFileSync(join(folder, 'of-this-folder'), '#!/bin/sh\n', { mode: 0o755 });
    if (path === undefined) Reflect.deleteProperty(process.env, 'PATH');
    else process.env['PATH'] = path;
    const options = { cwd: folder, deadline: 10_000 };
    await expect(runProgram('of-this-folder', [], options)).rejects.toThrow('of-this-folder is not installed');
    expect(await runProgram('sh', ['-c', 'exit 3'], options)).toMatchObject({ status: 3 });
  },
);
