import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostileText } from '../../../test/unit/hostile-text';
import { readMarks, writeMarks } from '../../../test/unit/marked-text';
import { decodeText } from '../text/decode';
import { effectiveValue } from './expand';
import { parseMainCf } from './parse';

describe('parsing main.cf', () => {
  it.each<[string, string, string | null]>([
    ['name = value', '«a» = «b»\n', null],
    ['no blanks', '«a»=«b c»\n', null],
    ['other blanks', '«a»\t=  «b»  \r\n', null],
    ['a value with =', '«a» = «b=c»\n', null],
    ['a continuation', '«a» = «b\n  c»\n', null],
    ['a value on the next line', '«a» =\n  «b»\n', null],
    ['a comment inside a value', '«a» = «b\n# no\n  c»\n', null],
    ['a comment behind a value is part of it', '«a» = «b # c»\n', null],
    ['quotes are part of it', '«a» = «"b"»\n', null],
    ['a backslash at the end means nothing', '«a» = «b \\»\n', null],
    ['an empty value', '«a» =«»\n', null],
    ['an empty value with blanks', '«a» =«» \n', null],
    ['no =', '«a»«» b\n', 'missing-equals'],
    ['a name with a blank', '«my»«» hostname = x\n', 'missing-equals'],
    ['a word alone', '«a»«»\n', 'missing-equals'],
    ['no name', '«»= «b»\n', 'missing-name'],
    ['an indented first line', '  «a» = «b»\n', 'indented'],
    ['names keep their case', '«SMTP_use_tls» = «yes»\n', null],
    ['NUL ends the value', '«a» = «b»\0c\n', null],
  ])('%s', (_, marked, defect) => {
    const { text, spans } = readMarks(marked);
    const [parameter, ...others] = parseMainCf(text).parameters;
    expect(others).toEqual([]);
    expect(parameter?.defect).toBe(defect);
    const found = parameter === undefined ? [] : [parameter.name.span, parameter.value.span];
    expect(writeMarks(text, found)).toBe(writeMarks(text, spans));
  });

  it('takes the last setting of a name, and none that Postfix does not read', () => {
    const { effective } = parseMainCf(' a = 0\na = 1\nb\nA = 2\na = 3\n= 4\n');
    expect([...effective].map(([name, { value }]) => `${name}=${value.text}`)).toEqual(['a=3', 'A=2']);
  });

  it('makes one parameter of each logical line, at its place', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const { lines, parameters, effective } = parseMainCf(text);
        expect(parameters.map(({ line }) => line)).toEqual(lines);
        for (const { line, name, value } of parameters) {
          expect(name.span.start).toBeGreaterThanOrEqual(line.span.start);
          expect(name.span.end).toBeLessThanOrEqual(value.span.start);
          expect(value.span.end).toBeLessThanOrEqual(line.span.end);
          expect(value.text.length).toBeLessThanOrEqual(line.text.length);
        }
        for (const [name, parameter] of effective)
          expect([name, parameter.defect]).toEqual([parameter.name.text, null]);
      }),
    );
  });

  it('takes any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const { text } = decodeText(bytes);
        const document = parseMainCf(text);
        expect(document.text).toBe(text);
        for (const name of document.effective.keys()) effectiveValue(document, name);
      }),
    );
  });
});
