import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parsePolicy } from './parse';
import { createSamples, samplesOf } from './samples';

it.each<[string, readonly (readonly string[])[]]>([
  [
    '.a.example dane\nb.a.example dane\nx.c.a.example may\na.example may\n',
    [['b.a.example', 'x.c.a.example'], [], [], []],
  ],
  ['# tls-policy-test: z.example, y.example\n.example dane\nb.example dane\n', [['z.example', 'y.example'], []]],
  ['.example dane\nb.example\n', [[], []]],
])('of each entry of %j', (text, expected) => {
  const document = parsePolicy(text);
  expect(document.entries.map((entry) => samplesOf(document, entry))).toEqual(expected);
});

it('are the same for one entry as for all of them', () => {
  const line = fc.constantFrom(
    ...['.example dane', '.a.example dane', 'a.example dane', 'b.a.example dane', 'c.b.a.example', 'd.a.example may'],
    ...[
      '# tls-policy-test: x.example',
      '# a comment',
      '',
      '/a/ dane',
      'e.a.example may',
      'f.a.example may',
      ' g.a.example',
    ],
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 14 }), (lines) => {
      const document = parsePolicy(lines.map((each) => `${each}\n`).join(''));
      const ofAll = createSamples(document);
      for (const entry of document.entries) expect(samplesOf(document, entry)).toEqual(ofAll(entry));
    }),
  );
});
