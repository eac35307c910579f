import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PostfixVersions } from '../../server/src/language/postfix-versions';
import { defaultsIn } from '../../server/src/maincf/defaults';
import { effectiveParameters } from '../../server/src/maincf/effective';
import { parseMainCf } from '../../server/src/maincf/parse';
import { isInstalled, mailVersion, skip } from './machine';
import { askPostconf, oneBlank, type PostconfAnswer } from './postconf';

const skipped = skip('values of main.cf against postconf(1)', isInstalled('postconf') ? null : 'needs postconf');

/** Expressions as postconf(5) describes them, and what comes close; each with the settings that it uses. */
const expressions: readonly (readonly [string, string])[] = [
  ['$a.b ${a}x$(a)${a}}', 'a=1'],
  ['$$a', 'a=1'],
  ['$$$a-$a-b', 'a=1'],
  ['${ a }', 'a=1'],
  ['$1', '1=x'],
  ['${a?x:y}', 'a=1'],
  ['${a?x:y}', 'a='],
  ['${a?{x}:y}', 'a='],
  ['${a? {x} : {y} }', 'a='],
  ['${a ? {x}:{y}}', 'a=1'],
  ['$(a?(x):(y))', 'a=1'],
  ['${a:y?z}', 'a='],
  ['${a?{{x}}}', 'a=1'],
  ['${a?{x(y}}', 'a=1'],
  ['${a?x}y}', 'a=1'],
  ['[${a?{  x  y }}]', 'a=1'],
  ['${b?{x}:{y}}', 'b=$empty empty='],
  ['${b:{y}}', 'b=$undefd'],
  ['${self?{x}}', 'self=$self'],
  ['${a?{x}:}', 'a='],
  ['${a??}', 'a=1'],
  ['${{1}=={01}?{t}:{f}}', ''],
  ['${{ a } == {a} ? {t} : {f}}', ''],
  ['${{3.10} > {3.9} ? {t}:{f}}', ''],
  ['${{10} > {9} ? {t}:{f}}', ''],
  ['${{5} < {40a} ? {t} : {f}}', ''],
  ['${{} < {1} ? {t}:{f}}', ''],
  ['${{é} < {z} ? {t} : {f}}', ''],
  ['${{1} == {1}}', ''],
  ['[${{1} == {2}}]', ''],
  ['${{1} == {2} ? t : f}', ''],
  ['${{1} == {2} ? {t} : f}', ''],
  ['${{1} == {1} : {f}}', ''],
  ['${{1}=={1}?:{f}}', ''],
  ['${{$a} == {$b} ? {t} : {f}}', 'a=$c b=5 c=5'],
  ['${{9223372036854775807} > {1} ? {t}:{f}}', ''],
  ['${{3.6} <level {3.11} ? {t} : {f}}', ''],
  ['${{3.6} ==level{3.6.1} ? {t} : {f}}', ''],
  ['${{0.1023} >level {3.6} ? {t} : {f}}', ''],
  ['${mydomain}', 'myhostname=h.ex.org'],
  ['${mydomain}', 'myhostname=h'],
  ['$myorigin', 'myhostname=h.ex.org'],
  ['$smtp_tls_fingerprint_digest $relay_domains', 'compatibility_level=3.6 mydestination=x'],
  ['$smtp_tls_fingerprint_digest $relay_domains', 'compatibility_level=1 mydestination=x'],
  ['$smtp_destination_rate_delay', 'default_destination_rate_delay=5s'],
  // Fatal.
  ['${a?{x}y}', 'a='],
  ['${a?{x}?{y}}', 'a=1'],
  ['${a?{x}:{y} z}', 'a='],
  ['${a:{y}?{z}}', 'a=1'],
  ['${{1} = {1} ? {t}:{f}}', ''],
  ['${{1} <> {1} ? {t}:{f}}', ''],
  ['${{1} == {2} {f}}', ''],
  ['${{1} == 1 ? {t}:{f}}', ''],
  ['${{1} < level {2} ? {t}:{f}}', ''],
  ['${{1} <levels {2} ? {t}:{f}}', ''],
  ['${{abc} <level {3.6} ? {t} : {f}}', ''],
  ['${{3.6.1.2} <level {3.6} ? {t} : {f}}', ''],
  ['${{ 3.6 } <level {3.6} ? {t} : {f}}', ''],
  ['${{0.1024} >level {3.6} ? {t} : {f}}', ''],
  ['${{99999999999999999999} > {1} ? {t}:{f}}', ''],
  ['${fn{x}}', ''],
  ['${}', ''],
  ['x$', ''],
  ['$ x', ''],
  ['${a', 'a=1'],
  ['$(a?{x(y})', 'a=1'],
  ['${a-b}', ''],
  ['${aé}', ''],
  ['${$a}', 'a=b'],
  ['${{a}}', 'a=1'],
  ['$self', 'self=$self'],
  ['$p', 'p=$q q=$p'],
  ['${{$self} == {x} ? {t}:{f}}', 'self=$self'],
];

/** Values that use a few names and each other in every way that the grammar has; mostly sound. */
const generatedValue = fc.letrec<{ value: string; part: string }>((tie) => ({
  value: fc.array(tie('part'), { maxLength: 3 }).map((parts) => parts.join('')),
  part: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.constantFrom('x', '1', '20', '', '-', '$$', '.'),
    fc.constantFrom('$a', '${b}', '$(c)', '$d', '$undefd', '$compatibility_level', '$smtp_tls_ciphers'),
    fc
      .tuple(fc.constantFrom('a', 'b', 'e', 'smtp_tls_CAfile'), tie('value'), tie('value'))
      .map(([name, yes, no]) => `\${${name}?{${yes}}:{${no}}}`),
    fc
      .tuple(tie('value'), fc.constantFrom('==', '!=', '<', '>='), tie('value'), tie('value'))
      .map(([left, operator, right, no]) => `\${{${left}} ${operator} {${right}} ? {t} : {${no}}}`),
    fc.constantFrom('${{1} <level {$compatibility_level} ? {l}}', '${{$a} == {x}}', '${', '${a-}'),
  ),
})).value;

const generatedFile = fc
  .record({
    names: fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'smtp_tls_ciphers'), generatedValue), {
      maxLength: 8,
    }),
    value: generatedValue,
  })
  .map(({ names, value }) =>
    [...names, ['smtp_tls_servername', `${value} $a$b$c$d$e`] as const]
      .map(([name, text]) => `${name} = ${text}\n`)
      .join(''),
  );

const fileOf = ([text, settings]: (typeof expressions)[number]): string => {
  const lines = settings.split(' ').map((setting) => setting.replace('=', ' = '));
  return `${settings === '' ? '' : `${lines.join('\n')}\n`}smtp_tls_CAfile = ${text}\n`;
};

describe.skipIf(skipped)('the values of main.cf are those of postconf(1)', () => {
  const version = skipped ? '' : mailVersion();
  const versions: PostfixVersions = { from: version, to: version, stated: true };
  let answers: readonly PostconfAnswer[] = [];

  beforeAll(async () => {
    const questions = expressions.map((row) => ({ mainCf: fileOf(row), options: ['-x', 'smtp_tls_CAfile'] }));
    answers = await askPostconf(questions);
  });

  it.each(expressions.map((row, index) => [...row, index] as const))('%s with %s', (text, settings, index) => {
    const { outcome } = effectiveParameters(parseMainCf(fileOf([text, settings])), { versions }).value(
      'smtp_tls_CAfile',
    );
    const told = outcome.kind === 'value' ? oneBlank(outcome.text) : outcome.kind;
    expect(told).toBe(answers[index]?.isSound === true ? answers[index].values.get('smtp_tls_CAfile') : 'fatal');
  });

  it('over generated files, as they are written and expanded', async () => {
    const files = fc.sample(generatedFile, { numRuns: 150, seed: 1 }).map((mainCf) => {
      const document = parseMainCf(mainCf);
      return { mainCf, document, names: [...document.effective.keys()] };
    });
    const ask = (option: string) =>
      askPostconf(files.map(({ mainCf, names }) => ({ mainCf, options: [option, ...names] })));
    const [written, expanded] = await Promise.all([ask('-n'), ask('-x')]);
    const seen = { sound: 0, fatal: 0 };
    for (const [index, { document, names, mainCf }] of files.entries()) {
      const { value } = effectiveParameters(document, { versions });
      for (const [name, raw] of written[index]?.values ?? []) {
        expect([name, oneBlank(value(name).raw ?? '')], mainCf).toEqual([name, raw]);
      }
      const outcomes = names.map((name) => [name, value(name).outcome] as const);
      const isSound = outcomes.every(([, { kind }]) => kind === 'value');
      const told = expanded[index];
      expect(told?.isSound, mainCf).toBe(isSound);
      seen[isSound ? 'sound' : 'fatal']++;
      for (const [name, outcome] of isSound ? outcomes : []) {
        // Own names behind what postconf(1) can't read count as unused, and it does not print them.
        if (!told?.values.has(name)) continue;
        expect([name, outcome.kind === 'value' && oneBlank(outcome.text)], mainCf).toEqual([
          name,
          told.values.get(name),
        ]);
      }
    }
    expect(seen.sound).toBeGreaterThan(30);
    expect(seen.fatal).toBeGreaterThan(10);
  });

  it('for the defaults of all parameters, as they are written and expanded', async () => {
    const mainCf = 'myhostname = mail.example.org\nmydestination = $myhostname\ncompatibility_level = 3.6\n';
    const [written, expanded] = await askPostconf([
      { mainCf, options: ['-d'] },
      { mainCf, options: ['-x'] },
    ]);
    const { value } = effectiveParameters(parseMainCf(mainCf), { versions });
    let compared = 0;
    for (const [name, raw] of written?.values ?? []) {
      const defaults = defaultsIn(name, versions);
      expect(defaults, name).toBeDefined();
      // What depends on the machine or the build is not in the table.
      if (defaults === null || defaults === undefined) continue;
      expect([name, defaults.map(oneBlank)]).toEqual([name, [raw]]);
      const { outcome } = value(name);
      if (outcome.kind === 'value') expect([name, oneBlank(outcome.text)]).toEqual([name, expanded?.values.get(name)]);
      else expect(outcome.kind, name).toBe('unknown');
      compared++;
    }
    expect(compared).toBeGreaterThan(800);
  });
});
