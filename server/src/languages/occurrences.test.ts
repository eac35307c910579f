import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostileText } from '../../../test/unit/hostile-text';
import { readMarks, writeMarks } from '../../../test/unit/marked-text';
import { languageNamed, languages } from './languages';
import { structureOf } from './structures';

function occurrencesAt(name: string, text: string, offset: number) {
  const language = languageNamed(name);
  const structure = language && structureOf(language);
  if (!structure) throw new Error(`${name} has no structure`);
  const document = language.parse(text);
  const subject = structure.subjectAt(document, offset);
  return subject === null ? [] : structure.occurrences(document, subject, 1_000);
}

describe('occurrences', () => {
  it.each([
    ['a block without its end', '▮if /a/\n/^b$/ may\n'],
    ['an end without its block', '/^b$/ may\nendif▮\n'],
    // Whatever a pattern puts there, two entries need not mean the same server.
    ['what a pattern puts in', '/^(.*)$/ secure match=▮$1\n/^b(.*)$/ secure match=$1\n'],
  ])('are none of %s', (_, marked) => {
    expect(occurrencesAt('policy', marked.replace('▮', ''), marked.indexOf('▮'))).toEqual([]);
  });

  it.each<[string, string, string]>([
    ['equal keys', 'policy', '«a.example» may\nb.example may\n«A.Example» secure match=a.example\n'],
    ['a key of its own', 'policy', 'a.example may\n«.a.example» may\n'],
    ['a bare key', 'policy', '«a.example»\n'],
    ['equal patterns', 'policy', '«/^a$/» may\n/^A$/ may\n«/^a$/» dane\n'],
    [
      'the names of a provider',
      'policy',
      'a.example secure match=«.mx.example»:nexthop\nmx.example secure match=.other.mx.example\nb.example secure match=nexthop:«MX.example» servername=«mx.example»\n',
    ],
    [
      'a name in a continued line',
      'policy',
      'a.example secure\n  match=«b.example»\n# b.example\nc.example secure match=«b.example»\n',
    ],
    ['the ends of a block of patterns', 'policy', '«if» /a/\n/^b$/ may\nif !/c/\n/^d$/ may\nendif\n«ENDIF»\nif /e/\n'],
    ['the ends of a block in a block', 'policy', 'if /a/\r\n«IF» !/c/\r\n/^d$/ may\r\n«endif»\r\nendif\r\n'],
    ['words of match=', 'policy', 'a.example secure match=«nexthop»:hostname\nb.example verify match=«Nexthop»\n'],
    [
      'a parameter and its uses',
      'main-cf',
      '«mydomain» = a.example\nmyorigin = $«mydomain»\nx = ${«mydomain»?{a}:{$(«mydomain»)}} $$mydomain $mydomains\n  # $mydomain\n  $«mydomain»\n«mydomain» = b\n',
    ],
    [
      'a use in blanks and in comparisons',
      'main-cf',
      '«a» = 1\nb = ${ «a» ?{${«a»}}} ${{$«a»} == {1} ? {$(«a»)} : {}} ${a{x}}\n',
    ],
    [
      'a parameter that a service sets and uses',
      'master-cf',
      'smtp unix - - n - - smtp -o «ours»=x -o { myhostname = ${«ours»}.$$ours }\n',
    ],
    ['uses of a parameter that is set elsewhere', 'main-cf', 'a = $«b»\nc = ${«b»}\n'],
  ])('%s', (_, name, marked) => {
    const { text, spans } = readMarks(marked);
    for (const { start, end } of spans) {
      for (const offset of [start, end]) {
        const found = occurrencesAt(name, text, offset);
        expect(
          writeMarks(
            text,
            found.map(({ span }) => span),
          ),
        ).toBe(marked);
      }
    }
  });

  it.each<[string, string, string]>([
    ['levels', 'policy', 'a.example se«»cure\nb.example secure\n'],
    ['names of attributes', 'policy', 'a.example secure ma«»tch=b.example\n'],
    ['fingerprints', 'policy', 'a.example fingerprint match«»es=aa:bb\n'],
    ['comments', 'policy', 'a.example may\n# a.ex«»ample\n\n'],
    ['words of values', 'main-cf', 'a = b«»b\n'],
    ['an empty file', 'main-cf', '«»'],
  ])('nothing on %s', (_, name, marked) => {
    const { text, spans } = readMarks(marked);
    expect(spans.map(({ start }) => occurrencesAt(name, text, start))).toEqual([[]]);
  });

  it('the first thousand of a name that is everywhere', () => {
    const text = 'a.example secure match=.mx.example\n'.repeat(3_000);
    expect(occurrencesAt('policy', text, text.indexOf('mx'))).toHaveLength(1_000);
    expect(occurrencesAt('policy', text, 0)).toHaveLength(1_000);
  });

  it.each(languages.map(({ name }) => name))('in any %s file are found from each of them', (name) => {
    fc.assert(
      fc.property(hostileText, fc.nat(400), (text, at) => {
        const found = occurrencesAt(name, text, Math.min(at, text.length));
        for (const { span } of found) {
          expect(span.end).toBeLessThanOrEqual(text.length);
          // Two words may touch, and then the first is meant.
          expect(occurrencesAt(name, text, span.start).length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 300 },
    );
  });
});
