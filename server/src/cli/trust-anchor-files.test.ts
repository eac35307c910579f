import { beforeAll, describe, expect, it } from 'vitest';
import type { Evidence } from '../probe/evidence';
import type { Made } from '../probe/testing/certificates';
import { privateAuthority } from '../verdict/testing/private-authority';
import { runInMemory } from './testing/run-in-memory';

/** Entries with `tafile=`, on machines that have the file and on others. */

const path = '/etc/postfix/ta.pem';
const line = `a.example secure match=nexthop tafile=${path}\n`;
let root: Made;
let stranger: Made;
let evidence: Evidence;
beforeAll(async () => {
  const made = await privateAuthority();
  ({ root, stranger } = made);
  evidence = { ...made.evidence, finishedAt: new Date().toISOString() };
});

const verify = (files: Readonly<Record<string, string>>, ...args: readonly string[]) =>
  runInMemory(['verify', '--pacing', '0', ...args, 'tls_policy'], {
    files: { tls_policy: line, ...files },
    prober: { probe: () => Promise.resolve(evidence) },
  });

describe('verify', () => {
  it.each<[string, () => Readonly<Record<string, string>>, number, RegExp]>([
    ['holds by the file', () => ({ [path]: root.pem }), 0, /^1 of 1 entry holds|^1 of 1 entries hold/m],
    ['fails by a file with other anchors', () => ({ [path]: stranger.pem }), 1, /none of the trust anchors/],
    [
      'fails by a file that holds none',
      () => ({ [path]: 'none' }),
      1,
      /the trust anchors of \/etc\/postfix\/ta\.pem: /,
    ],
    [
      'could not be tested without the file',
      () => ({}),
      0,
      /could not be tested: .*\n.*the trust anchors in \/etc\/postfix\/ta\.pem, which are not at hand here/,
    ],
  ])('%s', async (_what, files, code, told) => {
    const run = await verify(files());
    expect(run.stdout).toMatch(told);
    expect(run.code).toBe(code);
  });

  it('does not take the file that lies here for that of the consumers of a shared list', async () => {
    const run = await verify({ [path]: root.pem }, '--profile', 'any', '--fail-on', 'untested');
    expect(run.stdout).toContain('which each consumer has for itself');
    expect(run.code).toBe(1);
  });
});

it('review by stored evidence reads no file that the change names, and accepts nothing by it', async () => {
  const files = {
    'old.tls_policy': '',
    'new.tls_policy': line,
    'seen/a.json': JSON.stringify(evidence),
    [path]: root.pem,
  };
  const args = ['--base', 'old.tls_policy', '--head', 'new.tls_policy', '--evidence', 'seen'];
  const run = await runInMemory(['review', '--fail-on', 'untested', ...args], { files });
  expect(run.stdout).toContain('could not be tested: added a.example');
  expect(run.stdout).toContain('which are not at hand here');
  expect(run.code).toBe(1);
});
