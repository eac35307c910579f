import { describe, expect, it } from 'vitest';
import { runInMemory } from './testing/run-in-memory';

type Files = Readonly<Record<string, string>>;

/** The findings of the rules about a site alone, each as `path line rule`. */
async function found(args: readonly string[], files: Files, modified = {}): Promise<readonly string[]> {
  const { stdout } = await runInMemory(['check', '--format', 'json', ...args], { files, modified });
  const run = JSON.parse(stdout) as {
    files: { path: string; findings: { rule: string; range: { start: { line: number } } }[] }[];
  };
  return run.files.flatMap(({ path, findings }) =>
    findings
      .filter(({ rule }) => /^(?:hidden-table|entries-|missing-table-file|stale-)/.test(rule))
      .map(({ rule, range }) => `${path} ${range.start.line + 1} ${rule}`),
  );
}

const site: Files = {
  'etc/main.cf':
    'myhostname = a.example\nsmtp_tls_policy_maps = hash:/etc/postfix/tls_policy\nsmtp_tls_security_level = may\n',
  'etc/tls_policy': 'a.example dane\nb.example dane\n',
};

const table = 'smtp_tls_policy_maps = hash:/etc/postfix/tls_policy\n';

it('tells of names in main.cf and master.cf what postconf -n tells of both together', async () => {
  const files = {
    'etc/main.cf': 'smtpd_etrn_restrictions = $own_ones\nmua_restrictions = reject\nnobody = x\n',
    'etc/master.cf':
      'smtp inet n - n - - smtpd -o own_ones=x\n  -o smtpd_helo_restrictions=$mua_restrictions\n  -o smtpd_tls_securty_level=may\n  -o smtpd_client_restrictions=$gone\n',
  };
  const { stdout } = await runInMemory(['check', 'etc'], { files });
  expect(
    stdout
      .replaceAll(/ (?:Postfix|Neither).*/g, '')
      .trim()
      .split('\n'),
  ).toEqual([
    'etc/main.cf:3:1 information unused-parameter',
    'etc/master.cf:3:6 warning unused-service-parameter',
    'etc/master.cf:4:33 warning undefined-service-parameter',
  ]);
});

describe('a file inside of another table', () => {
  const words = 'a.example strong\nb.example secur\na.example weak\n';
  it.each<[string, readonly string[]]>([
    // Its values are keys for the table behind it.
    ['pipemap:{hash:/etc/postfix/tls_policy, inline:{strong=encrypt}}', ['3:1 duplicate-key']],
    // They are put together with what the others answer.
    ['unionmap:{hash:/etc/postfix/tls_policy, static:match=nexthop}', ['3:1 duplicate-key']],
    // The last one answers for all of them.
    [
      'pipemap:{inline:{x.example=a.example}, hash:/etc/postfix/tls_policy}',
      ['1:11 unknown-level', '2:11 unknown-level', '3:1 duplicate-key', '3:11 unknown-level'],
    ],
    [
      'pipemap:{hash:/etc/postfix/tls_policy, static:may}, proxy:hash:/etc/postfix/tls_policy',
      ['1:11 unknown-level', '2:11 unknown-level', '3:1 duplicate-key', '3:11 unknown-level'],
    ],
    ['unionmap:{pipemap:{static:x, hash:/etc/postfix/tls_policy}, static:match=nexthop}', ['3:1 duplicate-key']],
  ])('is held by %s', async (maps, expected) => {
    const files = { 'etc/main.cf': `smtp_tls_policy_maps = ${maps}\n`, 'etc/tls_policy': words };
    const { stdout } = await runInMemory(['check', 'etc/main.cf', 'etc/tls_policy'], { files });
    const told = stdout.matchAll(/^etc\/tls_policy:(\d+:\d+) \w+ (duplicate-key|unknown-level) /gm);
    expect([...told].map(([, place, rule]) => `${place} ${rule}`)).toEqual(expected);
  });
});

describe('what lies on the disk', () => {
  it.each<[string, string, readonly string[], Files, Readonly<Record<string, number>>, readonly string[]]>([
    ['counts in /etc/postfix', '/etc/postfix', [], {}, {}, ['1 missing-table-file']],
    ['counts below a root', 'disk/etc/postfix', ['--root', process.cwd() + '/disk'], {}, {}, ['1 missing-table-file']],
    ['counts in a mirror but for indexes', '/repo/mx1/etc/postfix', [], { tls_policy: 'a.example encrypt\n' }, {}, []],
    ['counts in a mirror', '/repo/mx1/etc/postfix', [], {}, {}, ['1 missing-table-file']],
    ['says nothing elsewhere', '/repo/mx1', [], {}, {}, []],
    [
      'tells which is the newer one',
      '/etc/postfix',
      [],
      { tls_policy: 'a.example encrypt\n', 'tls_policy.db': '' },
      { tls_policy: 2, 'tls_policy.db': 1 },
      ['1 stale-table-index'],
    ],
    [
      'has no times in a mirror',
      '/repo/mx1/etc/postfix',
      [],
      { tls_policy: 'a.example encrypt\n', 'tls_policy.db': '' },
      { tls_policy: 2, 'tls_policy.db': 1 },
      [],
    ],
  ])('%s', async (_, folder, args, files, modified, expected) => {
    const placed = <Value>(values: Readonly<Record<string, Value>>) =>
      Object.fromEntries(Object.entries(values).map(([name, value]) => [`${folder}/${name}`, value]));
    const all = placed({ 'main.cf': table, ...files });
    const told = await found([...args, `${folder}/main.cf`], all, placed(modified));
    expect(told).toEqual(expected.map((each) => `${folder}/main.cf ${each}`));
  });
});

describe('check with a main.cf', () => {
  it.each<[string, readonly string[], Files, readonly string[]]>([
    ['of a folder', ['etc'], site, ['etc/main.cf 2 entries-without-dnssec']],
    ['alone', ['etc/main.cf'], site, ['etc/main.cf 2 entries-without-dnssec']],
    ['beside a table', ['etc/tls_policy'], site, []],
    ['that another severity is given for', ['--rule', 'entries-without-dnssec=off', 'etc'], site, []],
    [
      'whose configuration has another severity',
      ['etc'],
      { ...site, 'etc/.postfix-tls-policy.json': '{ "rules": { "entries-without-dnssec": "off" } }' },
      [],
    ],
    [
      'and the files below a root',
      ['--rule', 'missing-table-file=off', '--root', 'disk', 'disk/etc/postfix'],
      {
        'disk/etc/postfix/main.cf': 'smtp_tls_policy_maps = hash:/opt/mail/tls_policy\n',
        'disk/opt/mail/tls_policy': 'a.example dane\n',
      },
      ['disk/etc/postfix/main.cf 1 entries-without-dnssec'],
    ],
  ])('%s', async (_, args, files, expected) => {
    expect(await found(args, files)).toEqual(expected);
  });
});
