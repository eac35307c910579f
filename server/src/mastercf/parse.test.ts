import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostileText } from '../../../test/unit/hostile-text';
import type { Override } from './document';
import { masterCfLanguage } from './language';
import { parseMasterCf } from './parse';

const service = (rest: string): string => `smtp unix - - n - - ${rest}\n`;

function overridesOf(text: string): readonly Override[] {
  return parseMasterCf(text).services.flatMap(({ overrides }) => overrides);
}

describe('the options of a service', () => {
  it.each<[string, readonly string[]]>([
    ['smtp', []],
    ['smtp -o a=b', ['a = b']],
    ['smtp -oa=b', ['a = b']],
    ['smtp -vvo a=b -D', ['a = b']],
    ['smtp -o { a = b c }', ['a = b c']],
    ['smtp -o {a={b}} -o c={d e}', ['a = {b}', 'c = {d e}']],
    ['smtp {-o} {a = b}', ['a = b']],
    ['smtp -o a==b -o a=', ['a = =b', 'a = ']],
    ['smtp -o a= b=c -o d=e', ['a = ']],
    ['smtp # -o a=b', []],
    ['smtp -- -o a=b', []],
    ['pipe flags=R argv=/bin/x -o a=b', []],
    ['smtp\n  -o a=b\n# c\n\n  -o c=d', ['a = b', 'c = d']],
    ['smtp -o a = b', ['a: missing-equals']],
    ['smtp -o', [': missing-value']],
    ['smtp -o =b', [': missing-name']],
    ['smtp -o {a=b', ['a: missing-brace']],
    ['smtp -o {a=b}c', ['a: text-behind-brace']],
    ['smtp -o {}', [': missing-equals']],
  ])('%s', (rest, expected) => {
    const told = overridesOf(service(rest)).map(({ name, value, defect }) =>
      defect === null ? `${name.text} = ${value.text}` : `${name.text}: ${defect}`,
    );
    expect(told).toEqual(expected);
  });

  it('stand where they say', () => {
    const text = 'smtp unix - - n - - smtp\n  -o { a = b c }\n\t-oe=f\n';
    const places = overridesOf(text).map(({ span, name, value }) =>
      [span, name.span, value.span].map(({ start, end }) => text.slice(start, end)),
    );
    expect(places).toEqual([
      ['-o { a = b c }', 'a', 'b c'],
      ['-oe=f', 'e', 'f'],
    ]);
  });
});

it('bears every text, and places what it finds within it', () => {
  const line = fc
    .array(
      fc.constantFrom('smtp', 'unix', '-', 'n', '-o', '-oa=b', 'a=b', '{', '}', '{ a = b }', '=', '$x', '\n  ', '#'),
    )
    .map((words) => words.join(' '));
  fc.assert(
    fc.property(
      fc.oneof(
        hostileText,
        fc.array(line).map((lines) => lines.join('\n')),
      ),
      (text) => {
        const document = parseMasterCf(text);
        expect(document.services).toHaveLength(document.lines.length);
        for (const {
          line: { span },
          overrides,
        } of document.services) {
          for (const each of overrides) {
            for (const part of [each.span, each.name.span, each.value.span]) {
              expect(part.start).toBeGreaterThanOrEqual(span.start);
              expect(part.end).toBeLessThanOrEqual(span.end);
              expect(part.end).toBeGreaterThanOrEqual(part.start);
            }
          }
        }
        for (const { span } of masterCfLanguage.check(document)) expect(span.end).toBeGreaterThan(span.start);
      },
    ),
  );
});
