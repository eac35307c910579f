import { describe, expect, it } from 'vitest';
import { applyEdits } from '../text/span';
import { candidatesOf, promote, readCandidate } from './candidate';
import { parsePolicy } from './parse';

const read = (text: string) => {
  const document = parsePolicy(text);
  return document.comments.map((comment) => readCandidate(comment, document));
};

describe('a comment that stages an entry', () => {
  it.each<[comment: string, since: string, by: string | null, entry: string]>([
    ['# candidate since=2026-11-01: a.example secure', '2026-11-01', null, 'a.example secure'],
    ['#candidate since=2026-11-01 by=host-master:a.example  dane  ', '2026-11-01', 'host-master', 'a.example  dane'],
    [
      '# candidate since=2026-11-01 by=x : [mx.a.example]:587 secure match=a:b',
      '2026-11-01',
      'x',
      '[mx.a.example]:587 secure match=a:b',
    ],
  ])('%s', (comment, since, by, entry) => {
    const text = `# a list\n${comment}\nb.example may\n`;
    const [found] = candidatesOf(parsePolicy(text));
    expect(found).toMatchObject({ since, by, text: entry });
    expect(text.slice(found?.entry.line.span.start, found?.entry.line.span.end)).toBe(entry);
    expect(text.slice(found?.entry.key.span.start, found?.entry.key.span.end)).toBe(entry.split(' ')[0]);
  });

  it.each([
    ['# candidate since=2026-11-01 a.example secure', 'shape'],
    ['# candidate since=2026-11-01 at=x: a.example secure', 'shape'],
    ['# candidate since=: a.example secure', 'date'],
    ['# candidate since=yesterday: a.example secure', 'date'],
    ['# candidate since=2026-02-29: a.example secure', 'date'],
    ['# candidate since=2026-11-01:', 'entry'],
    ['# candidate since=2026-11-01: a.example', 'entry'],
    ['# candidate since=2026-11-01: a.example sure', 'entry'],
    ['a.example secure\n # candidate since=2026-11-01: b.example secure\n  match=.a.example', 'place'],
  ])('that can not be read: %s', (text, problem) => expect(read(text)).toEqual([{ problem }]));

  it.each(['# candidates are welcome', '# candidate for removal: a.example', '# since=2026-11-01: a.example secure'])(
    'is not %s',
    (text) => expect(read(text)).toEqual([null]),
  );
});

it.each<[before: string, after: string]>([
  ['  # candidate since=2026-11-01: a.example secure\nb.example may\n', 'a.example secure\nb.example may\n'],
  ['b.example may\r\n# candidate since=2026-11-01: a.example secure\r\n', 'b.example may\r\na.example secure\r\n'],
  ['a.example may\n# candidate since=2026-11-01: A.example secure\n', 'A.example secure\n'],
  [
    '# candidate since=2026-11-01: a.example secure\nb.example dane\na.example\n  may\n',
    'a.example secure\nb.example dane\n',
  ],
])('%j is put in force as %j', (before, after) => {
  const document = parsePolicy(before);
  const [candidate] = candidatesOf(document);
  if (candidate === undefined) throw new Error('no candidate');
  const present = document.entries.find(({ key }) => key.folded === candidate.entry.key.folded) ?? null;
  expect(applyEdits(before, promote(document, candidate, present))).toBe(after);
});
