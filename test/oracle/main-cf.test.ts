import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { mainCfLanguage } from '../../server/src/maincf/language';
import type { Delivery } from './delivery';
import type { PolicyTablesInput, PolicyTablesOutput } from './inside/policy-tables';
import { environment, namespaceFor, skip } from './machine';
import { runInside } from './namespace';

const machine = namespaceFor(['postfix', 'postmap', 'postconf', 'ip', 'unshare']);
const skipped = skip('main.cf rules against smtp(8)', 'reason' in machine ? machine.reason : null);

interface SettingsCase {
  readonly settings: Readonly<Record<string, string>>;
  readonly status: Delivery['status'];
  /** What smtp(8) says of the session; null for clear text, or for none. */
  readonly tls: Delivery['tls'];
  readonly log?: string;
  /** The rules of main.cf that find something in these settings. */
  readonly rules: readonly string[];
}

/** The settings that a row does not name, as the test's Postfix has them. */
const base = { smtp_tls_security_level: 'may', smtp_dns_support_level: 'dnssec' };

/** What the client's TLS settings do, from postconf(5), global_tls_level() and dane_init() of smtp_tls_policy.c. */
const settingsCases: readonly SettingsCase[] = [
  { settings: { smtp_tls_security_level: 'may' }, status: 'sent', tls: 'Trusted', rules: [] },
  { settings: { smtp_tls_security_level: 'MAY' }, status: 'sent', tls: 'Trusted', rules: [] },
  { settings: { smtp_tls_security_level: 'dane' }, status: 'sent', tls: 'Verified', rules: [] },
  { settings: { smtp_tls_security_level: '' }, status: 'sent', tls: null, rules: ['missing-security-level'] },
  {
    settings: { smtp_tls_security_level: 'dane', smtp_dns_support_level: '' },
    status: 'sent',
    tls: 'Trusted',
    log: 'dane configured with dnssec lookups disabled',
    rules: ['dane-without-dnssec'],
  },
  {
    settings: { smtp_tls_security_level: 'dane', smtp_dns_support_level: 'enabled' },
    status: 'sent',
    tls: 'Trusted',
    log: 'dane configured with dnssec lookups disabled',
    rules: ['dane-without-dnssec'],
  },
  {
    settings: { smtp_tls_security_level: 'dane-only', smtp_dns_support_level: '' },
    status: 'deferred',
    tls: null,
    log: 'dane-only configured with dnssec lookups disabled',
    rules: ['dane-without-dnssec'],
  },
  {
    settings: { smtp_tls_security_level: '', smtp_use_tls: 'yes' },
    status: 'sent',
    tls: 'Trusted',
    rules: ['obsolete-tls-parameter'],
  },
  {
    settings: { smtp_tls_security_level: '', smtp_enforce_tls: 'yes' },
    status: 'sent',
    tls: 'Verified',
    rules: ['obsolete-tls-parameter'],
  },
  {
    settings: { smtp_tls_security_level: '', smtp_enforce_tls: 'yes', smtp_tls_enforce_peername: 'no' },
    status: 'sent',
    tls: 'Trusted',
    rules: ['obsolete-tls-parameter', 'obsolete-tls-parameter'],
  },
  {
    settings: { smtp_tls_security_level: 'dane', smtp_enforce_tls: 'no', smtp_use_tls: 'no' },
    status: 'sent',
    tls: 'Verified',
    rules: ['obsolete-tls-parameter', 'obsolete-tls-parameter'],
  },
];

interface TextCase {
  readonly text: string;
  /** How postconf(1) ends: 0, or 1 for the fatal error that every program ends with. */
  readonly status: number;
  readonly says: string;
  readonly rules: readonly string[];
}

/** What every program of Postfix makes of the lines of main.cf, from dict_load_fp() and split_nameval(). */
const textCases: readonly TextCase[] = [
  { text: 'myhostname = a.example\n', status: 0, says: '', rules: [] },
  { text: 'myhostname=a.example\n', status: 0, says: '', rules: [] },
  { text: 'myhostname =\n  a.example\n# between\n\n', status: 0, says: '', rules: [] },
  {
    text: 'myhostname a.example\n',
    status: 1,
    says: "missing '=' after attribute name",
    rules: ['malformed-parameter'],
  },
  {
    text: 'my hostname = a.example\n',
    status: 1,
    says: "missing '=' after attribute name",
    rules: ['malformed-parameter'],
  },
  { text: '= a.example\n', status: 1, says: 'missing attribute name', rules: ['malformed-parameter'] },
  {
    text: '  myhostname = a.example\n',
    status: 0,
    says: 'logical line must not start with whitespace',
    rules: ['indented-first-parameter'],
  },
];

function rulesFor(text: string): readonly string[] {
  return mainCfLanguage.check(mainCfLanguage.parse(text)).map(({ rule }) => rule);
}

const idOf = (index: number): string => `main-${index}`;
const recipientOf = (index: number): string => `u@main-${index}.example`;

describe.skipIf(skipped)('the rules for main.cf say what Postfix does', () => {
  let deliveries: readonly Delivery[] = [];

  beforeAll(async () => {
    if (!('unshare' in machine)) return;
    const tables = settingsCases.map(({ settings }, index) => ({
      id: idOf(index),
      maps: '',
      settings,
      recipients: [recipientOf(index)],
    }));
    const input: PolicyTablesInput = { tables, names: [] };
    ({ deliveries } = await runInside<PolicyTablesOutput>(machine.unshare, 'policy-tables.ts', input, 150));
  });

  it.each(settingsCases.map((each, index) => ({ ...each, index })))('smtp(8) with $settings', (each) => {
    const delivery = deliveries.find(({ table }) => table === idOf(each.index));
    expect([delivery?.status, delivery?.tls], JSON.stringify(delivery)).toEqual([each.status, each.tls]);
    if (each.log !== undefined) expect(delivery?.log).toContainEqual(expect.stringContaining(each.log));
    const text = Object.entries({ ...base, ...each.settings }).map(([name, value]) => `${name} = ${value}\n`);
    expect(rulesFor(text.join('')).toSorted()).toEqual(each.rules);
  });

  it.each(textCases)('postconf(1) reads $text', ({ text, status, says, rules }) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'postfix-main-cf-'));
    try {
      writeFileSync(path.join(folder, 'main.cf'), text);
      writeFileSync(path.join(folder, 'master.cf'), '');
      const run = spawnSync('postconf', ['-c', folder, '-n'], {
        env: environment(),
        encoding: 'utf8',
        timeout: 30_000,
      });
      expect(run.status, run.stderr).toBe(status);
      if (says === '') expect(run.stderr).toBe('');
      else expect(run.stderr).toContain(says);
      expect(rulesFor(text)).toEqual(rules);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
