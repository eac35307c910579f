import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../policy/parse';
import { verifiableEntries } from './entries';

/** Each entry as `KEY NEXT-HOPS` or `KEY OUTCOME REASON`. */
function told(text: string, tableType: string | null = null): readonly string[] {
  return verifiableEntries(parsePolicy(text, { tableType })).map(({ key, nextHops, obstacle }) =>
    obstacle === null ? `${key} ${nextHops.join(',')}` : `${key} ${obstacle.outcome} ${obstacle.reason.id}`,
  );
}

describe('the entries of a table', () => {
  it.each([
    ['names its own next-hop in lower case', 'Example.ORG secure\n', ['Example.ORG example.org']],
    ['brackets and port', '[mx.a.example]:587 secure\n', ['[mx.a.example]:587 [mx.a.example]:587']],
    ['a value that Postfix refuses', 'a.example securee\n', ['a.example fails invalid-value']],
    ['no value', 'a.example\n', ['a.example untested no-value']],
    ['an indented first line', ' a.example dane\n', ['a.example untested dropped']],
    ['the second of two', 'a.example dane\nA.example may\n', ['a.example a.example', 'A.example untested hidden']],
    ['a parent without domains', '.a.example dane\n', ['.a.example untested no-sample']],
    ['a key that nobody asks for', '*.a.example dane\n', ['*.a.example untested not-askable']],
    ['an address', '[192.0.2.1] encrypt\n', ['[192.0.2.1] untested not-askable']],
    ['a pattern', '/^a/ dane\n', ['/^a/ untested pattern']],
    ['a pattern with a sample', '# tls-policy-test: a.example\n/^a/ dane\n', ['/^a/ a.example']],
    [
      'a parent with samples, in two lines',
      '# tls-policy-test: x.a.example, Y.a.example\n# why\n# tls-policy-test: x.a.example z.a.example\n.a.example dane\n',
      ['.a.example x.a.example,y.a.example,z.a.example'],
    ],
    [
      'a sample that is no domain',
      '# tls-policy-test: *.a.example /x/\n.a.example dane\n',
      ['.a.example untested no-sample'],
    ],
    [
      "a parent with the list's own domains below it",
      '.a.example dane\nx.a.example dane\ny.x.a.example dane\na.example dane\nxa.example dane\n',
      [
        '.a.example x.a.example,y.x.a.example',
        'x.a.example x.a.example',
        'y.x.a.example y.x.a.example',
        'a.example a.example',
        'xa.example xa.example',
      ],
    ],
  ])('%s', (_what, text, expected) => {
    expect(told(text)).toEqual(expected);
  });

  it('asks five samples at the most', () => {
    const below = Array.from({ length: 9 }, (_, index) => `d${index}.a.example dane\n`).join('');
    expect(told(`.a.example dane\n${below}`)[0]?.split(',')).toHaveLength(5);
  });
});
