import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import manifest from '../../package.json';
import { root } from '../editor/paths';
import { runProgram } from '../editor/run-program';
import { listPackage, packagePath } from './package';

const contents = join(root, 'test', 'package', 'contents.txt');

describe('the package', () => {
  let away: string;

  beforeAll(async () => {
    const { code, output } = await runProgram('npm', ['run', '--silent', 'package'], { output: 'collect' });
    expect(output).toContain('postfix-tls-policy-');
    expect(code).toBe(0);
    away = mkdtempSync(join(tmpdir(), 'postfix-tls-policy-package-'));
  });

  afterAll(() => rmSync(away, { recursive: true, force: true }));

  test('holds exactly the files of contents.txt', async () => {
    const listed = await listPackage();
    if (process.env['UPDATE_CONTENTS'] === '1') writeFileSync(contents, `${listed.join('\n')}\n`);
    expect(listed, 'UPDATE_CONTENTS=1 writes the list anew').toEqual(readFileSync(contents, 'utf8').trim().split('\n'));
  });

  test('is a zip archive of less than 2 MB', () => {
    expect(readFileSync(packagePath).subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004');
    expect(statSync(packagePath).size).toBeLessThan(2_000_000);
  });

  test('holds every file that the manifest names', async () => {
    const listed = await listPackage();
    const { languages, grammars } = manifest.contributes;
    const named = [manifest.main, ...languages.map((each) => each.configuration), ...grammars.map((each) => each.path)];
    expect(listed).toEqual(expect.arrayContaining(named.map((path) => path.replace(/^\.\//, ''))));
  });

  test.each(['client', 'server', 'cli'])('dist/%s.js tells nothing of the machine it was built on', (bundle) => {
    const text = readFileSync(join(root, 'dist', `${bundle}.js`), 'utf8');
    expect(text).not.toContain(root);
    expect(text).not.toContain('sourceMappingURL');
  });

  test('leaves a command line that runs without node_modules', async () => {
    cpSync(join(root, 'dist', 'cli.js'), join(away, 'cli.js'));
    const policy = join(away, 'tls_policy');
    writeFileSync(policy, 'example.org nonsense\n');
    const check = await runProgram(join(away, 'cli.js'), ['check', policy], { cwd: away, output: 'collect' });
    expect(check.code).toBe(1);
    expect(check.output).toContain(`${policy}:1:`);
  });
});
