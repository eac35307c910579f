import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RequestKind } from '../verdict/requests';
import { evidenceMarkdown } from './evidence-markdown';
import { type LetterLanguage, letterLanguages, receiverLetters } from './receiver-letter';
import { forbiddenCharacters, hostileText } from './testing/hostile';
import { codeTexts, renderMarkdown, tagsOf } from './testing/render-markdown';
import { bogus, dead, noStartTls } from './testing/samples';

const kinds: readonly RequestKind[] = [
  'offer-starttls',
  'repair-starttls',
  'modern-tls',
  'renew-certificate',
  'send-chain',
  'public-certificate',
  'certificate-name',
  'correct-tlsa',
  'correct-mta-sts',
  'repair-dnssec',
  'publish-tlsa',
  'complete-tlsa',
  'usable-tlsa',
  'stable-tlsa',
  'send-anchor',
];
const { evidence } = noStartTls;

describe.each(letterLanguages)('a letter in %s', (language: LetterLanguage) => {
  it.each(kinds)('asks for %s by the name of the host, and says what to do', (kind) => {
    const [letter, ...others] = receiverLetters(
      evidence,
      [{ kind, owner: 'provider.example', subjects: ['mx1.provider.example', 'mx2.provider.example'] }],
      language,
    );
    expect(others).toEqual([]);
    expect(letter?.to).toBe('postmaster@provider.example');
    expect(letter?.subject).toContain('one-of-two-plain.example');
    const asked = letter?.lines.filter((line) => line.startsWith('- ')) ?? [];
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatch(/^- mx1\.provider\.example, mx2\.provider\.example: .*(Please|Bitte|bitte) /);
    expect(letter?.lines.join(' ')).toContain('2026-11-24');
  });

  it('names the address for reports on failed TLS where the domain announces one', () => {
    const request = { kind: 'offer-starttls', owner: 'provider.example', subjects: ['mx1.provider.example'] } as const;
    const lines = (given: typeof evidence) => receiverLetters(given, [request], language)[0]?.lines.join('\n');
    expect(lines(evidence)).toContain(`mailto:tls@${evidence.domain}`);
    const { record } = evidence.tlsRpt ?? bogus.evidence.tlsRpt ?? {};
    if (record === undefined) throw new Error('no sample has a TLSRPT record');
    expect(lines({ ...evidence, tlsRpt: { state: 'absent', record, rua: [] } })).not.toContain('8460');
  });

  it('has the records that could be published, and says that nothing is in the way', () => {
    const record = `_25._tcp.mx.a.example. IN TLSA 3 1 1 ${'5b'.repeat(32)}`;
    const improvement = {
      kind: 'publish-tlsa',
      owner: 'a.example',
      subjects: ['mx.a.example'],
      records: [record],
    } as const;
    const obstacle = { kind: 'renew-certificate', owner: 'a.example', subjects: ['mx.a.example'] } as const;
    const [better] = receiverLetters(evidence, [improvement], language);
    const [blocked] = receiverLetters(evidence, [obstacle, improvement], language);
    expect(better?.lines).toContain(`  ${record}`);
    expect(better?.subject).toMatch(/better|besser/);
    expect(blocked?.subject).not.toBe(better?.subject);
    expect(blocked?.lines).toContain(`  ${record}`);
  });

  it('is one for each receiver, with all that is asked of it', () => {
    const letters = receiverLetters(
      evidence,
      [
        { kind: 'offer-starttls', owner: 'a.example', subjects: ['mx1.a.example'] },
        { kind: 'correct-tlsa', owner: 'b.example', subjects: ['mx.b.example'] },
        { kind: 'renew-certificate', owner: 'a.example', subjects: ['mx2.a.example'] },
      ],
      language,
    );
    expect(letters.map(({ to, lines }) => [to, lines.filter((line) => line.startsWith('- ')).length])).toEqual([
      ['postmaster@a.example', 2],
      ['postmaster@b.example', 1],
    ]);
  });
});

describe('the evidence report', () => {
  const asking = {
    ...noStartTls.advice,
    requests: [
      { kind: 'offer-starttls', owner: 'one-of-two-plain.example', subjects: ['mx1.one-of-two-plain.example'] },
    ],
  } as const;

  it('holds the letters in both languages where something is to be asked', () => {
    const markdown = evidenceMarkdown(evidence, asking);
    expect(markdown).toContain('## A text to send');
    const letters = codeTexts(renderMarkdown(markdown)).filter(
      (text) => text.includes('STARTTLS') && text.includes('- mx1'),
    );
    expect(letters).toHaveLength(2);
    expect(evidenceMarkdown(evidence, noStartTls.advice)).not.toContain('A text to send');
    expect(evidenceMarkdown(dead.evidence, dead.advice)).not.toContain('A text to send');
  });

  it('keeps their shape, whatever a host is called', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (subject, owner) => {
        const given = { ...asking, requests: [{ kind: 'offer-starttls', owner, subjects: [subject] }] } as const;
        const markdown = evidenceMarkdown(evidence, given);
        expect(markdown).not.toMatch(forbiddenCharacters);
        expect(tagsOf(renderMarkdown(markdown)).filter((tag) => tag.startsWith('<pre'))).toEqual(
          tagsOf(renderMarkdown(evidenceMarkdown(evidence, asking))).filter((tag) => tag.startsWith('<pre')),
        );
      }),
    );
  });
});
