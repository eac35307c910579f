import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { languages } from '../languages/languages';
import type { CheckJson } from '../report/check-json';
import { checkOptions } from './check-options';
import { runInMemory } from './testing/run-in-memory';

const files = {
  tls_policy: '# partners\nexample.org secure # ticket\nexample.net may\n',
  'clean.tls_policy': 'example.org dane\n',
  'hosts/tls_policy': 'example.org may\nexample.net may\n',
  'main.cf': 'smtp_tls_security_level = dane\n',
  list: 'example.org may\n',
  'latin1.tls_policy': Buffer.from('# B\u00fccher\nexample.org may\n', 'latin1'),
  'binary.tls_policy': Uint8Array.from({ length: 4096 }, (_, index) => (index * 7 + (index >> 3)) & 0xff),
  'nul.tls_policy': 'example.org\0 may\n',
  'crlf.tls_policy': 'example.org may\r\nexample.net secure # x\r\n',
  'empty.tls_policy': '',
  'un\u001b[31m\nlucky.tls_policy': 'example.org may\n',
};
const rulesIn = (stdout: string): readonly string[] => stdout.split('\n').flatMap((line) => line.split(' ')[2] ?? []);

describe('check', () => {
  it('tells each finding on one line with its place, counted from 1', async () => {
    const run = await runInMemory(['check', 'tls_policy'], { files });
    expect(run).toMatchObject({ code: 1, stderr: '' });
    expect(run.stdout).toMatch(
      /^tls_policy:2:20 error trailing-comment \S.*\ntls_policy:3:13 warning unsafe-level-may \S.*\n$/,
    );
  });

  it.each([
    [['clean.tls_policy'], 0],
    [['empty.tls_policy'], 0],
    [['clean.tls_policy', 'tls_policy'], 1],
    [['list'], 2],
    [['absent.tls_policy'], 2],
    [['absent.tls_policy', 'tls_policy'], 2],
    [['--language', 'policy', 'list'], 1],
    [['--fail-on', 'error', 'hosts/tls_policy'], 0],
    [['--fail-on', 'warning', 'hosts/tls_policy'], 1],
    [['--fail-on', 'hint', 'clean.tls_policy'], 0],
    [['--fail-on', 'error', 'tls_policy'], 1],
    [['--max-warnings', '1', 'hosts/tls_policy'], 1],
    [['--max-warnings', '2', 'hosts/tls_policy'], 0],
    [['--max-warnings', '2', 'tls_policy'], 1],
    [['--max-warnings', '1', '--fail-on', 'error', 'hosts/tls_policy'], 1],
    [['--rule', 'unsafe-level-may=off', 'hosts/tls_policy'], 0],
    [['--rule', 'unsafe-level-may=information', 'hosts/tls_policy'], 0],
    [['--rule', 'unsafe-level-may=information', '--fail-on', 'information', 'hosts/tls_policy'], 1],
    [['--rule', 'unsafe-level-may=error', '--fail-on', 'error', 'hosts/tls_policy'], 1],
    [['--rule', 'unsafe-level-may=off', '--rule', 'trailing-comment=hint', 'tls_policy'], 0],
    [['main.cf'], 1],
    [['binary.tls_policy'], 1],
  ])('%j ends with %i', async (args, code) => {
    expect((await runInMemory(['check', ...args], { files })).code).toBe(code);
  });

  it.each([
    [['main.cf'], 'dane-without-dnssec'],
    [['--language', 'main-cf', 'list'], 'malformed-parameter'],
    [['nul.tls_policy'], 'missing-value'],
    [['crlf.tls_policy'], 'trailing-comment'],
    [['latin1.tls_policy'], 'unsafe-level-may'],
  ])('%j finds %s', async (args, rule) => {
    expect(rulesIn((await runInMemory(['check', ...args], { files })).stdout)).toContain(rule);
  });

  it('offers every language that there is', () => {
    expect(checkOptions.language.placeholder).toBe(languages.map(({ name }) => name).join('|'));
  });

  it('takes the language, the table type and the release of Postfix from its options', async () => {
    const patterns = { 'p.tls_policy': '*.example.org dane\n' };
    const asHash = await runInMemory(['check', '--table-type', 'hash', 'p.tls_policy'], { files: patterns });
    expect(rulesIn(asHash.stdout)).toContain('dead-wildcard-key');
    const asPcre = await runInMemory(['check', '--table-type', 'pcre', 'p.tls_policy'], { files: patterns });
    expect(rulesIn(asPcre.stdout)).not.toContain('dead-wildcard-key');
    const old = { 'p.tls_policy': 'example.org secure protocols=SSLv3\n' };
    const byRelease = async (version: string): Promise<string> =>
      (await runInMemory(['check', '--postfix-version', version, 'p.tls_policy'], { files: old })).stdout;
    // Only later releases know a bound.
    expect(await byRelease('3.5')).not.toContain('>=TLSv1.2');
    expect(await byRelease('3.7')).toContain('>=TLSv1.2');
  });

  it('tells on standard error what can not be checked, and checks the others', async () => {
    const run = await runInMemory(['check', 'absent.tls_policy', 'list', 'tls_policy'], { files });
    expect(run.stderr).toBe(
      'postfix-tls-policy check: absent.tls_policy: there is no such file\n' +
        'postfix-tls-policy check: list: the name does not tell the language; add --language policy, main-cf or master-cf\n',
    );
    expect(rulesIn(run.stdout)).toEqual(['trailing-comment', 'unsafe-level-may']);
  });

  it('checks a file once that is named more than once, or by its folder too', async () => {
    const files = {
      'etc/tls_policy': 'example.org may\n',
      'etc/main.cf': 'smtp_tls_policy_maps = hash:/etc/tls_policy\n',
    };
    const names = async (...operands: readonly string[]): Promise<readonly string[]> => {
      const { stdout } = await runInMemory(['check', '--format', 'json', '--root', '.', ...operands], { files });
      return (JSON.parse(stdout) as { files: { path: string }[] }).files.map(({ path }) => path);
    };
    expect(await names('etc/tls_policy', './etc/tls_policy', 'etc//tls_policy')).toEqual(['etc/tls_policy']);
    const ofFolder = await names('etc');
    expect(ofFolder).toContain('etc/main.cf');
    expect(await names('etc', 'etc/main.cf')).toEqual(ofFolder);
  });

  it('shows neither control characters of a name nor of a content', async () => {
    const run = await runInMemory(['check', 'un\u001b[31m\nlucky.tls_policy', 'binary.tls_policy', 'gone\u0007'], {
      files,
    });
    expect(`${run.stdout}${run.stderr}`.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    expect(run.stdout).toContain('un\\u{1b}[31m\\u{a}lucky.tls_policy:1:13 warning');
  });

  it('reads standard input, in the language of a name or as told', async () => {
    const stdin = 'example.org may\n';
    const named = await runInMemory(['check', '--stdin-filename', 'lists/tls_policy', '-'], { stdin });
    expect(named.stdout).toMatch(/^lists\/tls_policy:1:13 warning unsafe-level-may /);
    const told = await runInMemory(['check', '--language', 'policy', '-'], { stdin });
    expect(told.stdout).toMatch(/^-:1:13 warning unsafe-level-may /);
    const unknown = await runInMemory(['check', '-'], { stdin });
    expect(unknown).toMatchObject({ code: 2, stdout: '' });
    expect(unknown.stderr).toContain('tell the language by --language policy, main-cf or master-cf, or a name by');
    const misnamed = await runInMemory(['check', '--stdin-filename', 'list', '-'], { stdin });
    expect(misnamed.stderr).toContain('check: -: the name list does not tell the language; add --language policy');
  });

  it('tells the sum to a person at a terminal only', async () => {
    const terminal = { columns: 80 };
    const run = await runInMemory(['check', 'tls_policy', 'clean.tls_policy'], { files, terminal });
    expect(run.stderr).toBe('1 error, 1 warning in 2 files\n');
    const clean = await runInMemory(['check', 'clean.tls_policy'], { files, terminal });
    expect(clean.stderr).toBe('no findings in 1 file\n');
    const asJson = await runInMemory(['check', '--format', 'json', 'tls_policy'], { files, terminal });
    expect(asJson.stderr).toBe('');
  });

  it('writes nothing but JSON on standard output, also when a file can not be read', async () => {
    const run = await runInMemory(['check', '--format', 'json', 'tls_policy', 'absent.tls_policy', 'main.cf'], {
      files,
    });
    const { version, files: told, summary } = JSON.parse(run.stdout) as CheckJson;
    expect(run.code).toBe(2);
    expect(version).toBe(1);
    expect(told.map(({ path, language }) => [path, language])).toEqual([
      ['tls_policy', 'policy'],
      ['main.cf', 'main-cf'],
    ]);
    expect(summary.errors + summary.warnings).toBeGreaterThanOrEqual(3);
    expect(told[0]?.findings[0]).toMatchObject({
      rule: 'trailing-comment',
      severity: 'error',
      range: { start: { line: 1, character: 19 }, end: { line: 1, character: 27 } },
      docs: 'docs/rules/trailing-comment.md',
      fix: { safe: true },
    });
  });

  it.each([
    ['sarif', 2, /^\{\n {2}"\$schema": /, /"executionSuccessful": false/],
    [
      'github',
      2,
      /^::error file=absent\.tls_policy,title=could not be checked::there is no such file\n::error file=tls_policy,line=2,/,
      /title=unsafe-level-may::/,
    ],
    ['gitlab', 2, /^\[\n {2}\{\n/, /"check_name": "unchecked-file"/],
    [
      'junit',
      2,
      /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="[^"]*" tests="3" failures="2" errors="1">/,
      /<\/testsuites>\n$/,
    ],
    ['markdown', 2, /^# Check of the TLS policy\n/, /^- `absent\.tls_policy`: there is no such file$/m],
  ])(
    'tells all of it as %s, the unread file too, and nothing else on standard output',
    async (format, code, begin, holds) => {
      const run = await runInMemory(['check', '--format', format, 'absent.tls_policy', 'tls_policy'], {
        files,
        terminal: { columns: 80 },
      });
      expect(run.code).toBe(code);
      expect(run.stdout).toMatch(begin);
      expect(run.stdout).toMatch(holds);
      expect(run.stderr).toBe('postfix-tls-policy check: absent.tls_policy: there is no such file\n');
    },
  );

  it.each([
    ['./lists/tls_policy', 'lists/tls_policy'],
    ['lists/../lists//tls_policy', 'lists/tls_policy'],
    [resolve('lists/tls_policy'), 'lists/tls_policy'],
    ['/elsewhere/tls_policy', '/elsewhere/tls_policy'],
    ['../tls_policy', '../tls_policy'],
  ])('names %s to pipelines as %s', async (path, told) => {
    const run = await runInMemory(['check', '--format', 'gitlab', path], { files: { [path]: 'example.org may\n' } });
    const issues = JSON.parse(run.stdout) as readonly { readonly location: { readonly path: string } }[];
    expect(issues.map(({ location }) => location.path)).toEqual([told]);
  });

  it.each([
    [[], 2],
    [['--fail-on', 'error'], 0],
    [['--max-warnings', '1'], 2],
    [['--max-warnings', '2'], 0],
  ])('counts with %j %i failures as JUnit, as the exit status has it', async (args, failures) => {
    const run = await runInMemory(['check', '--format', 'junit', ...args, 'hosts/tls_policy'], { files });
    expect(run.stdout).toContain(`<testsuites name="postfix-tls-policy check" tests="2" failures="${failures}" `);
    expect(run.code).toBe(failures > 0 ? 1 : 0);
  });

  it('knows the type of a table from the main.cf beside it, and a type that it is told better', async () => {
    const twice = 'a.example secure\na.example secure\n';
    const mainCf = 'smtp_tls_policy_maps = texthash:/etc/postfix/tls_policy\n';
    const severity = async (args: readonly string[], files: Readonly<Record<string, string>>) => {
      const run = await runInMemory(['check', '--format', 'json', ...args], { files });
      const { files: checked } = JSON.parse(run.stdout) as {
        files: { findings: { rule: string; severity: string }[] }[];
      };
      return checked[0]?.findings.find(({ rule }) => rule === 'duplicate-key')?.severity;
    };
    const files = { 'site/tls_policy': twice, 'site/main.cf': mainCf };
    expect(await severity(['site/tls_policy'], files)).toBe('error');
    expect(await severity(['--table-type', 'hash', 'site/tls_policy'], files)).toBe('warning');
    expect(await severity(['site/tls_policy'], { 'site/tls_policy': twice })).toBe('warning');
  });

  it('checks main.cf, master.cf and the tables that they name where it is given their folder', async () => {
    const files = {
      'etc/main.cf': 'smtp_tls_policy_maps = hash:/etc/postfix/policy, texthash:/etc/postfix/gone\n',
      'etc/master.cf': 'smtp unix - - n - - smtp -o smtp_tls_policy_maps=pcre:/etc/postfix/patterns -o a = b\n',
      'etc/policy': 'a.example securee\n',
      'etc/policy.db': 'compiled\0',
      'etc/patterns': '/a/ may\n',
    };
    const run = await runInMemory(['check', '--format', 'json', 'etc'], { files });
    expect(run.code).toBe(2);
    expect(run.stderr).toBe('postfix-tls-policy check: etc/gone: there is no such file\n');
    const checked = JSON.parse(run.stdout) as {
      files: { path: string; language: string; findings: { rule: string }[] }[];
    };
    expect(checked.files.map(({ path, language }) => `${path} ${language}`)).toEqual([
      'etc/main.cf main-cf',
      'etc/master.cf master-cf',
      'etc/policy policy',
      'etc/patterns policy',
    ]);
    const found = checked.files.map(({ findings }) => findings.map(({ rule }) => rule));
    expect(found[1]).toEqual(['malformed-override']);
    expect(found[2]).toEqual(['unknown-level']);
    expect(found[3]).toContain('unanchored-pattern');
  });
});
