import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../policy/parse';
import { dnssecSender, type Sender } from '../verdict/sender';
import { buildEvidence, type EvidenceSpec } from '../verdict/testing/build-evidence';
import { verifiableEntries } from '../verify/entries';
import { resultOf, type VerifyResult } from '../verify/result';
import { causeOf } from '../verify/told-entry';
import { tellEntry, tellOutput } from './verify-told';

const good: EvidenceSpec = { hosts: [{ name: 'mx.a.example', addresses: [{ names: ['a.example'] }] }] };
const other: EvidenceSpec = { hosts: [{ name: 'mx.a.example', addresses: [{ names: ['evil\u001b[31m.example'] }] }] };

function resultAt(table: string, spec: EvidenceSpec, sender: Sender = dnssecSender): VerifyResult {
  const [first] = verifiableEntries(parsePolicy(table));
  if (first === undefined) throw new Error('no entry');
  const look = buildEvidence({ nextHop: 'a.example', ...spec });
  const remembered = first.nextHops.map(() => ({ looks: [look, look], previous: [] }));
  const result = resultOf({ ...first, sender }, remembered, { twice: false, days: 14 }, true);
  if (result === null) throw new Error('no result');
  return result;
}

describe('a told entry', () => {
  it('that fails tells what it demands and what was seen, without control characters', () => {
    const result = resultAt('A.example  secure\n', other);
    const told = tellEntry(result, 1, '2026-01-01T00:00:00.000Z');
    expect(told).toMatchObject({ key: 'a.example', occurrence: 1, outcome: 'fails', words: 'fails: mail is deferred' });
    expect(told.expected).toMatch(/^A\.example {2}secure\nTLS with a trusted certificate/);
    expect(told.actual).toMatch(/^fails: mail is deferred\n.*Server\ncertificate not verified/);
    // An editor shows the two side by side, and cuts off what is longer.
    for (const line of [...told.expected.split('\n'), ...told.actual.split('\n')]) expect(line.length).toBeLessThan(49);
    expect(told.seenAt).toBe(result.evidence?.finishedAt);
    const output = tellOutput(told, result);
    expect(output).toContain('mx.a.example');
    expect(`${told.actual}${output}`).not.toMatch(/[^\P{Cc}\n]/u);
  });

  it('that holds has no details, and its output shows what was seen', () => {
    const result = resultAt('a.example secure\n', good);
    const told = tellEntry(result, 0, '2026-01-01T00:00:00.000Z');
    expect(told).toMatchObject({ outcome: 'holds', details: [], better: null, nextHops: ['a.example'] });
    expect(tellOutput(told, result)).toMatch(/^holds: a\.example secure\n {4}mx\.a\.example/);
  });

  it('whose host has no TLSA records any more tells that it protects nothing', () => {
    const told = tellEntry(resultAt('a.example dane\n', good), 0, '2026-01-01T00:00:00.000Z');
    expect(told).toMatchObject({ outcome: 'weaker', words: 'protects nothing now', better: 'a.example secure' });
  });

  it('that was never asked for has a reason and no evidence', () => {
    const told = tellEntry(resultAt('/x/ secure\n', good), 0, '2026-01-01T00:00:00.000Z');
    expect(told).toMatchObject({ outcome: 'untested', seenAt: null, nextHops: [] });
    expect(told.details.join()).toContain('is a pattern');
    expect(causeOf(told)).toMatch(/^\/x\/ is a pattern/);
  });

  it('that could not be tested has a cause that does not say so once more, before the entry', () => {
    const refused: EvidenceSpec = { hosts: [{ name: 'mx.a.example', addresses: [{ outcome: 'untested' }] }] };
    const result = resultAt('a.example secure\n', refused);
    const told = tellEntry(result, 0, '2026-01-01T00:00:00.000Z');
    expect(told.words).toBe('could not be tested');
    expect(causeOf(told)).toMatch(/^mx\.a\.example\[192\.0\.2\.1\]: (?!could not)./);
    expect(tellOutput(told, result).split('\n').slice(0, 2)).toEqual([
      `could not be tested: ${causeOf(told) ?? ''}`,
      '  a.example secure',
    ]);
    expect(causeOf({ ...told, outcome: 'fails' })).toBeNull();
  });
});
