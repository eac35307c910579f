import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mainCfLanguage } from '../../server/src/maincf/language';
import { parseMainCf } from '../../server/src/maincf/parse';
import { parseMasterCf } from '../../server/src/mastercf/parse';
import { checkSite } from '../../server/src/site/check-site';
import { noFacts } from '../../server/src/site/facts';
import { withoutRefuted } from '../../server/src/site/refuted';
import { openSite } from '../../server/src/site/whole-site';
import { environment, isInstalled, skip } from './machine';

const skipped = skip('warnings of postconf(1) about a site', isInstalled('postconf') ? null : 'needs postconf');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'postfix-site-warnings-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Which names postconf(1) warns of, and in which file; null where it ends before, at a value that uses itself. */
function warned(mainCf: string, masterCf: string): readonly string[] | null {
  for (const [name, text] of [
    ['main.cf', mainCf],
    ['master.cf', masterCf],
  ] as const) {
    writeFileSync(path.join(folder, name), text);
    // What was written this very second is read twice.
    utimesSync(path.join(folder, name), 1_000_000_000, 1_000_000_000);
  }
  const { stderr } = spawnSync('postconf', ['-c', folder, '-n'], {
    env: environment(),
    encoding: 'utf8',
    timeout: 30_000,
  });
  if (stderr.includes('fatal: ')) return null;
  const found = [...stderr.matchAll(/(\w+\.cf): (undefined|unused) parameter: (\w+)/g)];
  return [...new Set(found.map(([, file, what, name]) => `${file} ${what} ${name}`))].sort();
}

/** The same by our rules. */
function told(mainCf: string, masterCf: string): readonly string[] {
  const texts: Readonly<Record<string, string>> = { 'main.cf': mainCf, 'master.cf': masterCf };
  const site = openSite({
    place: { folder: '/etc/postfix', root: null },
    mainCf: { path: 'main.cf', document: parseMainCf(mainCf) },
    masterCf: { path: 'master.cf', document: parseMasterCf(masterCf) },
    files: { table: () => null },
    beside: [],
  });
  const own = withoutRefuted(mainCfLanguage.check(mainCfLanguage.parse(mainCf)), site, 'main.cf');
  const words: Readonly<Record<string, string>> = {
    'unused-parameter': 'unused',
    'undefined-parameter': 'undefined',
    'undefined-service-parameter': 'undefined',
    'unused-service-parameter': 'unused',
  };
  const all = [
    ...own.map((finding) => ({ ...finding, path: 'main.cf' })),
    ...checkSite(site, noFacts, { severities: {} }),
  ];
  const found = all.flatMap(({ path: file, rule, span }) =>
    words[rule] === undefined ? [] : [`${file} ${words[rule]} ${texts[file]?.slice(span.start, span.end)}`],
  );
  return [...new Set(found)].sort();
}

const names = ['own_a', 'own_b', 'own_c', 'own_d'] as const;
const known = ['smtpd_banner', 'smtpd_helo_restrictions', 'mynetworks'] as const;
const value = fc
  .array(
    fc.oneof(
      fc.constantFrom(...names).map((name) => `$${name}`),
      fc.constantFrom(...names).map((name) => `\${${name}?{x}:{y}}`),
      fc.constantFrom('x', '$myhostname', '$mua_gone'),
    ),
    { maxLength: 2 },
  )
  .map((parts) => parts.join(' '));
const mainText = fc
  .array(fc.tuple(fc.constantFrom(...names, ...known), value), { maxLength: 5 })
  .map((lines) => lines.map(([name, text]) => `${name} = ${text}\n`).join(''));
const service = fc
  .tuple(
    fc.constantFrom('smtp', 'submission', '10025'),
    fc.array(fc.tuple(fc.constantFrom(...names, ...known), value), { maxLength: 3 }),
  )
  .map(
    ([name, options]) =>
      `${name} inet n - n - - smtpd\n${options.map(([option, text]) => `  -o { ${option} = ${text} }\n`).join('')}`,
  );
const masterText = fc
  .uniqueArray(service, { maxLength: 3, selector: (text) => text.split(' ')[0] })
  .map((lines) => lines.join(''));

describe.skipIf(skipped)('names that nothing uses or defines are those of postconf(1)', () => {
  it('in generated sites', () => {
    const samples = fc.sample(fc.tuple(mainText, masterText), { numRuns: 100, seed: 11 });
    let compared = 0;
    for (const [mainCf, masterCf] of samples) {
      const expected = warned(mainCf, masterCf);
      if (expected === null) continue;
      compared += 1;
      expect(told(mainCf, masterCf), `${mainCf}--\n${masterCf}`).toEqual(expected);
    }
    expect(compared).toBeGreaterThan(50);
  });
});
