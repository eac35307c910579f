import { describe, expect, it } from 'vitest';
import { schemas, violations } from '../report/testing/schema';
import { runInMemory } from './testing/run-in-memory';

const files = {
  '/disk/etc/postfix/main.cf':
    'smtp_tls_security_level = may\nsmtpd_tls_security_level = may\nsmtpd_tls_cert_file = /etc/a|b.pem\nsmtp_tls_policy_maps = hash:/etc/postfix/tls_policy\n',
  '/disk/etc/postfix/master.cf': 'smtp inet n - y - - smtpd\nsmtp unix - - y - - smtp\n',
  '/disk/etc/postfix/tls_policy': 'example.org secure\n',
};
const run = (args: readonly string[], world: Readonly<Record<string, string>> = files) =>
  runInMemory(['posture', ...args], { files: world });

describe('posture', () => {
  it('tells both directions in JSON by its schema', async () => {
    const { code, stdout, stderr } = await run(['--root', '/disk', '--format', 'json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const told = JSON.parse(stdout) as { readonly subjects: readonly object[] };
    expect(violations(schemas.posture, told)).toEqual([]);
    expect(told.subjects).toMatchObject([
      { direction: 'outgoing', services: ['smtp'], tables: [{ levels: { secure: 1 } }] },
      { direction: 'incoming', services: ['smtp'] },
    ]);
  });

  it('names settings with their lines, and tells nothing twice', async () => {
    const { stdout } = await run(['--root', '/disk']);
    expect(stdout).toContain('smtp_tls_security_level = may  # /disk/etc/postfix/main.cf:1\n');
    expect(stdout.match(/RFC 7672 .*section 2\.2/g)).toHaveLength(1);
  });

  it('writes tables of Markdown that hold what files say', async () => {
    const { stdout } = await run(['--root', '/disk', '--format', 'markdown']);
    expect(stdout).toMatch(/^# The TLS posture of this server\n/);
    expect(stdout).toContain('| `smtpd_tls_security_level = may`, `smtpd_tls_cert_file = /etc/a\\|b.pem` |\n');
    const rows = stdout.split('\n').filter((line) => line.startsWith('|'));
    expect(rows.filter((line) => line.replaceAll('\\|', '').split('|').length !== 5)).toEqual([]);
  });

  it.each([
    [['--main-cf', '/nowhere/main.cf'], /main\.cf: /],
    [['example.org'], /no operands/],
  ])('refuses %j', async (args, message) => {
    const { code, stderr } = await run(args);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });
});
