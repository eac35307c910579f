import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostileText } from '../../../test/unit/hostile-text';
import type { PostfixVersions } from '../language/postfix-versions';
import { effectiveParameters } from './effective';
import { expandValue } from './expand';
import type { Outcome } from './expansion/evaluate';
import { parseExpression } from './expansion/parse-expression';
import { parseMainCf } from './parse';

const only = (version: string): PostfixVersions => ({ from: version, to: version, stated: true });
const lines = (text: string): string => text.split(' ; ').join('\n');

/** What an outcome says, in one line. */
function told(outcome: Outcome): string {
  if (outcome.kind === 'value') return outcome.text;
  if (outcome.kind === 'unknown') return `unknown ${outcome.name}`;
  const { fault } = outcome;
  switch (fault.kind) {
    case 'syntax':
      return `fatal ${fault.defect.kind} ${fault.defect.start}-${fault.defect.end}`;
    case 'cycle':
      return `fatal cycle ${fault.names.join(' ')}`;
    case 'nesting':
      return 'fatal nesting';
    case 'comparison':
      return `fatal comparison ${fault.left} ${fault.right}`;
    case 'function':
      return `fatal function ${fault.name}`;
  }
}

describe('expanding values', () => {
  it.each<[string, string, string]>([
    ['plain', '', 'plain'],
    ['<$a.x>', 'a = $b ; b = 1', '<1.x>'],
    ['${a}x$(a)${a}}', 'a = 1', '1x11}'],
    ['$$a$$$a', 'a = 1', '$a$1'],
    ['$ax$1', '1 = b', 'b'],
    ['${ a }', 'a = 1', '1'],
    ['$smtp_enforce_tls', '', 'no'],
    ['$constructor', '', ''],
    ['${a?x:y}', 'a = 1', 'x:y'],
    ['${a?{x}:y}', '', 'y'],
    ['${a? {x} : { y }}', '', ' y '],
    ['${a:y?z}', '', 'y?z'],
    ['${a?{{x}}}', 'a = 1', '{x}'],
    ['${a?x}y}', 'a = 1', 'xy}'],
    // The test looks at the text as it is written.
    ['${a?{x}:{y}}', 'a = $b ; b =', 'x'],
    ['${self?{x}}', 'self = $self', 'x'],
    ['${{3.10} > {3.9}?{t}:{f}}', '', 'f'],
    ['${{10} > {9}?{t}:{f}}', '', 't'],
    ['${{01} == {1}?{t}:{f}}', '', 't'],
    ['${{ a } == {a}?{t}:{f}}', '', 'f'],
    ['${{$a} != {$b}?{t}:{f}}', 'a = $b ; b = 5', 'f'],
    ['${{1} == {1}}', '', 'true'],
    ['${{1} == {2}}', '', ''],
    ['${{1} == {2} ? t : f}', '', ''],
    ['${{1} == {2} : {f}}', '', 'f'],
    ['${{3.6} <level {3.11} ? {t} : {f}}', '', 't'],
    ['${{3} ==level{3.0.0}?{t}:{f}}', '', 't'],
    ['${{abc} <level {3} ? {t} : {f}}', '', 'fatal comparison abc 3'],
    ['${{3.1024} <level {3} ? {t} : {f}}', '', 'fatal comparison 3.1024 3'],
    ['${{99999999999999999999} > {1}}', '', 'fatal comparison 99999999999999999999 1'],
    ['x$', '', 'fatal no-name 1-2'],
    ['$ x', '', 'fatal no-name 0-1'],
    ['${}', '', 'fatal no-name 0-3'],
    ['a${b', '', 'fatal unclosed 1-4'],
    ['${a-b}', '', 'fatal bad-name 3-5'],
    ['${$a}', '', 'fatal bad-name 2-4'],
    ['${{1} = {1}}', '', 'fatal no-operator 6-7'],
    ['${{1} <levels {1}}', '', 'fatal bad-operator 6-13'],
    ['${{1} == 1}', '', 'fatal no-operand 9-10'],
    ['${a?{x}y}', '', 'fatal unexpected 7-8'],
    ['${a?{x}:{y} z}', '', 'fatal unexpected 12-13'],
    // A branch that is not taken does no harm.
    ['${a?{${}}:{y}}', '', 'y'],
    ['$self', 'self = $self', 'fatal cycle self self'],
    ['$p', 'p = x$q ; q = $r ; r = $q', 'fatal cycle q r q'],
    ['$mydomain', 'myhostname = $h.example.org ; h = mail', 'example.org'],
    ['$mydomain', 'myhostname = mail', 'localdomain'],
    ['$mydomain', '', 'unknown mydomain'],
    ['$myorigin', '', 'unknown myhostname'],
    ['${mydomain?{x}}', '', 'unknown mydomain'],
    ['$slow_destination_rate_delay', '', '0s'],
    ['${domain_to_ascii{bücher.example}}', '', 'unknown domain_to_ascii'],
  ])('%s with %s is %s', (text, settings, expected) => {
    expect(told(effectiveParameters(parseMainCf(lines(settings))).expand(text))).toBe(expected);
  });

  it.each<[string, string, string, string]>([
    ['smtp_tls_security_level', '3.10', '', ''],
    ['smtp_tls_security_level', '3.11', '', ''],
    ['smtp_tls_security_level', '3.11', 'compatibility_level = 3.11', 'may'],
    ['smtp_tls_dane_insecure_mx_policy', '3.7.12', 'smtp_tls_security_level = dane', 'dane'],
    ['smtp_tls_dane_insecure_mx_policy', '3.7.12', '', 'may'],
    ['smtp_tls_dane_insecure_mx_policy', '3.7.13', '', 'dane'],
    ['smtp_tls_dane_insecure_mx_policy', '3.8.7', '', 'may'],
    ['smtp_tls_dane_insecure_mx_policy', '3.10', '', 'dane'],
    ['smtp_tls_dane_insecure_mx_policy', '3.5', '', 'may'],
    // Which patch it is decides, and nobody said.
    ['smtp_tls_dane_insecure_mx_policy', '3.7', '', 'unknown smtp_tls_dane_insecure_mx_policy'],
    ['smtp_tls_fingerprint_digest', '3.5', 'compatibility_level = 3.6', 'md5'],
    ['smtp_tls_fingerprint_digest', '3.6', 'compatibility_level = 3.6', 'sha256'],
    ['smtp_tls_fingerprint_digest', '3.6', '', 'md5'],
    ['smtp_tls_protocols', '3.5', '', '!SSLv2, !SSLv3'],
    ['smtp_tls_protocols', '3.6', '', '>=TLSv1'],
    ['tls_eecdh_auto_curves', '3.9', '', 'unknown tls_eecdh_auto_curves'],
    ['a', '3.10', 'a = ${domain_to_ascii{x}}', 'fatal function domain_to_ascii'],
    ['a', '3.11', 'a = ${domain_to_ascii{bücher.example}}', 'xn--bcher-kva.example'],
    // Expanded at delivery, with names that hold there.
    ['luser_relay', '3.7', 'luser_relay = $user@example.org', '$user@example.org'],
  ])('%s of %s with %s is %s', (name, version, settings, expected) => {
    const { outcome } = effectiveParameters(parseMainCf(lines(settings)), { versions: only(version) }).value(name);
    expect(told(outcome)).toBe(expected);
  });

  it('tells where a value comes from', () => {
    const document = parseMainCf('a = 1\na = $b\nb = 2\n');
    const { value } = effectiveParameters(document, { overrides: new Map([['b', '3']]) });
    expect(value('a')).toMatchObject({ raw: '$b', expanded: '3', source: { kind: 'file' } });
    expect(value('a').source).toMatchObject({ parameter: document.parameters[1] });
    expect(value('b')).toMatchObject({ raw: '3', source: { kind: 'override' } });
    expect(value('smtp_tls_CAfile')).toMatchObject({ raw: '', expanded: '', source: { kind: 'default' } });
    expect(value('mydomain')).toMatchObject({ raw: null, expanded: null, source: { kind: 'default' } });
    expect(value('nothing')).toMatchObject({ raw: '', expanded: '', source: { kind: 'undefined' } });
  });

  it('knows a default where all releases agree on what it comes to', () => {
    const { value } = effectiveParameters(parseMainCf('compatibility_level = 3.6\n'));
    expect(value('smtp_tls_security_level').expanded).toBe('');
    expect(value('smtp_tls_protocols').expanded).toBeNull();
  });

  it('gives up on what is made to be slow', () => {
    const growing = Array.from({ length: 30 }, (_, index) => `d${index + 1} = ${`$d${index}`.repeat(10)}\n`);
    const chain = Array.from({ length: 20_000 }, (_, index) => `c${index} = $c${index + 1}\n`);
    const document = parseMainCf(`d0 = xxxxxxxxxx\n${growing.join('')}${chain.join('')}`);
    expect(expandValue(document, '$d2')).toBe('x'.repeat(1000));
    expect(told(effectiveParameters(document).expand('$d30'))).toMatch(/^unknown d/);
    expect(told(effectiveParameters(document).expand('$c0'))).toBe('fatal nesting');
    expect(told(effectiveParameters(document).expand('${a?{'.repeat(5_000)))).toMatch(/^fatal/);
    expect(told(effectiveParameters(document).expand(`${'${a:{'.repeat(500)}${'}}'.repeat(500)}`))).toMatch(/^fatal/);
  });

  it('reads any text, and places in it what is wrong', () => {
    const dollars = fc.stringMatching(/^[$({})?:=<a-c ]{0,40}$/);
    fc.assert(
      fc.property(fc.oneof(hostileText, dollars), (text) => {
        const outcome = effectiveParameters(parseMainCf('a = 1\nb = $a\n')).expand(text);
        if (!text.includes('$')) expect(outcome).toEqual({ kind: 'value', text });
        for (const part of parseExpression(text)) {
          if (part.kind !== 'defect') continue;
          expect(part.defect.start).toBeLessThanOrEqual(part.defect.end);
          expect(part.defect.end).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  });
});
