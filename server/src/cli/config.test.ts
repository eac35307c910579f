import { describe, expect, it } from 'vitest';
import { runInMemory } from './testing/run-in-memory';

const file = '.postfix-tls-policy.json';
const off = '{"rules": {"unsafe-level-may": "off"}}';
const table = 'example.org may\n';
const wildcard = '*.example.org dane\n';

const check = async (args: readonly string[], files: Readonly<Record<string, string>>, stdin = '') =>
  runInMemory(['check', ...args], { files, stdin });

describe('the configuration of check', () => {
  it.each<[string, readonly string[], Readonly<Record<string, string>>, number]>([
    ['none', [], {}, 1],
    ['one beside the file', [], { [`lists/${file}`]: off }, 0],
    ['one above', [], { [file]: off }, 0],
    ['one above the current folder', [], { [`../../${file}`]: off }, 0],
    ['the nearest alone', [], { [file]: off, [`lists/${file}`]: '{}' }, 1],
    ['one of another folder', [], { [`other/${file}`]: off }, 1],
    ['one of another name', [], { [`lists/x${file}`]: off }, 1],
    ['another severity', ['--fail-on', 'error'], { [file]: '{"rules": {"unsafe-level-may": "error"}}' }, 1],
    ['an option comes first', ['--rule', 'unsafe-level-may=warning'], { [file]: off }, 1],
    ['an option comes first for its rule alone', ['--rule', 'trailing-comment=off'], { [file]: off }, 0],
    ['one that is named', ['--config', 'my.json'], { 'my.json': off }, 0],
    ['one that is named in the place of the nearest', ['--config', 'my.json'], { 'my.json': '{}', [file]: off }, 1],
    ['none although there is one', ['--no-config'], { [file]: off }, 1],
    ['none although it is broken', ['--no-config'], { [file]: 'broken' }, 1],
    ['a named one although the nearest is broken', ['--config', 'my.json'], { [file]: 'broken', 'my.json': off }, 0],
  ])('%s: %j with %j ends with %i', async (_, args, configs, code) => {
    const run = await check([...args, 'lists/tls_policy'], { ...configs, 'lists/tls_policy': table });
    expect(run).toMatchObject({ code, stderr: '' });
  });

  it('tells the table type and the release of Postfix, options first', async () => {
    const tell = async (args: readonly string[], config: string, text: string): Promise<string> =>
      (await check([...args, 'tls_policy'], { [file]: config, tls_policy: text })).stdout;
    expect(await tell([], '{"tableType": "hash"}', wildcard)).toContain('dead-wildcard-key');
    expect(await tell([], '{"tableType": "pcre"}', wildcard)).not.toContain('dead-wildcard-key');
    expect(await tell(['--table-type', 'hash'], '{"tableType": "pcre"}', wildcard)).toContain('dead-wildcard-key');
    const old = 'example.org secure protocols=SSLv3\n';
    expect(await tell([], '{"postfixVersion": "3.5"}', old)).not.toContain('>=TLSv1.2');
    expect(await tell([], '{"postfixVersion": "3.7"}', old)).toContain('>=TLSv1.2');
    expect(await tell(['--postfix-version', '3.5'], '{"postfixVersion": "3.7"}', old)).not.toContain('>=TLSv1.2');
  });

  it('is each file’s own', async () => {
    const files = { 'a/tls_policy': table, [`a/${file}`]: off, 'b/tls_policy': table };
    const { stdout } = await check(['a/tls_policy', 'b/tls_policy'], files);
    expect(stdout.split('\n').map((line) => line.split(':')[0])).toEqual(['b/tls_policy', '']);
  });

  it('of standard input is that of its name, else that of the current folder', async () => {
    const files = { [file]: off, [`lists/${file}`]: '{}' };
    expect((await check(['--language', 'policy', '-'], files, table)).code).toBe(0);
    expect((await check(['--stdin-filename', 'lists/tls_policy', '-'], files, table)).code).toBe(1);
    expect((await check(['--stdin-filename', 'absent/tls_policy', '-'], files, table)).code).toBe(0);
  });

  it('stops everything when it is broken, and tells each mistake once', async () => {
    const files = {
      [file]: '{\n  "rules": {"unsafe-level-mai": "off"},\n  "resolver": "192.0.2.53"\n}\n',
      [`b/${file}`]: '{"tableType": "hash",}',
      tls_policy: table,
      'a/tls_policy': table,
      'b/tls_policy': table,
    };
    const run = await check(['tls_policy', 'a/tls_policy', 'b/tls_policy'], files);
    expect(run).toMatchObject({ code: 2, stdout: '' });
    const told = run.stderr.trimEnd().split('\n');
    expect(told.map((line) => line.slice(0, 70))).toEqual([
      'postfix-tls-policy check: .postfix-tls-policy.json:2:13: there is no rule "un'.slice(0, 70),
      'postfix-tls-policy check: .postfix-tls-policy.json:3:3: "resolver" deci'.slice(0, 70),
      'postfix-tls-policy check: b/.postfix-tls-policy.json:1:21: delete this comma'.slice(0, 70),
    ]);
    expect(told[0]).toContain('did you mean unsafe-level-may?');
    expect(told[1]).toContain('whoever wrote it could aim the probe');
  });

  it.each([
    [['--config', 'absent.json', 'tls_policy'], "--config: can't read absent.json: there is no such file"],
    [['--config', 'my.json', '--no-config', 'tls_policy'], '--config and --no-config exclude each other'],
    [['--config', 'bad.json', 'tls_policy'], 'check: bad.json:1:1: the file is empty; write at least {}'],
    [['--config', 'red.json', 'tls_policy'], 'check: red.json:1:2: there is no key "\\u001b[31m"'],
  ])('%j is refused', async (args, reason) => {
    const files = { tls_policy: table, 'my.json': '{}', 'bad.json': '', 'red.json': '{"\\u001b[31m": 1}' };
    const run = await check(args, files);
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toContain(reason);
  });

  it('is the same for fix', async () => {
    const files = { tls_policy: 'example.org secure # x\n', [file]: '{"rules": {"trailing-comment": "off"}}' };
    const run = await runInMemory(['fix', 'tls_policy'], { files });
    expect(run).toMatchObject({ code: 0, stderr: 'nothing to mend\n' });
    const broken = await runInMemory(['fix', 'tls_policy'], { files: { ...files, [file]: '{' } });
    expect(broken).toMatchObject({ code: 2, stdout: '', files: { tls_policy: files.tls_policy } });
  });
});
