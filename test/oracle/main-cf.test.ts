import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { serviceRuleIds } from '../../server/src/language/site-rule-ids';
import { mainCfLanguage } from '../../server/src/maincf/language';
import { parseMainCf } from '../../server/src/maincf/parse';
import { policyLanguage } from '../../server/src/policy/language';
import { checkExampleSite, parseExampleSite } from '../../server/src/site/example-site';
import { modernise } from '../../server/src/site/modernise/modernise';
import { openSite } from '../../server/src/site/whole-site';
import { applyEdits } from '../../server/src/text/span';
import type { Delivery } from './delivery';
import type { PolicyTablesInput, PolicyTablesOutput } from './inside/policy-tables';
import type { Table } from './inside/postfix-instance';
import { environment, namespaceFor, skip } from './machine';
import { runInside } from './namespace';
import { furtherCases, type ReviewCase, reviewCases, serverCases } from './review-cases';

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
  // One setting of two lines.
  { text: 'mynetworks = 127.0.0.1\n relayhost = a\n', status: 0, says: '', rules: ['indented-parameter'] },
  // Check 87.
  {
    text: 'smtp_tls_gone = 1\n',
    status: 0,
    says: 'unused parameter: smtp_tls_gone=1',
    rules: ['unused-parameter'],
  },
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

function rulesForTable(maps: string, text: string | undefined): readonly string[] {
  const tableType = /(\w+):FILE/.exec(maps)?.[1] ?? null;
  const found = text === undefined ? [] : policyLanguage.check(policyLanguage.parse(text, { tableType }));
  return found.map(({ rule }) => rule);
}

/** The settings of a case by their modern names. */
function modernised(settings: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const text = textOf({ ...base, ...settings });
  const document = parseMainCf(text);
  const place = { folder: '/etc/postfix', root: null };
  const mainCf = { path: '/etc/postfix/main.cf', document };
  const site = openSite({ place, mainCf, masterCf: null, files: { table: () => null }, beside: [] });
  const changes = modernise(site);
  const after = parseMainCf(
    applyEdits(
      text,
      changes.flatMap(({ edits }) => edits),
    ),
  );
  return Object.fromEntries([...after.effective].map(([name, { value }]) => [name, value.text]));
}

function textOf(settings: Readonly<Record<string, string>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name} = ${value}\n`)
    .join('');
}

const obsoleteCases = settingsCases.filter(({ rules }) => rules.includes('obsolete-tls-parameter'));

const idOf = (index: number): string => `main-${index}`;
const recipientOf = (index: number): string => `u@main-${index}.example`;

const allCases = [...reviewCases, ...furtherCases];
const reviewId = (index: number): string => `review-${index}`;
const misplacedCache = { smtp_tls_session_cache_database: 'btree:/etc/postfix/smtp_scache' };

function reviewTable(each: ReviewCase, index: number): Table {
  const { settings, maps = '', text, nextHop, status, isUnsigned, isChrooted } = each;
  const id = reviewId(index);
  const domain = `${isUnsigned === true ? 'unsigned-' : ''}${id}.example`;
  const recipient = `u@${domain}`;
  return {
    id,
    maps: maps.replaceAll('HERE', domain),
    ...(text === undefined ? {} : { text: text.replaceAll('HERE', domain) }),
    settings,
    recipients: [recipient],
    ...(nextHop === undefined ? {} : { nextHops: { [recipient]: nextHop } }),
    ...(status === 'fatal' ? { isFatal: true as const } : {}),
    ...(isChrooted === true ? { isChrooted } : {}),
  };
}

/** What the rules of main.cf and of the site find in a case, all of it beside each other in /etc/postfix. */
function siteRulesFor(each: ReviewCase): readonly string[] {
  const { settings, isDefault = [], maps = '', text, lines = '', isChrooted } = each;
  const service = (chroot: string): string => `smtp unix - - ${chroot} - - smtp\n`;
  const masterCf = each.masterCf ?? (isChrooted === undefined ? undefined : service(isChrooted ? 'y' : 'n'));
  const all = { ...base, smtp_tls_CAfile: '/etc/ssl/ca.pem', ...settings, smtp_tls_policy_maps: maps };
  const written = Object.entries(all)
    .filter(([name]) => !isDefault.includes(name))
    .map(([name, value]) => `${name} = ${value}\n`);
  const mainCf = `${written.join('')}${lines}`.replaceAll('FILE', '/etc/postfix/tls_policy');
  const files = [
    `==> main.cf <==\n${mainCf}`,
    ...(masterCf === undefined ? [] : [`==> master.cf <==\n${masterCf}`]),
    ...(text === undefined ? [] : [`==> tls_policy <==\n${text}`]),
    `==> disk <==\nmain.cf\n${text === undefined ? '' : 'tls_policy\n'}`,
  ];
  const whole = files.join('').replaceAll('HERE', 'a.example').replaceAll('@CAPATH@', '/etc/ssl/certs');
  const site = checkExampleSite(parseExampleSite(whole), { severities: {} });
  return [...rulesFor(mainCf), ...site.map(({ rule }) => rule), ...rulesForTable(maps, text)];
}

describe.skipIf(skipped)('the rules for main.cf say what Postfix does', () => {
  let deliveries: readonly Delivery[] = [];
  let output: PolicyTablesOutput;

  beforeAll(async () => {
    if (!('unshare' in machine)) return;
    const tables = settingsCases.map(({ settings }, index) => ({
      id: idOf(index),
      maps: '',
      settings,
      recipients: [recipientOf(index)],
    }));
    const modern = obsoleteCases.map(({ settings }, index) => ({
      id: `modern-${index}`,
      maps: '',
      settings: modernised(settings),
      recipients: [`u@modern-${index}.example`],
    }));
    const input: PolicyTablesInput = {
      tables: [...tables, ...modern, ...allCases.map(reviewTable)],
      names: reviewCases.flatMap(({ names = [] }) => names),
      servers: serverCases.map(({ settings }, index) => ({ id: `server-${index}`, settings })),
      tlsmgr: misplacedCache,
    };
    output = await runInside<PolicyTablesOutput>(machine.unshare, 'policy-tables.ts', input);
    ({ deliveries } = output);
  });

  it.each(settingsCases.map((each, index) => ({ ...each, index })))('smtp(8) with $settings', (each) => {
    const delivery = deliveries.find(({ table }) => table === idOf(each.index));
    expect([delivery?.status, delivery?.tls], JSON.stringify(delivery)).toEqual([each.status, each.tls]);
    if (each.log !== undefined) expect(delivery?.log).toContainEqual(expect.stringContaining(each.log));
    expect(rulesFor(textOf({ ...base, ...each.settings })).toSorted()).toEqual(each.rules);
  });

  it.each(obsoleteCases.map((each, index) => ({ ...each, index })))('smtp(8) with the modern $settings', (each) => {
    const delivery = deliveries.find(({ table }) => table === `modern-${each.index}`);
    expect([delivery?.status, delivery?.tls], JSON.stringify(delivery)).toEqual([each.status, each.tls]);
    expect(rulesFor(textOf(modernised(each.settings)))).not.toContain('obsolete-tls-parameter');
  });

  it.each(allCases.map((each, index) => ({ ...each, index })))('smtp(8) at checks $checks: $rule', (each) => {
    const found = siteRulesFor(each);
    if (each.isGood === true) expect(found).not.toContain(each.rule);
    else expect(found).toContain(each.rule);
    const id = reviewId(each.index);
    const fatal = output.fatalErrors[id];
    const delivery = deliveries.find(({ table }) => table === id);
    const told = [fatal ?? '', delivery?.reply ?? '', ...(delivery?.log ?? [])].join('\n');
    if (each.status !== undefined) expect(fatal === undefined ? delivery?.status : 'fatal', told).toBe(each.status);
    if (each.tls !== undefined) expect(delivery?.tls, told).toBe(each.tls);
    if (each.says !== undefined) expect(told).toMatch(each.says);
  });

  const behindOption = reviewCases.filter(
    ({ rule, isGood, lines, maps }) =>
      serviceRuleIds.includes(rule) && isGood !== true && lines === undefined && !maps?.includes('FILE'),
  );
  it.each(behindOption)('smtp(8) has the settings of checks $checks behind -o, where $rule finds them', (each) => {
    const options = Object.entries(each.settings).map(([name, value]) => `  -o { ${name} = ${value} }\n`);
    const masterCf = `smtp unix - - n - - smtp\n${options.join('')}`;
    const text = `==> main.cf <==\n${textOf({ ...base, smtp_tls_CAfile: '/etc/ssl/ca.pem' })}==> master.cf <==\n${masterCf}`;
    const found = checkExampleSite(parseExampleSite(text), { severities: {} });
    expect(found.filter(({ path: file }) => file.endsWith('/master.cf')).map(({ rule }) => rule)).toContain(each.rule);
  });

  it.each(serverCases.map((each, index) => ({ ...each, index })))('smtpd(8) at checks $checks: $rule', (each) => {
    expect(rulesFor(textOf(each.settings))).toContain(each.rule);
    expect(output.servers[`server-${each.index}`]?.join('\n')).toMatch(each.says);
  });

  it('tlsmgr(8) at check 74 writes a cache in another place', () => {
    const [[name, value] = ['', '']] = Object.entries(misplacedCache);
    expect(rulesFor(`${name} = ${value}\n`)).toEqual(['session-cache-place']);
    expect(output.tlsmgr.join('\n')).toMatch(/redirecting the request to postfix-owned data_directory/);
  });

  it('postmap(1) at check 62 warns of an index that is older than its text: stale-table-index', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'postfix-stale-'));
    try {
      const table = path.join(folder, 'tls_policy');
      writeFileSync(table, 'a.example may\n');
      writeFileSync(path.join(folder, 'main.cf'), 'compatibility_level = 3.6\n');
      for (const name of ['tls_policy', 'main.cf']) utimesSync(path.join(folder, name), 1_000_000_000, 1_000_000_000);
      const postmap = (...args: readonly string[]) =>
        spawnSync('postmap', ['-c', folder, ...args], { env: environment(), encoding: 'utf8', timeout: 30_000 });
      postmap(`hash:${table}`);
      writeFileSync(table, 'a.example dane-only\n');
      utimesSync(table, 1_100_000_000, 1_100_000_000);
      utimesSync(`${table}.db`, 1_000_000_000, 1_000_000_000);
      const { stdout, stderr } = postmap('-q', 'a.example', `hash:${table}`);
      expect(stderr).toContain(`database ${table}.db is older than source file ${table}`);
      expect(stdout).toBe('may\n');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
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
