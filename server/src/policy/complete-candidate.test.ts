import { describe, expect, it } from 'vitest';
import { readPlace } from '../language/testing/marked-place';
import { levelsAsOffered } from '../postfix/levels';
import { candidatesOf } from './candidate';
import { completeCandidate } from './complete-candidate';
import { parsePolicy } from './parse';

function complete(marked: string) {
  const place = readPlace(marked);
  return completeCandidate(parsePolicy(place.text.toString()), place);
}

const labels = (marked: string) => complete(marked)?.map(({ label }) => label) ?? null;
const frame = '# candidate since=… by=…: …';
const staged = '# candidate since=2026-11-01 by=me:';

describe('in comments', () => {
  it.each<[string, readonly string[] | null]>([
    ['#▮', [frame]],
    ['# ▮\nexample.org secure', [frame]],
    ['a.example secure\n# cand▮', [frame]],
    ['# ca▮ndidate', []],
    ['  # cand▮', []],
    ['# change ▮', []],
    ['# owner: me▮', []],
    [`# candidate since=2026-11-01 ▮`, []],
    [`${staged} ▮`, []],
    [`${staged} example.org ▮`, levelsAsOffered],
    [`${staged} example.org se▮`, levelsAsOffered],
    [`${staged} example.org secure match=▮ `, ['nexthop', 'dot-nexthop', 'hostname']],
    ['example.org ▮', null],
    ['▮', null],
  ])('%j is offered %j', (marked, expected) => {
    expect(labels(marked)).toEqual(expected);
  });

  it('the frame is one that is read, once its places are filled in', () => {
    const [{ span, snippet = '' } = { span: { start: 0, end: 0 } }] = complete('a.example may\n# cand▮') ?? [];
    const today: Readonly<Record<string, string>> = { CURRENT_YEAR: '2026', CURRENT_MONTH: '11', CURRENT_DATE: '01' };
    const text = snippet
      .replace(/\$\{\d:([^}]*)\}/g, '$1')
      .replace(/\$([A-Z_]+)/g, (_all, name: string) => today[name] ?? '')
      .replace('$0', 'secure');
    const document = `a.example may\n# cand`.slice(0, span.start) + text;
    expect(candidatesOf(parsePolicy(document))).toMatchObject([
      { since: '2026-11-01', by: 'hostmaster', text: 'example.org secure' },
    ]);
  });
});
