import { describe, expect, it } from 'vitest';
import type { ProbeControl } from '../probe/options';
import type { Prober } from '../probe/probe';
import { buildEvidence, type EvidenceSpec, keyDigest } from '../verdict/testing/build-evidence';
import { at, secure, selfSigned } from '../verdict/testing/judge-table';
import { runInMemory } from './testing/run-in-memory';

const mainCf = '/etc/postfix/main.cf';
const files = {
  [mainCf]: 'smtp_tls_CAfile = /ca.pem\nsmtp_tls_servername = hostname\nsmtp_tls_fingerprint_digest = sha256\n',
  '/etc/postfix/old.cf': 'smtp_tls_security_level = may\n',
  '/etc/postfix/tls_policy': 'a.example dane\n',
  '/ta.pem': 'none',
};

/** Sees the same at every next-hop, and keeps what it was asked. */
function proberOf(spec: EvidenceSpec, asked: ProbeControl[] = []): Prober {
  return {
    probe: (nextHop, control) => {
      asked.push(control);
      return Promise.resolve(buildEvidence({ ...spec, nextHop }));
    },
  };
}

const byName = (names: readonly string[]) => at({ names: ['elsewhere.example'], byName: { names } });

describe('how probe advises', () => {
  it.each<[string, readonly string[], EvidenceSpec, string]>([
    ['dane', [], secure({}), 'a.example dane\n'],
    ['dane-only by an option', ['--prefer-dane-only'], secure({}), 'a.example dane-only\n'],
    ['with a comment by an option', ['--always-comment'], secure({}), '# tls-policy-probe: 2026-11-24, resolver'],
    ['nothing below the minimum', ['--minimum-level', 'dane'], at({}), '"a.example secure" would hold, and is below'],
    ['for a site', ['--profile', 'site', '--main-cf', mainCf], byName(['mx1.a.example']), 'a.example secure\n'],
    ['for a main.cf', ['--main-cf', mainCf], byName(['mx1.a.example']), 'a.example secure\n'],
    ['for one that trusts nobody', ['--main-cf', '/etc/postfix/old.cf'], at({}), 'trusts no certification authority'],
    [
      'digests where they are allowed',
      ['--main-cf', mainCf, '--allow-fingerprint'],
      at({ ...selfSigned, byName: { chain: 'DEPTH_ZERO_SELF_SIGNED_CERT' } }),
      `a.example fingerprint match=${keyDigest}`,
    ],
  ])('%s', async (_what, options, seen, expected) => {
    const { stdout, stderr } = await runInMemory(['probe', ...options, 'a.example'], { files, prober: proberOf(seen) });
    expect(stderr).toBe('');
    expect(stdout.replace(/\s*\n {2,}(?=\S)/g, ' ').replace(/^ +/gm, '')).toContain(expected.trimEnd());
  });

  it.each([
    [['--allow-fingerprint'], '--allow-fingerprint: only with --main-cf'],
    [['--tafile', '/ta.pem'], '--tafile: only with --main-cf'],
    [['--main-cf', mainCf, '--tafile', '/missing.pem'], '/missing.pem is no file that can be read here'],
    [['--main-cf', mainCf, '--profile', 'any'], '--main-cf and --profile any exclude each other'],
    [['--profile', 'site'], '--profile site: name the main.cf by --main-cf'],
    [['--main-cf', '/missing'], "--main-cf: can't read /missing: there is no such file"],
    [['--minimum-level', 'may'], '"may" is none of secure, dane, dane-only'],
  ])('refuses %j', async (options, message) => {
    const run = await runInMemory(['probe', ...options, 'a.example'], { files, prober: proberOf({}) });
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toContain(message);
  });
});

it('asks servers by the name that main.cf has Postfix send, and verify by that of the entry', async () => {
  const asked: ProbeControl[] = [];
  const world = { files: { ...files, '/t/tls_policy': 'a.example secure servername=nexthop\nb.example secure\n' } };
  const prober = proberOf({}, asked);
  await runInMemory(['probe', '--main-cf', mainCf, 'a.example'], { ...world, prober });
  await runInMemory(['verify', '--main-cf', mainCf, '/t/tls_policy'], { ...world, prober });
  await runInMemory(['verify', '/t/tls_policy'], { ...world, prober });
  expect(asked.map(({ serverNames }) => serverNames)).toEqual([
    ['hostname'],
    ['nexthop'],
    ['hostname'],
    ['nexthop'],
    [],
  ]);
});

it('judges the entries that verify looks at by main.cf', async () => {
  const verify = (...options: readonly string[]) =>
    runInMemory(['verify', '--pacing', '0', ...options, '/etc/postfix/tls_policy'], {
      files,
      prober: proberOf(secure({})),
    });
  expect((await verify()).code).toBe(0);
  // Without DNSSEC lookups dane acts as may.
  expect(await verify('--main-cf', mainCf)).toMatchObject({ code: 1 });
});
