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

interface Case {
  readonly line: string;
  readonly seen: EvidenceSpec;
  readonly earlier?: EvidenceSpec;
  readonly config?: string;
  readonly needsTwo?: boolean;
}

/** Adds the line to an empty list; the rules that object, with their verdicts. */
function objections({ line, seen, earlier, config, needsTwo = false }: Case): readonly string[] {
  const base = config === undefined ? {} : { '.postfix-tls-policy.json': config };
  const of = (spec: EvidenceSpec | undefined) => (spec ? [buildEvidence({ nextHop: 'a.example', ...spec })] : []);
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
    ['and no longer', { line: 'a.example secure\n', seen: good, config: '{"certificateDays": 1}' }, []],
  ])('%s', (_what, each, expected) => {
    expect(objections(each)).toEqual(expected);
  });
});
