import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import manifest from '../../package.json';
import { allRules, rulePage } from '../../server/src/languages/languages';
import { root } from '../editor/paths';
import { runProgram } from '../editor/run-program';
import { contentsFile, contentsOf, expectedContents, isRulePage } from './contents';
import { listPackage, packagePath } from './package';

describe('the package', () => {
  let away: string;
  let listed: readonly string[];

  beforeAll(async () => {
    const { code, output } = await runProgram('npm', ['run', '--silent', 'package'], { output: 'collect' });
    expect(output).toContain('postfix-tls-policy-');
    expect(code).toBe(0);
    listed = await listPackage();
    away = mkdtempSync(join(tmpdir(), 'postfix-tls-policy-package-'));
  });

  afterAll(() => rmSync(away, { recursive: true, force: true }));

  test('holds exactly a page for each rule and the files of contents.txt', () => {
    const pages = ['docs/rules/README.md', ...allRules().map(({ rule }) => rulePage(rule.id))].sort();
    expect(listed.filter(isRulePage)).toEqual(pages);
    const others = contentsOf(listed);
    if (process.env['UPDATE_CONTENTS'] === '1') writeFileSync(contentsFile, `${others.join('\n')}\n`);
    expect(others, 'UPDATE_CONTENTS=1 writes the list anew').toEqual(expectedContents());
  });

  test('is a zip archive of less than 2.5 MB', () => {
    expect(readFileSync(packagePath).subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004');
    expect(statSync(packagePath).size).toBeLessThan(2_500_000);
  });

  test('holds every file that the manifest names', () => {
    const { languages, grammars, walkthroughs } = manifest.contributes;
    const media = walkthroughs.flatMap(({ steps }) => steps.map((step) => step.media));
    const named = [
      manifest.main,
      manifest.icon,
      ...languages.map(({ configuration }) => configuration),
      ...grammars.map(({ path }) => path),
      ...media.flatMap((each) => Object.entries(each).flatMap(([kind, path]) => (kind === 'altText' ? [] : [path]))),
    ];
    expect(listed).toEqual(expect.arrayContaining(named.map((path) => path.replace(/^\.\//, ''))));
  });

  test('offers in menus and in the walkthrough only commands that there are', () => {
    const commands = manifest.contributes.commands.map(({ command }) => command);
    const placed = Object.values(manifest.contributes.menus).flatMap((items) => items.map(({ command }) => command));
    const linked = JSON.stringify(manifest.contributes.walkthroughs).match(/command:postfixTlsPolicy\.\w+/g) ?? [];
    const used = [...placed, ...linked.map((link) => link.slice('command:'.length))];
    expect(used.filter((command) => !commands.includes(command))).toEqual([]);
  });

  test('tells nothing of the machine it was built on', () => {
    const bundles = listed.filter((path) => path.startsWith('dist/'));
    expect(bundles.length).toBeGreaterThan(3);
    for (const path of bundles) {
      const text = readFileSync(join(root, path), 'utf8');
      expect(text, path).not.toContain(root);
      expect(text, path).not.toContain('sourceMappingURL');
    }
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
