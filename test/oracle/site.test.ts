import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assumedVersions, parseVersions } from '../../server/src/language/postfix-versions';
import { parseMainCf } from '../../server/src/maincf/parse';
import { readTable } from '../../server/src/maincf/table-reference';
import { parsePolicy } from '../../server/src/policy/parse';
import { openPolicyMaps } from '../../server/src/site/policy-maps';
import { type Query, query } from '../../server/src/site/query';
import { clientsOf } from '../../server/src/site/site';
import { openTable, type SiteFiles } from '../../server/src/site/table';
import type { Delivery } from './delivery';
import type { PolicyTablesInput, PolicyTablesOutput } from './inside/policy-tables';
import type { Table } from './inside/postfix-instance';
import { environment, isInstalled, mailVersion, namespaceFor, skip, tableTypes } from './machine';
import { runInside } from './namespace';

const versions = parseVersions(mailVersion()) ?? assumedVersions;
const filesWith = (text: string): SiteFiles => ({ table: (_path, type) => parsePolicy(text, { tableType: type }) });

const keys = [
  'a.example',
  'b.a.example',
  '.a.example',
  '.example',
  'A.Example',
  'xn--e1afmkfd.example',
  'bücher.example',
  '[mx.a.example]',
  '[mx.a.example]:587',
  'a.example:25',
  '192.0.2.1',
  '[2001:db8::1]',
  'long-name.sub.b.example',
] as const;

const indexedLine = fc.oneof(
  fc
    .tuple(fc.constantFrom(...keys), fc.constantFrom(' may', '\tmay  x', '  secure\n  match=b', '', ' a # b'))
    .map((parts) => parts.join('')),
  fc.constantFrom('# comment', '  continued', '"quoted  may', 'A.EXAMPLE dane', 'b.example: may', 'x\\ y may'),
);
const patternLine = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('', '!'),
      fc.constantFrom(
        '^a',
        'a\\.example$',
        '^[^.]+\\.example$',
        '(a|b)\\.',
        '[[:alpha:]]{2,3}',
        '^\\.',
        '^(.*)\\.example$',
        'x*',
        '^$',
        'B',
        '(^|\\.)b\\.(a)?',
        '\\[',
        '^[a-f]+\\.',
        '.{15}',
        'a+?',
        '(?:a)',
        '\\d',
        '\\bmx\\b',
      ),
      fc.constantFrom('/', '/i', '/m', '/I'),
      fc.constantFrom(' one', ' two x', ' three=$1', ' four', ''),
    )
    .map(([negation, body, end, result]) => `${negation}/${body}${end}${result}`),
  fc.constantFrom('# comment', 'if /^a/', 'if !/example$/', 'endif', '/^a/!/b/ pair', 'if nothing', '  indented'),
);
const types = ['hash', 'btree', 'cdb', 'lmdb', 'texthash', 'regexp', 'pcre'].filter((type) =>
  tableTypes().includes(type),
);

const withPostmap = skip('tables against postmap(1)', isInstalled('postmap') ? null : 'needs postmap');

describe.skipIf(withPostmap)('a table answers as postmap(1) does', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'postfix-site-'));
    writeFileSync(path.join(folder, 'main.cf'), 'compatibility_level = 3.6\n');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function postmap(args: readonly string[], input = ''): string {
    const main = path.join(folder, 'main.cf');
    utimesSync(main, 1_000_000_000, 1_000_000_000);
    const run = spawnSync('postmap', ['-c', folder, ...args], {
      env: environment(),
      encoding: 'utf8',
      timeout: 30_000,
      input,
    });
    return run.stdout;
  }

  function answers(table: string): ReadonlyMap<string, string> {
    const lines = postmap(['-q', '-', table], keys.join('\n'))
      .split('\n')
      .filter((line) => line !== '');
    return new Map(lines.map((line) => [line.slice(0, line.indexOf('\t')), line.slice(line.indexOf('\t') + 1)]));
  }

  it.each(types)('of type %s', (type) => {
    const isPattern = type === 'regexp' || type === 'pcre';
    const lines = fc.array(isPattern ? patternLine : indexedLine, { minLength: 4, maxLength: 12 });
    let [known, found] = [0, 0];
    for (const [index, each] of fc.sample(lines, { numRuns: 12, seed: 11 }).entries()) {
      const text = `${each.join('\n')}\n`;
      const file = path.join(folder, `${type}${index}`);
      writeFileSync(file, text);
      // Of a text that was written this very second Postfix waits for the next one.
      utimesSync(file, 1_000_000_000, 1_000_000_000);
      if (!isPattern && type !== 'texthash') postmap([`${type}:${file}`]);
      const expected = answers(`${type}:${file}`);
      const table = openTable(readTable(`${type}:${file}`), filesWith(text));
      for (const key of keys) {
        const answer = table.lookUp(key);
        // What this program leaves to Postfix it must say; the daemon refuses a texthash table that postmap(1) takes.
        if (answer.kind === 'unknown' || (answer.kind === 'error' && type === 'texthash')) continue;
        known++;
        if (answer.kind === 'found') found++;
        // An empty result is an error for smtp(8).
        const told = answer.kind === 'found' ? answer.text : answer.kind === 'error' ? '' : undefined;
        expect(told, `${key} in ${text}`).toBe(expected.get(key));
      }
    }
    expect(known).toBeGreaterThan(60);
    expect(found).toBeGreaterThan(15);
  });

  it.each([
    'inline:{a.example=may}',
    'inline:{a.example=may, A.Example=dane}',
    'inline:{ a.example=may }',
    'inline:{ a.example = may }',
    'inline:{{ a.example = may ciphers=high }, b.a.example=x}',
    'inline:{}',
    'inline:{a.example}',
    'inline:{a.example=may}x',
    'inline:a.example=may',
    'inline:{{a b=may}}',
    'static:may',
    'static:{may ciphers=high}',
    'static:{ may }x',
    'static:may x',
    'unionmap:{texthash:FILE, static:{ciphers=high servername=hostname}}',
    'unionmap:{texthash:FILE, inline:{a.example=ciphers=high, {b.a.example = x y}}}',
    'unionmap:{inline:{a.example=1},unionmap:{inline:{b.a.example=2},texthash:FILE}}',
    'unionmap:{{texthash:FILE}}',
    'unionmap:{fail:no, texthash:FILE}',
    // An answer without a word is one inside of another table, and an error where it comes out.
    'unionmap:{static:{}, texthash:FILE}',
    'unionmap:{texthash:FILE, static:{}, static:ciphers=high}',
    'unionmap:{static:{}}',
    'unionmap:{inline:{a.example=}, inline:{a.example=may}}',
    'unionmap:{regexp:PATTERNS, texthash:FILE}',
    'pipemap:{inline:{a.example=}, static:may}',
    'pipemap:{inline:{a.example=}, inline:{{=may}}}',
    'unionmap: texthash:FILE',
    'unionmap:{}',
    'pipemap:{texthash:FILE, inline:{may=encrypt}}',
    'pipemap:{inline:{a.example=b.example, .example=a.example}, texthash:FILE}',
    'pipemap:{static:A.Example, texthash:FILE, static:{dane-only x}}',
    'pipemap:{}',
    'randmap:{may}',
    'randmap:{may, may}',
    'randmap:{}',
  ])('%s', (written) => {
    const contents = { FILE: 'a.example may\n.example encrypt\n', PATTERNS: '/^a/\n' };
    const fileOf = (name: string): string => path.join(folder, `inner.${name}`);
    let text = written;
    for (const [name, content] of Object.entries(contents)) {
      writeFileSync(fileOf(name), content);
      utimesSync(fileOf(name), 1_000_000_000, 1_000_000_000);
      text = text.replaceAll(name, fileOf(name));
    }
    const table = openTable(readTable(text), {
      table: (name, type) =>
        parsePolicy(name.endsWith('FILE') ? contents.FILE : contents.PATTERNS, { tableType: type }),
    });
    const expected = answers(text);
    for (const key of keys) {
      const answer = table.lookUp(key);
      expect(answer.kind === 'found' ? answer.text : undefined, key).toBe(expected.get(key));
    }
  });
});

interface SiteCase {
  readonly maps: string;
  readonly text: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly nextHops: readonly string[];
}

const nextHops = ['a.example', 'b.a.example', 'c.b.a.example', '[mx.a.example]:587', 'mx.a.example:25', '192.0.2.1'];
/** Entries that Postfix refuses, each with a text of its own, so that its log tells which one it found. */
const refused = (index: number): string => `marker-${index}`;
const table = (...entries: readonly string[]): string =>
  entries.map((entry, index) => `${entry} ${refused(index)}\n`).join('');

const sites: readonly SiteCase[] = [
  { maps: 'texthash:FILE', text: table('a.example', '.a.example', '[mx.a.example]:587'), settings: {}, nextHops },
  {
    maps: 'hash:FILE',
    text: table('.example', 'B.A.Example', '.b.a.example', 'mx.a.example:25'),
    settings: {},
    nextHops,
  },
  {
    maps: 'inline:{.a.example=marker-inline}, texthash:FILE',
    text: table('c.b.a.example', '192.0.2.1'),
    settings: {},
    nextHops,
  },
  { maps: 'texthash:FILE static:marker-static', text: table('.a.example'), settings: {}, nextHops },
  { maps: 'regexp:FILE', text: table('/^b\\./', '/^\\.b\\.a/', '/^\\.example$/', '/^\\[/'), settings: {}, nextHops },
  {
    maps: 'pcre:FILE',
    text: 'if !/^\\[/\n/^(.)\\.(\\w)\\./ marker-$2-$1\nendif\n/587$/ marker\n',
    settings: {},
    nextHops,
  },
  {
    maps: 'texthash:FILE',
    text: 'a.example may\nA.example may\n',
    settings: {},
    nextHops: ['a.example', 'other.example'],
  },
  { maps: 'texthash:/nowhere/at/all', text: '', settings: {}, nextHops: ['a.example'] },
  {
    maps: 'texthash:FILE',
    text: [
      'l0.example may ciphers',
      'l1.example may ,=x',
      'l2.example secure matches=x',
      'l3.example may match=x',
      'l4.example may ciphers=high ciphers=high',
      'l5.example secure match=',
      'l6.example secure connection_reuse=true',
      'l7.example may servername=-x',
      'l8.example ,',
      'l9.example secure # note',
      'l10.example fingerprint',
      'l11.example may { ciphers = high }',
      '',
    ].join('\n'),
    settings: {},
    nextHops: Array.from({ length: 12 }, (_, index) => `l${index}.example`),
  },
  { maps: '', text: '', settings: { smtp_tls_security_level: '', smtp_enforce_tls: 'yes' }, nextHops: ['g1.example'] },
  {
    maps: '',
    text: '',
    settings: { smtp_tls_security_level: 'dane', smtp_dns_support_level: '' },
    nextHops: ['g2.example'],
  },
  { maps: '', text: '', settings: { smtp_tls_security_level: 'dane' }, nextHops: ['g3.example'] },
  {
    maps: '',
    text: '',
    settings: { smtp_tls_security_level: 'dane-only', smtp_host_lookup: 'native' },
    nextHops: ['g4.example'],
  },
  { maps: '', text: '', settings: { smtp_tls_security_level: 'none' }, nextHops: ['g5.example'] },
  {
    maps: 'texthash:FILE',
    text: [
      's0.example may protocols=TLSv1.0',
      's1.example encrypt ciphers=hihg',
      's2.example encrypt exclude=!RC4',
      's3.example encrypt protocols=>=TLSv1.2 ciphers=high exclude=RC4:aNULL',
      '',
    ].join('\n'),
    settings: {},
    nextHops: Array.from({ length: 4 }, (_, index) => `s${index}.example`),
  },
  // What is not asked for at the level that dane acts as here.
  {
    maps: '',
    text: '',
    settings: { smtp_tls_security_level: 'dane', smtp_dns_support_level: '', smtp_tls_mandatory_protocols: 'TLSv9' },
    nextHops: ['g6.example'],
  },
];

/** The settings that every transport of the test has. */
const base = {
  compatibility_level: '3.6',
  smtp_tls_security_level: 'may',
  smtp_dns_support_level: 'dnssec',
  smtp_tls_CAfile: '/ca.pem',
};

const machine = namespaceFor(['postfix', 'postmap', 'postconf', 'ip', 'unshare']);
const withSmtp = skip('query against smtp(8)', 'reason' in machine ? machine.reason : null);

describe.skipIf(withSmtp)('query tells what smtp(8) logs', () => {
  const recipientOf = (site: number, index: number): string => `u${index}@site-${site}.invalid`;
  const cases = sites.flatMap((site, index) =>
    site.nextHops.map((nextHop, at) => ({ site: index, nextHop, recipient: recipientOf(index, at) })),
  );
  let deliveries: readonly Delivery[] = [];

  beforeAll(async () => {
    if (!('unshare' in machine)) return;
    const tables = sites.map(({ maps, text, settings, nextHops: wanted }, index): Table => {
      const routes = wanted.map((nextHop, at): [string, string] => [recipientOf(index, at), nextHop]);
      return {
        id: `site-${index}`,
        maps,
        ...(text === '' ? {} : { text }),
        settings,
        recipients: routes.map(([recipient]) => recipient),
        nextHops: Object.fromEntries(routes),
      };
    });
    const input: PolicyTablesInput = { tables, names: [] };
    ({ deliveries } = await runInside<PolicyTablesOutput>(machine.unshare, 'policy-tables.ts', input));
  });

  function ask(site: number, nextHop: string): Query {
    const { maps, text, settings } = sites[site] ?? { maps: '', text: '', settings: {} };
    const all = { ...base, ...settings, smtp_tls_policy_maps: maps };
    const mainCf = Object.entries(all).map(([name, value]) => `${name} = ${value}\n`);
    const [client] = clientsOf(parseMainCf(mainCf.join('')), null, versions, { folder: '/etc/postfix', root: null });
    if (client === undefined) throw new Error('there is always a client');
    const files = filesWith(text);
    const readable: SiteFiles = { table: (name, type) => (name === 'FILE' ? files.table(name, type) : null) };
    return query(client, openPolicyMaps(client, readable), nextHop);
  }

  it.each(cases)('site $site, next-hop $nextHop', ({ site, nextHop, recipient }) => {
    const answer = ask(site, nextHop);
    const delivery = deliveries.find((each) => each.recipient === recipient);
    const log = `${JSON.stringify(answer)}\n${JSON.stringify(delivery)}`;
    expect(delivery, log).toBeDefined();
    for (const warning of answer.warnings) expect(delivery?.log.join('\n'), log).toContain(warning);
    const hasSession = !answer.notes.some((note) => note.startsWith('No TLS session begins'));
    if (answer.actsAs === 'defers' || !hasSession)
      expect([delivery?.status, delivery?.dsn], log).toEqual(['deferred', '4.7.5']);
    else {
      expect(delivery?.status, log).toBe('sent');
      // The test's server has a chain to the CA and a TLSA record that matches, so the level shows in Postfix's word.
      const word = { none: null, may: 'Trusted', dane: 'Verified' }[answer.actsAs as string];
      if (word !== undefined) expect(delivery?.tls, log).toBe(word);
    }
  });
});
