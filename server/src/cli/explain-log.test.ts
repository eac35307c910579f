import { describe, expect, it } from 'vitest';
import { schemas, violations } from '../report/testing/schema';
import { runInMemory } from './testing/run-in-memory';

const delivery = (domain: string, said: string): string =>
  `Nov 26 15:00:00 mx postfix/smtp[1]: 4Xq1: to=<u@${domain}>, relay=mx.${domain}[192.0.2.1]:25, dsn=4.7.5, status=deferred (${said})`;
const log = [
  delivery('a.example', 'Server certificate not verified'),
  delivery('a.example', 'Server certificate not verified'),
  'postfix/smtp[1]: warning: smtp_tls_policy_maps, next-hop destination ".b.example": invalid security level "securee"',
  delivery('c.example', '451 busy'),
].join('\n');
const files = {
  '/etc/postfix/main.cf':
    'smtp_tls_policy_maps = hash:/etc/postfix/tls_policy\nsmtp_tls_CApath = /etc/ssl/certs\nsmtp_tls_security_level = may\n',
  '/etc/postfix/relayed/main.cf':
    'relayhost = [relay.example]:587\nsmtp_tls_policy_maps = inline:{{[relay.example]:587 = encrypt}}\n',
  '/etc/postfix/tls_policy': '# list\na.example secure match=.mx.example\n.b.example securee\n',
  '/etc/postfix/routed/main.cf': `transport_maps = hash:/etc/postfix/transport
sender_dependent_relayhost_maps = hash:/etc/postfix/relays
relayhost = [relay.example]:587
smtp_tls_policy_maps = inline:{{[relay.example]:587 = encrypt}, {[own.example] = secure}, {[by-sender.example] = dane}}
`,
  '/etc/postfix/routed/master.cf':
    'smtp unix - - n - - smtp\nslow unix - - n - - smtp -o { smtp_tls_policy_maps = inline:{a.example=may} }\n',
  '/etc/postfix/routed/transport': 'a.example slow:\nb.example smtp:[own.example]\nd.example local:\n',
  '/etc/postfix/routed/relays': 's@x.example [by-sender.example]\n',
  '/log': log,
};

async function explain(args: readonly string[], stdin = '') {
  const run = await runInMemory(['explain-log', '--format', 'json', ...args], { files, stdin });
  expect(run).toMatchObject({ code: 0, stderr: '' });
  const answer: unknown = JSON.parse(run.stdout);
  expect(violations(schemas.explainLog, answer)).toEqual([]);
  return answer;
}

describe('explain-log', () => {
  it('tells causes without a table, from a file and from standard input', async () => {
    const expected = {
      lines: 4,
      otherFailures: 1,
      explanations: [
        { cause: 'certificate-not-verified', destination: 'a.example', host: 'mx.a.example', count: 2, entry: null },
        { cause: 'unknown-level', key: '.b.example', firstLine: 3, entry: null },
      ],
    };
    expect(await explain(['/log'])).toMatchObject(expected);
    expect(await explain(['-'], log)).toMatchObject(expected);
    expect(await explain([], log)).toMatchObject(expected);
  });

  it.each([[['--main-cf', '/etc/postfix/main.cf']], [['--table', 'hash:/etc/postfix/tls_policy']]])(
    'names the entry at fault by %j',
    async (args) => {
      const table = 'hash:/etc/postfix/tls_policy';
      expect(await explain([...args, '/log'])).toMatchObject({
        explanations: [
          { entry: { nextHop: 'a.example', table, key: 'a.example', line: 2, value: 'secure match=.mx.example' } },
          { entry: { key: '.b.example', line: 3, value: 'securee' } },
        ],
      });
    },
  );

  it('looks the relayhost up where there is one', async () => {
    expect(await explain(['--main-cf', '/etc/postfix/relayed/main.cf', '/log'])).toMatchObject({
      explanations: [{ entry: { nextHop: '[relay.example]:587', value: 'encrypt' } }, { entry: null }],
    });
  });

  it('goes the way of the message, by tables that route it and by its sender', async () => {
    const said = 'Server certificate not verified';
    const lines = [
      delivery('a.example', said),
      delivery('b.example', said),
      delivery('c.example', said),
      'Nov 26 15:00:00 mx postfix/qmgr[1]: 4Xq1: from=<s@x.example>, size=1, nrcpt=1 (queue active)',
      delivery('c.example', said),
      delivery('d.example', said),
    ];
    expect(await explain(['--main-cf', '/etc/postfix/routed/main.cf', '-'], lines.join('\n'))).toMatchObject({
      explanations: [
        { destination: 'a.example', entry: { nextHop: 'a.example', value: 'may' } },
        { destination: 'b.example', entry: { nextHop: '[own.example]', value: 'secure' } },
        { destination: 'c.example', entry: { nextHop: '[relay.example]:587', value: 'encrypt' } },
        { destination: 'c.example', entry: { nextHop: '[by-sender.example]', value: 'dane' } },
        { destination: 'd.example', entry: null },
      ],
    });
  });

  it('tells people, with hostile text made visible', async () => {
    const hostile = delivery('a.example', 'TLS is required, but host x[1] refused to start TLS: \u001b[31m\u202egnp');
    const run = await runInMemory(['explain-log', '--main-cf', '/etc/postfix/main.cf'], { files, stdin: hostile });
    expect(run.stdout).toContain('a.example, x: tls-refused: mail waits in the queue, line 1\n');
    expect(run.stdout).toContain(
      '  entry:    hash:/etc/postfix/tls_policy:2: a.example secure match=.mx.example (secure)\n',
    );
    expect(run.stdout).not.toMatch(/[\u001b\u202e]/);
  });

  it.each([
    [['/none'], '/none: there is no such file'],
    [['--main-cf', '/none', '/log'], '/none: there is no such file'],
    [['--table', 'hash:/none', '/log'], '/none: there is no such file'],
    [['--table', '/etc/postfix/tls_policy', '/log'], '--table needs a type and a file'],
    [['--table', 'hash:/a', '--main-cf', '/b', '/log'], 'and not both'],
    [['/log', '/log'], 'name one log'],
  ])('%j ends with status 2 and the reason', async (args, reason) => {
    const run = await runInMemory(['explain-log', ...args], { files });
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toContain(reason);
  });
});
