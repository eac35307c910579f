import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forbiddenCharacters, hostileText } from '../report/testing/hostile';
import { codeTexts, renderMarkdown, tagsOf } from '../report/testing/render-markdown';
import { codeBlock, codeSpan, prose, visible } from './escape';

describe('visible', () => {
  it.each([
    ['plain text, ümlaut, 漢字', 'plain text, ümlaut, 漢字'],
    ['\u001b[31mred\u001b[0m', '\\u{1b}[31mred\\u{1b}[0m'],
    ['a\nb\r\nc', 'a\\u{a}b\\u{d}\\u{a}c'],
    ['abc\u202edef', 'abc\\u{202e}def'],
    ['zero\u200bwidth', 'zero\\u{200b}width'],
    ['no\u00a0break', 'no\\u{a0}break'],
    ['lone \ud800 surrogate', 'lone \\u{d800} surrogate'],
    ['tag \u{e0041}', 'tag \\u{e0041}'],
    ['variation\ufe0f', 'variation\\u{fe0f}'],
    [`z${'\u0301'.repeat(5)}`, `z${'\\u{301}'.repeat(5)}`],
    ['é', 'é'],
  ])('%j', (text, expected) => expect(visible(text)).toBe(expected));

  it('ends a long text, and never in the midst of a surrogate pair that it would show', () => {
    expect(visible('abcdef', 3)).toBe('abc…');
    expect(visible('ab😀', 3)).toBe('ab\\u{d83d}…');
  });

  it('is one line without anything that a terminal obeys', () => {
    fc.assert(
      fc.property(hostileText, (text) => !/[\n\r]/.test(visible(text)) && !forbiddenCharacters.test(visible(text))),
    );
  });

  it('leaves printable ASCII alone, so an entry stays an entry', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => visible(text) === text));
  });
});

describe('codeSpan', () => {
  it('is one code span with exactly the visible text', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const shown = visible(text);
        fc.pre(shown.trim() !== '');
        expect(codeTexts(renderMarkdown(`x ${codeSpan(text)} y`))).toEqual([shown]);
      }),
    );
  });

  it('is one code span with exactly the visible text in one cell of a table', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const shown = visible(text);
        fc.pre(shown.trim() !== '');
        const html = renderMarkdown(`| a | b |\n| --- | --- |\n| ${codeSpan(text, { inTable: true })} | end |`);
        expect(codeTexts(html)).toEqual([shown]);
        expect(html).toContain('<td>end</td>');
      }),
    );
  });

  it('says so when there is nothing to show', () => {
    expect(codeSpan('')).toBe('*(empty)*');
    expect(codeSpan('  ')).toBe('*(blank)*');
  });
});

describe('codeBlock', () => {
  it('is one block that nothing in it can end', () => {
    fc.assert(
      fc.property(fc.array(hostileText, { minLength: 1 }), (lines) => {
        const html = renderMarkdown(`${codeBlock(lines)}\n\nafter`);
        expect(codeTexts(html)).toEqual([`${lines.map((line) => visible(line)).join('\n')}\n`]);
        expect(html).toMatch(/<p>after<\/p>\n$/);
      }),
    );
  });
});

describe('prose', () => {
  it.each([
    ['mx.example.org does not offer STARTTLS.', '`mx.example.org` does not offer STARTTLS.'],
    ['mx1.a.example: Server certificate not verified', '`mx1.a.example`: Server certificate not verified'],
    ['no reply from [2001:db8::1] within 5 s', 'no reply from `[2001:db8::1]` within 5 s'],
    ['smtp_tls_security_level is may', '`smtp_tls_security_level` is may'],
    ['TLSv1.3 by RFC 7672 section 3.1.3', 'TLSv1.3 by RFC 7672 section 3.1.3'],
    ['"secure match=.provider.example" holds', '"secure `match=.provider.example`" holds'],
    ['a * b', 'a \\* b'],
    ['<b>', '&lt;b&gt;'],
    ['- x', '\\- x'],
    ['1. x', '1\\. x'],
  ])('%j', (text, expected) => expect(prose(text)).toBe(expected));

  it('makes nothing but code spans of what it is given', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const tags = tagsOf(renderMarkdown(prose(text)));
        expect(tags.filter((tag) => tag !== '<p>' && tag !== '<code>')).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is done in time with texts made to make it slow', () => {
    const started = performance.now();
    for (const text of [
      'a'.repeat(1e6),
      'a.'.repeat(5e5),
      `${'a'.repeat(1_000)}${':'.repeat(1_000)}`,
      '`'.repeat(1e6),
    ]) {
      prose(text);
    }
    expect(performance.now() - started).toBeLessThan(15_000);
  });
});
