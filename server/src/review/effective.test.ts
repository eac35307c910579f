import { describe, expect, it } from 'vitest';
import { reviewInMemory } from '../../../test/review/review-in-memory';

/** As `NEXT-HOP: KEY VALUE -> KEY VALUE`. */
function effective(before: string, after: string): readonly string[] {
  return reviewInMemory({ tls_policy: before }, { tls_policy: after }).flatMap((file) =>
    file.effective.map(({ nextHop, ...policies }) => {
      const [was, is] = [policies.before, policies.after].map((each) => (each ? `${each.key} ${each.value}` : '-'));
      return `${nextHop}: ${was} -> ${is}`;
    }),
  );
}

describe('what applies before and after', () => {
  it.each([
    ['an entry that comes', '', 'a.example secure\n', ['a.example: - -> a.example secure']],
    [
      'an entry that goes, below another one',
      '.example dane\na.example secure\n',
      '.example dane\n',
      ['a.example: a.example secure -> .example dane'],
    ],
    [
      'an entry that loses its dot',
      '.a.example secure\n',
      'a.example secure\n',
      ['.a.example: .a.example secure -> -', 'a.example: - -> a.example secure'],
    ],
    ['another value', 'a.example may\n', 'a.example dane\n', ['a.example: a.example may -> a.example dane']],
    ['a second entry of the same key', 'a.example may\n', 'a.example may\nA.EXAMPLE dane\n', []],
    [
      'a value that Postfix refuses',
      'a.example may\n',
      'a.example mya\n',
      ['a.example: a.example may -> a.example mya'],
    ],
    ['other blanks and comments', 'a.example may\n', '# a\na.example   may\n', []],
    [
      'a pattern in front that catches all',
      '/(^|\\.)a\\.example$/ secure\n/^b\\.example$/ dane\n',
      '/./ may\n/(^|\\.)a\\.example$/ secure\n/^b\\.example$/ dane\n',
      ['a.example: /(^|\\.)a\\.example$/ secure -> /./ may', 'b.example: /^b\\.example$/ dane -> /./ may'],
    ],
  ])('names of %s exactly this', (_what, before, after, expected) => {
    expect(effective(before, after)).toEqual(expected);
  });
});
