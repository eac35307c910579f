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
      .filter(({ rule }) => /^(?:hidden-table|entries-)/.test(rule))
      .map(({ rule, range }) => `${path} ${range.start.line + 1} ${rule}`),
  );
}

const site: Files = {
  'etc/main.cf':
    'myhostname = a.example\nsmtp_tls_policy_maps = hash:/etc/postfix/tls_policy\nsmtp_tls_security_level = may\n',
  'etc/tls_policy': 'a.example dane\nb.example dane\n',
};

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
      ['--root', 'disk', 'disk/etc/postfix'],
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
