import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { languageNamed } from '../../server/src/languages/languages';
import { environment, isInstalled, skip } from './machine';

const skipped = skip('unfit tables against postmap(1)', isInstalled('postmap') ? null : 'needs postmap');
const nextHops = ['example.org', '.example.org', '[192.0.2.10]', '[192.0.2.10]:25', '[2001:db8::10]', '192.0.2.10'];

/** The next-hops that a table answers, or `error`. */
function answered(table: string): readonly string[] | 'error' {
  const { stdout, stderr } = spawnSync('postmap', ['-q', '-', table], {
    env: environment(),
    encoding: 'utf8',
    timeout: 30_000,
    input: nextHops.join('\n'),
  });
  return stderr.includes('fatal: ') ? 'error' : stdout.split('\n').flatMap((line) => line.split('\t')[0] || []);
}

function worst(table: string): string | undefined {
  const language = languageNamed('main-cf');
  const document = language?.parse(`smtp_tls_policy_maps = ${table}\n`);
  const findings = document === undefined ? [] : language?.check(document);
  return findings?.find(({ rule }) => rule === 'unfit-table-type')?.severity;
}

describe.skipIf(skipped)('a table of a type that next-hops do not find', () => {
  it('is told by what postmap(1) answers', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'postfix-unfit-'));
    try {
      const networks = path.join(folder, 'networks');
      writeFileSync(networks, '0.0.0.0/0 may\n::/0 may\n');
      for (const [table, expected, severity] of [
        [`cidr:${networks}`, ['192.0.2.10'], 'warning'],
        [`pipemap:{static:192.0.2.10, cidr:${networks}}`, nextHops, undefined],
        ['fail:test', 'error', 'error'],
        ['unionmap:{static:may, fail:test}', 'error', 'error'],
        ['internal:test', [], 'error'],
        ['environ:test', [], 'error'],
        ['unix:passwd.byname', [], 'error'],
        ['static:may', nextHops, undefined],
      ] as const)
        expect([table, answered(table), worst(table)]).toEqual([table, expected, severity]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
