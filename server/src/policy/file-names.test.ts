import { expect, it } from 'vitest';
import { readMarks, writeMarks } from '../../../test/unit/marked-text';
import { policyFileNames } from './file-names';
import { parsePolicy } from './parse';

it.each([
  'a.example secure tafile=«/etc/postfix/ca.pem» match=b.example\n.a.example verify\n  tafile=«/x» tafile=«/y»\n',
  '# tafile=/x\na.example secure match=tafile=/x\nb.example secure # tafile=relative.pem\n',
  'tafile=/x secure\na.example may\n',
])('the files of trust anchors of %j', (marked) => {
  const { text } = readMarks(marked);
  const found = policyFileNames(parsePolicy(text));
  expect(
    writeMarks(
      text,
      found.map(({ span }) => span),
    ),
  ).toBe(marked);
  for (const { path, span } of found) expect(text.slice(span.start, span.end)).toBe(path);
});
