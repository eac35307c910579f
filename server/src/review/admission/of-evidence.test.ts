import { describe, expect, it } from 'vitest';
import { reviewInMemory } from '../../../../test/review/review-in-memory';
import { buildEvidence, type EvidenceSpec } from '../../verdict/testing/build-evidence';

const selfSigned: EvidenceSpec = {
  hosts: [{ name: 'mx.a.example', addresses: [{ chain: 'DEPTH_ZERO_SELF_SIGNED_CERT' }] }],
};
const good: EvidenceSpec = { hosts: [{ name: 'mx.a.example', addresses: [{ names: ['mx.a.example', 'a.example'] }] }] };
const elsewhere: EvidenceSpec = { mx: 'secure', hosts: [{ name: 'mx.provider.example' }] };
const enforced: EvidenceSpec = { ...good, mtaSts: { mode: 'enforce', mx: ['mx.a.example'] } };
const inside: EvidenceSpec = {
  hosts: [{ name: 'mx.a.example', addresses: [{ at: '10.1.2.3', names: ['a.example'] }] }],
};

const samples = '# tls-policy-test: a.example, b.example\n';

interface Case {
  readonly line: string;
  /** Of a.example, or of several by their names. */
  readonly seen: EvidenceSpec | readonly EvidenceSpec[];
  readonly earlier?: EvidenceSpec;
  readonly config?: string;
  readonly needsTwo?: boolean;
}

/** Adds the line to an empty list; the rules that object, with their verdicts. */
function objections({ line, seen, earlier, config, needsTwo = false }: Case): readonly string[] {
  const base = config === undefined ? {} : { '.postfix-tls-policy.json': config };
  const of = (specs: Case['seen'] = []) =>
    [specs].flat().map((spec: EvidenceSpec) => buildEvidence({ nextHop: 'a.example', ...spec }));
  const files = reviewInMemory(
    { ...base, tls_policy: '' },
    { ...base, tls_policy: line },
    {
      evidence: of(seen),
      earlier: of(earlier),
      needsTwo,
    },
  );
  return files.flatMap(({ changes }) =>
    changes.flatMap((change) => change.objections.map(({ rule, verdict }) => `${rule} ${verdict}`)),
  );
}

it.each([
  ['.example secure', /^\.example stands for the domains below it .*# tls-policy-test: a\.example, b\.example$/],
  ['/^a\\.example$/ secure', /^A pattern is probed by samples\. /],
  ['a.example secure', /^Nobody has looked whether it holds\.$/],
])('%s could not be tested, and says why', (line, message) => {
  const [file] = reviewInMemory({ 'a.tls_policy': '' }, { 'a.tls_policy': `${line}\n` });
  const [objection] = file?.changes[0]?.objections ?? [];
  expect(objection).toMatchObject({
    rule: 'holds',
    verdict: 'untested',
    message: expect.stringMatching(message) as string,
  });
});

describe('by what was seen', () => {
  it.each<readonly [string, Case, readonly string[]]>([
    ['an entry that holds is taken', { line: 'a.example secure\n', seen: good }, []],
    ['one that does not is not', { line: 'a.example secure\n', seen: selfSigned }, ['holds needs-change']],
    [
      'two looks that differ test nothing',
      { line: 'a.example secure\n', seen: good, earlier: selfSigned },
      ['twice untested'],
    ],
    [
      'one look tests nothing where two have to agree',
      { line: 'a.example secure\n', seen: good, needsTwo: true },
      ['twice untested'],
    ],
    ['two that agree do', { line: 'a.example secure\n', seen: good, earlier: good }, []],
    [
      'a match for more names than the hosts show is too broad',
      { line: 'a.example secure match=.provider.example\n', seen: elsewhere },
      ['narrow-match needs-change'],
    ],
    [
      'names that an enforced MTA-STS policy does not allow contradict it',
      { line: 'a.example secure match=mx.a.example:mx.other.example\n', seen: enforced },
      ['mta-sts needs-change'],
    ],
    ['those that it allows do not', { line: 'a.example secure match=mx.a.example\n', seen: enforced }, []],
    [
      'an exception contradicts it',
      { line: '# owner: me, until: 2030-01-01, why: an old server\na.example may\n', seen: enforced },
      ['exception needs-reason', 'mta-sts needs-change'],
    ],
    ['a host inside proves nothing to others', { line: 'a.example secure\n', seen: inside }, ['outside needs-reason']],
    ['unless the entry says so', { line: '# vantage: inside, our own relay\na.example secure\n', seen: inside }, []],
    [
      'a certificate has to stay valid for as long as the list says',
      { line: 'a.example secure\n', seen: good, config: '{"certificateDays": 365}' },
      ['certificate-days needs-reason'],
    ],
    [
      'a key of its own next-hop alone is judged by that',
      { line: '# tls-policy-test: b.example\na.example secure\n', seen: good },
      [],
    ],
    [
      'one of several domains is judged by its samples',
      { line: `${samples}.example secure\n`, seen: [good, { ...good, nextHop: 'b.example' }] },
      ['holds needs-change'],
    ],
    [
      'and taken where it holds at all of them',
      { line: `${samples}.example secure match=mx.a.example\n`, seen: [good, { ...good, nextHop: 'b.example' }] },
      ['plain-dns-names needs-reason'],
    ],
    [
      'but not where somebody looked at one alone',
      { line: `${samples}.example secure match=mx.a.example\n`, seen: good },
      ['holds untested'],
    ],
    ['and no longer', { line: 'a.example secure\n', seen: good, config: '{"certificateDays": 1}' }, []],
  ])('%s', (_what, each, expected) => {
    expect(objections(each)).toEqual(expected);
  });
});
