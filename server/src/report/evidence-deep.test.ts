import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { weaknesses } from '../probe/deep/findings';
import type { Evidence, WeaknessEvidence } from '../probe/evidence';
import { describeDeep } from './evidence-deep';
import { evidenceMarkdown } from './evidence-markdown';
import { probeText } from './probe-text';
import { anyEvidence } from './testing/any-evidence';
import { hosted, mismatch } from './testing/samples';

const silence = { id: 'handshake-timeout', text: 'no answer within 15 s' } as const;

function all(answer: WeaknessEvidence['answer']): readonly WeaknessEvidence[] {
  return weaknesses.map((weakness) => ({
    weakness,
    answer,
    seen: answer === 'untested' ? null : 'this',
    ...(answer === 'untested' ? { cause: silence } : {}),
  }));
}

describe('what a deep probe found', () => {
  it.each<[WeaknessEvidence['answer'], readonly string[]]>([
    ['refused', ['good']],
    ['untested', ['untested']],
    ['accepted', ['bad', 'bad', 'bad', 'bad', 'bad', 'bad', 'bad', 'bad', 'bad', 'plain']],
  ])('is told once where all is %s', (answer, tones) => {
    expect(describeDeep(all(answer)).map(({ tone }) => tone)).toEqual(tones);
  });

  it.each([
    ['sslv2', 'DROWN, CVE-2016-0800'],
    ['sslv3', 'POODLE, CVE-2014-3566'],
    ['tls1.0', 'RFC 8996'],
    ['export', 'FREAK'],
    ['3des', 'Sweet32'],
    ['anonymous', 'usual for SMTP'],
  ] as const)('names what %s is known for, and what it means for Postfix', (weakness, known) => {
    const [fact, ...others] = describeDeep([{ weakness, answer: 'accepted', seen: 'TLS 1.2, this' }]);
    expect(others).toEqual([]);
    expect(fact?.text).toMatch(/^accepted by TLS 1\.2, this: /);
    expect(fact?.text).toContain(known);
    expect(fact?.text).toMatch(/Postfix|senders/);
  });

  it('is told in text and in Markdown, and what is open among the open', () => {
    const text = probeText([mismatch], { color: false }).replaceAll(/\n\s+/g, ' ');
    const markdown = evidenceMarkdown(mismatch.evidence, mismatch.advice);
    expect(text).toContain('Old protocols and weak ciphers');
    expect(markdown).toContain('Old protocols and weak ciphers at `192.0.2.66`:');
    for (const told of [text, markdown.replaceAll(/[\\`]/g, '')]) {
      expect(told).toContain('✘ accepted by SSLv3, TLS_RSA_WITH_RC4_128_SHA: SSLv3 (POODLE, CVE-2014-3566)');
      expect(told).toContain('✔ refused: SSLv2, TLS 1.0');
      expect(told).toContain('? could not be tested: export ciphers: the server did not answer the hello within 15 s');
      expect(told).toContain('192.0.2.66: export ciphers: the server did not answer the hello within 15 s');
    }
  });

  it('is not spoken of where nobody asked', () => {
    expect(probeText([hosted], { color: false })).not.toContain('Old protocols');
    expect(evidenceMarkdown(hosted.evidence, hosted.advice)).not.toContain('Old protocols');
  });

  it('is told of every evidence that the types allow', () => {
    fc.assert(
      fc.property(anyEvidence, (evidence: Evidence) => {
        const asked = evidence.hosts.flatMap(({ addresses }) => addresses).filter(({ deep = [] }) => deep.length > 0);
        const text = probeText([{ ...hosted, evidence }], { color: false });
        const told = asked.flatMap(({ deep = [] }) => describeDeep(deep));
        expect(text.includes('\nOld protocols and weak ciphers\n')).toBe(told.length > 0);
        expect(
          evidenceMarkdown(evidence, hosted.advice).match(/^Old protocols and weak ciphers at /gm)?.length ?? 0,
        ).toBe(asked.length);
      }),
      { numRuns: 100 },
    );
  });
});
