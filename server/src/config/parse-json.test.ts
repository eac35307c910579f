import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonError, type JsonNode } from './json-node';
import { parseJson } from './parse-json';

/** The value that the nodes stand for, as `JSON.parse` would give it. */
function valueOf(node: JsonNode): unknown {
  if (node.kind === 'array') return node.items.map(valueOf);
  if (node.kind !== 'object') return node.value;
  const object: Record<string, unknown> = {};
  for (const { name, value } of node.members) {
    Object.defineProperty(object, name, {
      value: valueOf(value),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return object;
}

function refusal(text: string): { readonly at: string; readonly message: string } | null {
  try {
    parseJson(text);
    return null;
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    return { at: text.slice(error.span.start, error.span.end), message: error.message };
  }
}

/** Pieces of JSON and of what people take for it. */
const almostJson = fc
  .array(
    fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ':',
      ',',
      '"a"',
      '"',
      '1',
      '-',
      '0',
      '.5',
      'e3',
      'true',
      'null',
      '//x',
      '\\',
      ' ',
      '\n',
      'é',
    ),
    {
      maxLength: 12,
    },
  )
  .map((pieces) => pieces.join(''));

describe('reading JSON with places', () => {
  it.each([
    ['', '', 'the file is empty; write at least {}'],
    [' \n', '', 'the file is empty; write at least {}'],
    ['{', '', 'a name in double quotes has to stand here'],
    ['{"a": 1', '', 'the text ends before its closing }'],
    ['[1', '', 'the text ends before its closing ]'],
    ['{"a": 1,}', ',', 'delete this comma: nothing follows it before the closing }'],
    ['[1,\n]', ',', 'delete this comma: nothing follows it before the closing ]'],
    ['{"a": 1 "b": 2}', '"', 'a comma or a closing } is missing before this'],
    ['{"a" 1}', '1', 'a colon is missing behind "a"'],
    ['{a: 1}', 'a', 'write "a", in double quotes'],
    ['{"a": off}', 'off', 'write "off", in double quotes'],
    ['{"a": }', '}', 'a value has to stand here'],
    ['{"a":', '', 'a value is missing at the end'],
    ["{'a': 1}", "'", 'a name in double quotes has to stand here'],
    ['{ // why\n"a": 1}', '/', 'JSON has no comments; delete this one'],
    ['{"a": 1 /* why */}', '/', 'JSON has no comments; delete this one'],
    ['{"a": 1, # why\n "b": 2}', '#', 'JSON has no comments; delete this one'],
    ['# why\n{}', '#', 'JSON has no comments; delete this one'],
    ['{} {}', '{', 'nothing may follow the end of the JSON value'],
    [
      '{"a": "b\n}',
      '"b',
      'this text has no closing quote on its line, or a backslash or control character that JSON has not',
    ],
    [
      '{"a\\x": 1}',
      '"a\\x": 1}',
      'this text has no closing quote on its line, or a backslash or control character that JSON has not',
    ],
  ])('refuses %j at %j: %s', (text, at, message) => {
    expect(refusal(text)).toEqual({ at, message });
  });

  it('takes what JSON.parse takes, and gives the same value', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(valueOf(parseJson(text))).toEqual(JSON.parse(text));
        expect(valueOf(parseJson(`\ufeff${text}`))).toEqual(JSON.parse(text));
      }),
    );
  });

  it('refuses what JSON.parse refuses, and at a place within the text', () => {
    fc.assert(
      fc.property(fc.oneof(almostJson, fc.string({ unit: 'binary' })), (text) => {
        let expected: unknown;
        try {
          expected = JSON.parse(text);
        } catch {
          expect(() => parseJson(text)).toThrow(JsonError);
          return;
        }
        expect(valueOf(parseJson(text))).toEqual(expected);
      }),
      { numRuns: 2_000 },
    );
  });

  it('places every value where its text stands', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const look = (node: JsonNode): void => {
          expect(JSON.parse(text.slice(node.span.start, node.span.end))).toEqual(valueOf(node));
          if (node.kind === 'array') node.items.forEach(look);
          if (node.kind !== 'object') return;
          for (const { name, nameSpan, value } of node.members) {
            expect(JSON.parse(text.slice(nameSpan.start, nameSpan.end))).toBe(name);
            look(value);
          }
        };
        look(parseJson(text));
      }),
    );
  });

  it.each([
    ['brackets without end', '['.repeat(100_000), 'there is too much nesting'],
    ['objects without end', '{"a":'.repeat(100_000), 'there is too much nesting'],
  ])('survives %s', (_, text, message) => {
    expect(refusal(text)?.message).toBe(message);
  });

  it('reads a text of a megabyte', () => {
    const text = JSON.stringify('x"\\'.repeat(300_000));
    expect(valueOf(parseJson(text))).toBe(JSON.parse(text));
  });
});
