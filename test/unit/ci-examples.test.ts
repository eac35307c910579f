import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreignSchemas } from '../../server/src/report/testing/foreign-schemas';
import { parseXml } from '../../server/src/report/testing/parse-xml';
import { violations } from '../../server/src/report/testing/schema';
import { type BuiltCli, buildCli } from './build-cli';
import { type CliResult, startCli } from './run-cli';

const docs = join(import.meta.dirname, '../../docs/ci');
const bad = 'example.org secure # ticket\n';
const good = 'example.org secure\n';

let cli: BuiltCli;
const folders: string[] = [];
beforeAll(async () => {
  cli = await buildCli();
});
afterAll(() => {
  cli.remove();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** The commands of the example in their order, as the runner's shell gets them. */
function commandsOf(example: string): readonly string[] {
  const lines = readFileSync(join(docs, example), 'utf8').split('\n');
  return lines.flatMap((line) => /^ +- (?:run: )?(node .*)$/.exec(line)?.[1] ?? []);
}

/** A clone of a list as the example wants it, in which its commands run, each as a runner does it. */
async function runExample(example: string, list: string): Promise<{ at: string; results: readonly CliResult[] }> {
  const at = mkdtempSync(join(tmpdir(), 'postfix-tls-policy-ci-'));
  folders.push(at);
  mkdirSync(join(at, 'ci'));
  copyFileSync(cli.file, join(at, 'ci', 'postfix-tls-policy.js'));
  writeFileSync(join(at, 'tls_policy'), list);
  writeFileSync(join(at, 'main.cf'), 'smtp_tls_security_level = may\n');
  const results: CliResult[] = [];
  for (const command of commandsOf(example)) {
    const script = `cd "${at}" && export GITHUB_STEP_SUMMARY="${at}/summary.md" && ${command}`;
    results.push(await startCli('bash', ['--norc', '-e', '-o', 'pipefail', '-c', script]).ended);
  }
  return { at, results };
}

const read = (at: string, name: string): string => readFileSync(join(at, name), 'utf8');

describe.each([
  ['gitlab-ci.yml', ['gitlab', 'junit', 'text']],
  ['github.yml', ['markdown', 'sarif', 'github']],
])('docs/ci/%s', (example, formats) => {
  it('publishes each file that a command writes', () => {
    const text = readFileSync(join(docs, example), 'utf8');
    expect(commandsOf(example).map((command) => /--format (\w+)/.exec(command)?.[1])).toEqual(formats);
    const written = commandsOf(example).flatMap((command) => / > (\S+)/.exec(command)?.[1] ?? []);
    expect(written.length).toBeGreaterThan(0);
    for (const name of written) expect(text).toMatch(new RegExp(`^ +(codequality|junit|sarif_file): ${name}$`, 'm'));
  });

  it.each([
    ['passes a list without mistakes', good, 0],
    ['fails on a mistake', bad, 1],
  ])('%s, by its last command alone', async (_, list, code) => {
    const { results } = await runExample(example, list);
    expect(results.map((result) => result.code)).toEqual([...formats.slice(1).map(() => 0), code]);
    expect(results.map(({ stderr }) => stderr).join('')).toBe('');
    expect(results.at(-1)?.stdout.includes('trailing-comment')).toBe(code === 1);
  });
});

describe('the published files', () => {
  it('of gitlab-ci.yml are what GitLab reads', async () => {
    const { at } = await runExample('gitlab-ci.yml', bad);
    const issues: unknown = JSON.parse(read(at, 'gl-code-quality-report.json'));
    expect(violations(foreignSchemas.gitlab, issues)).toEqual([]);
    expect(issues).toMatchObject([{ check_name: 'trailing-comment', location: { path: 'tls_policy' } }]);
    const suites = parseXml(read(at, 'tls-policy.junit.xml'));
    expect(suites.children.map(({ attributes }) => [attributes['name'], attributes['failures']])).toEqual([
      ['tls_policy', '1'],
      ['main.cf', '0'],
    ]);
  });

  it('of github.yml are SARIF and a summary', async () => {
    const { at } = await runExample('github.yml', bad);
    const sarif: unknown = JSON.parse(read(at, 'tls-policy.sarif'));
    expect(violations(foreignSchemas.sarif, sarif)).toEqual([]);
    expect(sarif).toMatchObject({ runs: [{ results: [{ ruleId: 'trailing-comment' }] }] });
    expect(read(at, 'summary.md')).toMatch(/^\| 1 \| error \| `trailing-comment` \| /m);
  });
});
