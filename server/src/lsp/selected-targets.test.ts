import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../policy/parse';
import { mostSelected, selectedTargets } from './selected-targets';

/** The keys of a whole text, as a selection of all of it has them. */
function selected(text: string) {
  const { asked, withoutSamples, beyond } = selectedTargets(parsePolicy(text), { start: 0, end: text.length });
  return { asked: asked.map(({ target, nextHops }) => [target.key, ...nextHops]), withoutSamples, beyond };
}

const lines = (count: number, from = 0) => Array.from({ length: count }, (_, n) => `d${from + n}.example\n`).join('');

describe('the entries of a selection', () => {
  it.each<[string, string, readonly (readonly string[])[], readonly string[]]>([
    [
      'are those without a value, each key once',
      'a.example\nb.example may\nA.example\n[c.example]:25\n',
      [
        ['a.example', 'a.example'],
        ['[c.example]:25', '[c.example]:25'],
      ],
      [],
    ],
    [
      'have the samples that a comment names',
      '# tls-policy-test: x.a.example, y.a.example\n.a.example\n',
      [['.a.example', 'x.a.example', 'y.a.example']],
      [],
    ],
    [
      "have the list's own domains below the key, also from outside of the selection of bare ones",
      '.a.example\nx.a.example may\n.b.example\n',
      [['.a.example', 'x.a.example']],
      ['.b.example'],
    ],
    [
      'have the selected domains below the key where it has no other samples yet, which are asked once',
      '.a.example\nx.a.example\n[y.a.example]\nb.example\n',
      [
        ['.a.example', 'x.a.example'],
        ['x.a.example', 'x.a.example'],
        ['[y.a.example]', '[y.a.example]'],
        ['b.example', 'b.example'],
      ],
      [],
    ],
    ['are none that stand for nobody', '/pattern/\n192.0.2.1\n', [], []],
  ])('%s', (_, text, asked, withoutSamples) => {
    expect(selected(text)).toMatchObject({ asked, withoutSamples, beyond: [] });
  });

  it('are those of the first next-hops of a long selection, and the others are told', () => {
    const { asked, beyond } = selected(lines(mostSelected + 20));
    expect(asked).toHaveLength(mostSelected);
    expect(beyond).toHaveLength(20);
    expect(beyond[0]).toBe(`d${mostSelected}.example`);
  });

  it('count by the domains that are asked, each once, and in the order of the list', () => {
    const samples = '# tls-policy-test: d0.example, d1.example, x.p.example, y.p.example\n.p.example\n';
    const full = selected(lines(mostSelected - 2) + samples + lines(1, 900));
    expect(full.asked).toHaveLength(mostSelected - 1);
    expect(full.beyond).toEqual(['d900.example']);
    const over = selected(lines(mostSelected - 1) + samples + lines(1, 900));
    expect(over.asked).toHaveLength(mostSelected - 1);
    // The last one would still have had a place.
    expect(over.beyond).toEqual(['.p.example', 'd900.example']);
  });
});
