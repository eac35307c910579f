import { describe, expect, it } from 'vitest';
import { schemas, violations } from '../report/testing/schema';
import { runInMemory } from './testing/run-in-memory';

const mainCf = `compatibility_level = 3.6
smtp_tls_security_level = may
smtp_tls_CApath = /etc/ssl/certs
smtp_tls_policy_maps = texthash:/etc/postfix/tls_policy, inline:{inline.example=encrypt}
`;
const table = 'example.org secure match=.example.net\n.example.org dane\n\nbroken.example securee\n';
const files = { '/copy/main.cf': mainCf, '/copy/tls_policy': table };

async function ask(args: readonly string[], world: Readonly<Record<string, string>> = files, stdin = '') {
  const run = await runInMemory(['query', '--main-cf', '/copy/main.cf', '--format', 'json', ...args], {
    files: world,
    stdin,
  });
  expect(run).toMatchObject({ code: 0, stderr: '' });
  const answers: unknown = JSON.parse(run.stdout);
  expect(violations(schemas.query, answers)).toEqual([]);
  return answers as readonly Record<string, unknown>[];
}

const source = (key: string, line: number) => ({ table: 'texthash:/etc/postfix/tls_policy', key, line });

describe('query', () => {
  it('tells the entry, its level, and what it acts as', async () => {
    const answers = await ask(['example.org', 'A.b.example.org', 'broken.example', 'other.example', 'inline.example']);
    expect(answers).toMatchObject([
      {
        nextHop: 'example.org',
        level: 'secure',
        actsAs: 'secure',
        source: source('example.org', 1),
        match: ['.example.net'],
      },
      {
        level: 'dane',
        actsAs: 'may',
        source: source('.example.org', 2),
        keysTried: ['a.b.example.org', '.b.example.org', '.example.org'],
      },
      { level: 'securee', actsAs: 'defers', source: source('broken.example', 4) },
      { level: 'may', actsAs: 'may', source: null, keysTried: ['other.example', '.example'] },
      { level: 'encrypt', source: { table: 'inline:{inline.example=encrypt}', key: 'inline.example', line: null } },
    ]);
  });

  it.each(['en', 'de'])('sets what an answer rests on in a column of its own: %s', async (locale) => {
    const args = ['query', '--locale', locale, '--main-cf', '/copy/main.cf', 'broken.example'];
    const { stdout } = await runInMemory(args, { files });
    const rows = stdout.split('\n').filter((line) => line.startsWith('  '));
    expect(rows.length).toBeGreaterThan(2);
    expect(new Set(rows.map((row) => /^ {2}[^:]+: +/.exec(row)?.[0].length)).size).toBe(1);
  });

  it('sees main.cf as the service of master.cf does', async () => {
    const master =
      'smtp unix - - n - - smtp -o smtp_dns_support_level=dnssec\nplain unix - - n - - smtp -o smtp_tls_policy_maps=\n';
    const world = { ...files, '/copy/master.cf': master };
    expect(await ask(['a.example.org'], world)).toMatchObject([{ service: 'smtp', actsAs: 'dane' }]);
    expect(await ask(['--service', 'plain', 'a.example.org'], world)).toMatchObject([
      { service: 'plain', actsAs: 'may', source: null },
    ]);
  });

  it('finds the files below a root', async () => {
    const world = { '/copy/main.cf': mainCf, '/disk/etc/postfix/tls_policy': table };
    expect(await ask(['--root', '/disk', 'example.org'], world)).toMatchObject([{ level: 'secure' }]);
  });

  it.each([
    ['/copy', []],
    ['/disk/etc/postfix', ['--root', '/disk']],
  ])('knows that $config_directory of %s/main.cf is where it lies', async (folder, args) => {
    const beside = mainCf.replace('texthash:/etc/postfix', 'texthash:$config_directory');
    const run = await runInMemory(['query', '--main-cf', `${folder}/main.cf`, ...args, 'example.org'], {
      files: { [`${folder}/main.cf`]: beside, [`${folder}/tls_policy`]: table },
    });
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toMatch(/^example\.org: secure\n/);
  });

  it('takes a list from standard input', async () => {
    expect(await ask(['-'], files, '# a list\nexample.org\n\n[example.org]:25\n')).toMatchObject([
      { level: 'secure' },
      { nextHop: '[example.org]:25', level: 'may', keysTried: ['[example.org]:25'] },
    ]);
  });

  it('answers for people, too', async () => {
    const run = await runInMemory(['query', '--main-cf', '/copy/main.cf', 'example.org', 'a.example.org'], { files });
    expect(run.stdout).toContain(
      'example.org: secure\n  from:         texthash:/etc/postfix/tls_policy, line 1, key example.org\n',
    );
    expect(run.stdout).toContain('a.example.org: dane, acts as may\n');
  });

  it('defers where a table can not be read, and names the file', async () => {
    const args = ['query', '--main-cf', '/copy/main.cf', '--format', 'json', 'example.org'];
    const run = await runInMemory(args, { files: { '/copy/main.cf': mainCf } });
    expect(run.stderr).toBe('postfix-tls-policy query: /copy/tls_policy: there is no such file\n');
    expect(JSON.parse(run.stdout)).toMatchObject([{ level: null, actsAs: 'defers', source: null }]);
  });

  it.each([
    [['query'], 'name the next-hops to look up, or - for a list on standard input'],
    [['query', '--main-cf', '/odd/main.cf', 'a.example'], '/odd/main.cf: main.cf alone does not tell the tables'],
    [['query', '--main-cf', '/none/main.cf', 'a.example'], '/none/main.cf: there is no such file'],
    [
      ['query', '--main-cf', '/copy/main.cf', '--service', 'x', 'a.example'],
      'there is no smtp or lmtp service "x"; there are smtp',
    ],
    [['query', '--main-cf', '/copy/main.cf', '-', '-'], 'standard input can be read only once'],
  ])('%j ends with status 2 and the reason', async (args, reason) => {
    const odd = { '/odd/main.cf': 'smtp_tls_policy_maps = hash:$process_id\n' };
    const run = await runInMemory(args, { files: { ...files, ...odd } });
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toContain(reason);
  });
});
