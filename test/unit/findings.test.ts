import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../server/src/language/finding';
import { fixAllEdits } from '../../server/src/language/fix-all';
import type { Language } from '../../server/src/language/language';
import { languages } from '../../server/src/languages/languages';
import { formatPolicyValue } from '../../server/src/policy/entry';
import { parsePolicy } from '../../server/src/policy/parse';
import { applyEdits, type Span, type TextEdit } from '../../server/src/text/span';
import { hostileText } from './hostile-text';

const everyRule = (language: Language) => ({
  severities: Object.fromEntries(language.rules.map(({ id, severity }) => [id, severity])),
});

/** Texts made of the examples of the language's rules, so that there is something to find, and of hostile lines. */
function texts(language: Language): fc.Arbitrary<string> {
  const examples = language.rules.flatMap(({ bad, good }) => [...bad, ...good]).map(({ text }) => text);
  const part = fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...examples) }, { weight: 1, arbitrary: hostileText });
  return fc
    .tuple(fc.array(part, { minLength: 1, maxLength: 6 }), fc.boolean())
    .map(([parts, isCrlf]) => (isCrlf ? parts.join('').replace(/\r?\n/g, '\r\n') : parts.join('')));
}

const tableTypes = fc.constantFrom('hash', 'texthash', 'regexp', 'pcre', null);

function check(language: Language, text: string, tableType: string | null): readonly Finding[] {
  return language.check(language.parse(text, { tableType }), everyRule(language));
}

const touches = (span: Span, { span: edited }: TextEdit): boolean =>
  edited.start <= span.end && span.start <= edited.end;

describe.each(languages.map((language) => [language.name, language] as const))('findings in %s', (_, language) => {
  it('lie within one line or comment, and are told in one sentence line', () => {
    fc.assert(
      fc.property(texts(language), tableTypes, (text, tableType) => {
        const { lines, comments } = language.parse(text, { tableType });
        const places = [...lines, ...comments].map(({ span }) => span);
        for (const { span, message, rule, related = [] } of check(language, text, tableType)) {
          for (const place of [span, ...related.map((each) => each.span)]) {
            const holder = places.find(({ start, end }) => start <= place.start && place.end <= end);
            expect(holder, `${rule} at ${place.start} to ${place.end}`).toBeDefined();
          }
          expect(span.end, rule).toBeGreaterThan(span.start);
          expect(message).not.toMatch(/[\n\r\0]/);
          expect(message.length).toBeLessThan(1_000);
        }
      }),
    );
  });

  it('have fixes that leave the rest of the text as it is, line breaks too', () => {
    fc.assert(
      fc.property(texts(language), tableTypes, (text, tableType) => {
        const before = language.parse(text, { tableType });
        for (const { fixes = [], rule } of check(language, text, tableType)) {
          for (const { edits } of fixes) {
            const mended = applyEdits(text, edits);
            const left = new Set(language.parse(mended, { tableType }).lines.map((line) => line.text));
            for (const line of before.lines.filter(({ span }) => !edits.some((edit) => touches(span, edit)))) {
              // A line before which all was deleted is the first one now, indented or not.
              expect(left.has(line.text), `${rule} loses ${JSON.stringify(line.text)} of ${JSON.stringify(text)}`).toBe(
                true,
              );
            }
            const isCrlf = text.includes('\n') && !/(?:^|[^\r])\n/.test(text);
            if (isCrlf) expect(mended).not.toMatch(/(?:^|[^\r])\n/);
          }
        }
      }),
    );
  });

  it('have no safe fix left after all safe fixes', () => {
    fc.assert(
      fc.property(texts(language), tableTypes, (text, tableType) => {
        let mended = text;
        for (let round = 0; ; round++) {
          const edits = fixAllEdits(check(language, mended, tableType));
          if (edits.length === 0) break;
          expect(round, JSON.stringify(mended)).toBeLessThan(20);
          mended = applyEdits(mended, edits);
        }
        const safe = check(language, mended, tableType).filter(({ fixes = [] }) => fixes.some((fix) => fix.safe));
        expect(safe).toEqual([]);
      }),
    );
  });
});

/** What an indexed table holds for each key: the first value, or `refused` where Postfix defers the mail. */
function tableOf(text: string, tableType: string | null): ReadonlyMap<string, string> {
  const table = new Map<string, string>();
  for (const { key, value, dropped } of parsePolicy(text, { tableType }).entries) {
    const inForce = value.value === null ? 'refused' : formatPolicyValue(value.value);
    if (dropped === null && !table.has(key.folded)) table.set(key.folded, inForce);
  }
  return table;
}

describe('safe fixes of a policy table', () => {
  const policy = languages.find(({ name }) => name === 'policy');

  it('change nothing that Postfix does, but for mail that it deferred', () => {
    if (policy === undefined) throw new Error('no policy language');
    fc.assert(
      fc.property(texts(policy), fc.constantFrom('hash', 'pcre', null), (text, tableType) => {
        const before = tableOf(text, tableType);
        for (const { fixes = [], rule } of check(policy, text, tableType)) {
          for (const { edits } of fixes.filter(({ safe }) => safe)) {
            const after = tableOf(applyEdits(text, edits), tableType);
            expect([...after.keys()].sort(), rule).toEqual([...before.keys()].sort());
            for (const [key, value] of before) if (value !== 'refused') expect(after.get(key), rule).toBe(value);
          }
        }
      }),
    );
  });
});
