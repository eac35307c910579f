import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../text/span';
import { formatPolicyValue, type PolicyValue } from './entry';
import { entriesFor } from './find';
import { parsePolicy } from './parse';
import { parsePolicyValue } from './value';
import { writeValue } from './write-value';

function valueOf(text: string): PolicyValue {
  const { value } = parsePolicyValue(text);
  if (value === null) throw new Error(`Postfix refuses ${text}`);
  return value;
}

/** The text after the first entry for `example.org` was given a value. */
function written(text: string, value: string, comment: string | null = null): string {
  const document = parsePolicy(text);
  const [entry] = entriesFor(document, 'example.org');
  if (!entry) throw new Error('the text has no entry for example.org');
  return applyEdits(text, writeValue(document, entry, valueOf(value), comment));
}

describe('writing a value', () => {
  it.each<[string, string, string, string]>([
    ['a bare key', 'example.org', 'dane', 'example.org dane'],
    ['a bare key with blanks behind it', 'example.org  \n', 'dane', 'example.org  dane\n'],
    ['a bare key with a stray comma', 'example.org ,\n', 'dane', 'example.org dane ,\n'],
    ['a bare key and a comment', 'example.org # why\n', 'dane', '# why\nexample.org dane\n'],
    ['the columns above', 'a.example      may\nexample.org\n', 'dane', 'a.example      may\nexample.org    dane\n'],
    ['the columns below', 'example.org\nlonger.example  may\n', 'dane', 'example.org     dane\nlonger.example  may\n'],
    ['columns too narrow', 'a.b  may\nexample.org\n', 'dane', 'a.b  may\nexample.org dane\n'],
    ['tabs', 'a.b\t\tmay\nexample.org\n', 'dane', 'a.b\t\tmay\nexample.org\tdane\n'],
    ['more tabs', 'a.b\t\t\tmay\nexample.org\n', 'dane', 'a.b\t\t\tmay\nexample.org\t\tdane\n'],
    ['no columns of another block', 'a.b      may\n\nexample.org\n', 'dane', 'a.b      may\n\nexample.org dane\n'],
    ['no columns where others have none', 'a.b may\nexample.org\n', 'dane', 'a.b may\nexample.org dane\n'],
    ['the level', 'example.org\t  encrypt \n', 'dane', 'example.org\t  dane \n'],
    ['nothing that is there', 'example.org , DANE,\n', 'dane', 'example.org , DANE,\n'],
    ['a misspelt level', 'example.org securee\n', 'secure match=.a', 'example.org secure match=.a\n'],
    [
      'attributes in their order',
      'example.org encrypt ciphers=high, protocols=>=TLSv1.2\n',
      'secure protocols=>=TLSv1.2 ciphers=high',
      'example.org secure ciphers=high, protocols=>=TLSv1.2\n',
    ],
    [
      'an attribute behind the others, separated like them',
      'example.org encrypt, ciphers=high\n',
      'secure match=.a ciphers=high',
      'example.org secure, ciphers=high, match=.a\n',
    ],
    [
      'an attribute on a line of its own',
      'example.org secure\r\n    ciphers=high\r\nb.c may\r\n',
      'secure ciphers=high match=.a',
      'example.org secure\r\n    ciphers=high\r\n    match=.a\r\nb.c may\r\n',
    ],
    [
      'another value of an attribute',
      'example.org secure MATCH=.a\n',
      'secure match=.b',
      'example.org secure MATCH=.b\n',
    ],
    [
      'one attribute in the place of another',
      'example.org secure matches=.a ciphers=high\n',
      'secure match=.b ciphers=high',
      'example.org secure match=.b ciphers=high\n',
    ],
    ['no attribute', 'example.org secure, match=.a, ciphers=high\n', 'dane', 'example.org dane\n'],
    [
      'one of two',
      'example.org secure, match=.a, ciphers=high\n',
      'dane ciphers=high',
      'example.org dane, ciphers=high\n',
    ],
    [
      'no attribute on a line of its own',
      'example.org secure\n  match=.a\n  # stays\n  ciphers=high',
      'dane',
      'example.org dane\n  # stays',
    ],
    [
      'no attribute at the beginning of a continuation line',
      'example.org secure\n  match=.a ciphers=high\n',
      'dane ciphers=high',
      'example.org dane\n  ciphers=high\n',
    ],
    [
      'an attribute in braces',
      'example.org secure policy_type=sts { policy_string = a b }\n',
      'secure match=.a policy_type=sts { policy_string = a b }',
      'example.org secure policy_type=sts { policy_string = a b } match=.a\n',
    ],
    [
      'braces where there were none',
      'example.org secure\n',
      'secure policy_type=sts { policy_string = a b }',
      'example.org secure policy_type=sts { policy_string = a b }\n',
    ],
    [
      'a value before a comment that was meant as one',
      'a.b may\nexample.org encrypt # why # and how\nb.c may\n',
      'dane',
      'a.b may\n# why # and how\nexample.org dane\nb.c may\n',
    ],
    [
      'comments between and behind the words',
      'example.org encrypt # one\n  ciphers=high # two\n',
      'secure ciphers=high',
      '# one\n# two\nexample.org secure\n  ciphers=high\n',
    ],
    ['in the first column', '  example.org may\n', 'dane', 'example.org dane\n'],
    ['a Windows file', 'a.b may\r\nexample.org may # x\r\n', 'dane', 'a.b may\r\n# x\r\nexample.org dane\r\n'],
  ])('%s', (_, before, value, after) => {
    expect(written(before, value)).toBe(after);
  });

  const first = '# tls-policy-probe: 2026-01-01, resolver 192.0.2.53:53, names from plain DNS: mx.old.example';
  const second = '# tls-policy-probe: 2026-02-02, resolver 192.0.2.53:53, names from plain DNS: mx.new.example';
  it.each<[string, string, string | null, string]>([
    ['above the entry', 'a.b may\nexample.org\n', second, `a.b may\n${second}\nexample.org secure\n`],
    ['in the place of an earlier one', `${first}\nexample.org may\n`, second, `${second}\nexample.org secure\n`],
    ['away with an earlier one', `a.b may\n  ${first}\nexample.org may\n`, null, 'a.b may\nexample.org secure\n'],
    ['below what a person wrote', `# ours\nexample.org may\n`, second, `# ours\n${second}\nexample.org secure\n`],
    [
      'not touching one further up',
      `${first}\n\nexample.org may\n`,
      second,
      `${first}\n\n${second}\nexample.org secure\n`,
    ],
    ['below a comment that moves', 'example.org may # x\n', second, `# x\n${second}\nexample.org secure\n`],
  ])('puts the provenance %s', (_, before, comment, after) => {
    expect(written(before, 'secure', comment)).toBe(after);
  });

  it('leaves exactly the value wanted, and every other line as it was', () => {
    const word = fc.constantFrom(
      'secure',
      'DANE',
      'match=.a.example',
      'match=b.example:c.example',
      'Ciphers=high',
      'ciphers=',
      'matches=x',
      'protocols=!SSLv3',
      'protocols',
      '=',
      '{ policy_string = a, b }',
      '{}',
      '# note',
      '#',
    );
    const separator = fc.constantFrom(' ', ', ', '\t', ',', '\n  ', '\r\n\t', '\n# between\n  ', '\n\n   ');
    const blank = fc.constantFrom(' ', '   ', '\t', '\n  ', '\n# between\n  ');
    const entryText = fc
      .tuple(blank, fc.array(fc.tuple(word, separator), { maxLength: 8 }))
      .map(([first, parts]) => first + parts.flat().slice(0, -1).join(''));
    const around = fc.constantFrom('', 'a.example secure\n', '# comment\n', '\n', 'b.example   may\r\n');
    const attribute = fc.constantFrom(
      'match=.n.example',
      'ciphers=high',
      'protocols=!SSLv3',
      'servername=hostname',
      'policy_type=sts { policy_string = a, b }',
    );
    const wanted = fc
      .tuple(fc.constantFrom('secure', 'verify'), fc.uniqueArray(attribute, { maxLength: 3 }))
      .map(([level, attributes]) => [level, ...attributes].join(' '));
    const ending = fc.constantFrom('', '\n', '  \n', ' ,\n', '\r\n');
    fc.assert(
      fc.property(around, entryText, ending, around, wanted, (before, entry, end, after, value) => {
        const source = `${before}example.org${entry}${end.includes('\n') ? end : `${end}\n`}${after}`;
        const text = written(source, value);
        const document = parsePolicy(text);
        const [found, ...others] = entriesFor(document, 'example.org');
        expect(others).toEqual([]);
        expect(found?.dropped).toBeNull();
        expect(found?.value.problems).toEqual([]);
        expect(sorted(found?.value.value ?? null)).toEqual(sorted(valueOf(value)));
        expect(text.startsWith(before)).toBe(true);
        expect(text.endsWith(after)).toBe(true);
        const notes = (each: string) => each.match(/# (?:note|between)/g)?.length ?? 0;
        expect(notes(text)).toBe(notes(source));
      }),
      { numRuns: 2_000 },
    );
  });
});

/** The attributes in an order of their own: Postfix does not care for theirs. */
function sorted(value: PolicyValue | null): string | null {
  if (value === null) return null;
  return formatPolicyValue({ ...value, attributes: value.attributes.toSorted((a, b) => (a.name < b.name ? -1 : 1)) });
}
