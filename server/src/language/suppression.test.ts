import { describe, expect, it } from 'vitest';
import { readMarks, writeMarks } from '../../../test/unit/marked-text';
import { splitLogicalLines } from '../text/logical-lines';
import { versionsInComments } from './file-versions';
import { findSuppressions, suppressionComment } from './suppression';

const silence = '# tls-policy-lint: disable-next-line';

describe('suppression comments', () => {
  it.each<[string, string, string | null]>([
    ['one rule', `${silence} «some-rule» -- why\na b\n`, 'a b'],
    ['no reason', `${silence} «some-rule»\na b\n`, 'a b'],
    ['several rules', `${silence} «one», «two» «three»,,«four» -- why, really\na b\n`, 'a b'],
    ['no rule', `${silence}\na b\n`, 'a b'],
    ['no rule but a reason', `${silence} -- «»why\na b\n`.replace('«»', ''), 'a b'],
    ['blanks', '\t#  tls-policy-lint:disable-next-line   «some-rule»  \na b\n', 'a b'],
    ['CRLF', `${silence} «some-rule»\r\na b\r\n`, 'a b'],
    ['blank lines and comments before the entry', `${silence} «some-rule»\n\n# more\n\na b\n`, 'a b'],
    ['inside a continued line', `a\n${silence} «some-rule»\n  b\nc d\n`, 'a  b'],
    ['behind a continued line', `a\n  b\n${silence} «some-rule»\nc d\n`, 'c d'],
    ['at the end', `a b\n${silence} «some-rule»`, null],
  ])('%s', (_, marked, target) => {
    const { text, spans } = readMarks(marked);
    const { comments, lines } = splitLogicalLines(text);
    const found = findSuppressions(comments, lines);
    expect(found).toHaveLength(1);
    expect(found[0]?.target?.text ?? null).toBe(target);
    const rules = found[0]?.rules ?? [];
    expect(
      writeMarks(
        text,
        rules.map(({ span }) => span),
      ),
    ).toBe(writeMarks(text, spans));
    expect(rules.map(({ id }) => id)).toEqual(spans.map(({ start, end }) => text.slice(start, end)));
  });

  it.each<[string, string]>([
    ['another directive', '# tls-policy-lint: postfix 3.7\na b\n'],
    ['a longer word', '# tls-policy-lint: disable-next-lines x\na b\n'],
    ['prose about it', '# see tls-policy-lint: disable-next-line x\na b\n'],
    ['not a comment', 'a b # tls-policy-lint: disable-next-line x\n'],
  ])('is not %s', (_, text) => {
    const { comments, lines } = splitLogicalLines(text);
    expect(findSuppressions(comments, lines)).toEqual([]);
  });

  it('reads what it writes', () => {
    const { comments, lines } = splitLogicalLines(`${suppressionComment('some-rule', 'ticket 4711')}\na b\n`);
    expect(findSuppressions(comments, lines)[0]?.rules.map(({ id }) => id)).toEqual(['some-rule']);
  });
});

describe('the releases that a file names', () => {
  it.each<[string, string, string | null]>([
    ['one', '# tls-policy-lint: postfix 3.7\n', '3.7'],
    ['a reason', '# tls-policy-lint: postfix 3.7 -- Debian 12\n', '3.7'],
    ['the last one counts', '# tls-policy-lint: postfix 3.5\n#tls-policy-lint:postfix 3.9-\n', '3.9'],
    ['what can’t be read does not count', '# tls-policy-lint: postfix 3.5\n# tls-policy-lint: postfix new\n', '3.5'],
    ['none', '# postfix 3.7\n', null],
  ])('%s', (_, text, from) => {
    expect(versionsInComments(splitLogicalLines(text).comments)?.from ?? null).toBe(from);
  });
});
