import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MasterCfDocument } from '../../server/src/mastercf/document';
import { masterCfLanguage } from '../../server/src/mastercf/language';
import { environment, isInstalled, skip } from './machine';

const skipped = skip('master.cf against postconf(1)', isInstalled('postconf') ? null : 'needs postconf');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'postfix-master-cf-'));
  writeFileSync(path.join(folder, 'main.cf'), 'compatibility_level = 3.6\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function postconf(option: string, text: string): { readonly stdout: string; readonly stderr: string } {
  writeFileSync(path.join(folder, 'master.cf'), text);
  // What was written this very second is read twice.
  for (const name of ['main.cf', 'master.cf']) utimesSync(path.join(folder, name), 1_000_000_000, 1_000_000_000);
  return spawnSync('postconf', ['-c', folder, option], { env: environment(), encoding: 'utf8', timeout: 30_000 });
}

/** What `postconf -P` lists: the last setting of each parameter of each service. */
function overrides({ services }: MasterCfDocument): readonly string[] {
  const settings = new Map<string, string>();
  for (const service of services.filter(({ defect }) => defect === null)) {
    for (const { name, value, defect } of service.overrides) {
      const key = `${service.name.text}/${service.type?.text ?? ''}/${name.text}`;
      if (defect === null) settings.set(key, `${key} = ${value.text}`.trimEnd());
    }
  }
  return [...new Set(settings.values())].sort();
}

/** The values are short: of a longer one behind `-oname=` postconf(1) of 3.7 loses the end. */
const option = fc.oneof(
  fc.constantFrom('-v', '-D', '-vv', '--', 'flags=R', '-o', '#'),
  fc
    .tuple(
      fc.constantFrom('-o a=', '-oa=', '-o b=', '-vo c=', '-o {a=', '-o { b = ', '-o { c ='),
      fc.constantFrom('', 'x', '$y', 'x,y', '{x}', '{x y}', 'x=y', '{x }y'),
    )
    .map(([head, value]) => `${head}${value}${head.includes('{') ? ' }' : ''}`),
  fc.constantFrom('-o a = b', '-o a', '-o =b', '-o {}', '-o {a}'),
);
const gap = fc.constantFrom(' ', '  ', '\t', '\n  ', '\n\t', '\n# between\n  ', '\n\n ');
const service = fc
  .tuple(
    fc.constantFrom('smtp', 'relay', '127.0.0.1:25', '[::1]:smtp'),
    fc.constantFrom('unix', 'inet', 'fifo', 'pass'),
    fc.array(fc.tuple(gap, option), { maxLength: 5 }),
  )
  .map(([name, type, options]) => `${name} ${type}  - - n\t- - smtp${options.flat().join('')}\n`);

describe.skipIf(skipped)('master.cf is read as postconf(1) reads it', () => {
  it('with the same options for each service', () => {
    const texts = fc.sample(fc.array(service, { minLength: 1, maxLength: 40 }), { numRuns: 20, seed: 7 });
    for (const lines of texts) {
      const text = lines.join('');
      const listed = postconf('-P', text)
        .stdout.split('\n')
        .map((line) => line.trimEnd());
      // Of a service that stands there twice all is listed twice.
      const once = [...new Set(listed.filter((line) => line !== ''))].sort();
      expect(overrides(masterCfLanguage.parse(text)), text).toEqual(once);
    }
  });

  it.each(masterCfLanguage.rules.find(({ id }) => id === 'malformed-service')?.bad ?? [])(
    'with a fatal error at $text',
    ({ text }) => {
      expect(postconf('-M', text).stderr).toMatch(/fatal: (?:invalid \w+ field|.*bad field count)/);
    },
  );

  it.each(['malformed-override', 'indented-first-service', 'duplicate-service', 'malformed-service'])(
    'without complaint about the good examples of %s',
    (id) => {
      for (const { text } of masterCfLanguage.rules.find((rule) => rule.id === id)?.good ?? []) {
        expect(postconf('-M', text).stderr.replaceAll(/.*unused parameter.*\n/g, '')).toBe('');
      }
    },
  );

  it('without the options that stop their service', () => {
    for (const { text } of masterCfLanguage.rules.find(({ id }) => id === 'malformed-override')?.bad ?? []) {
      // Of an option whose brace is not closed postconf(1) warns, and lists it nevertheless.
      const { stdout, stderr } = postconf('-P', text);
      if (!stderr.includes("missing '}'")) expect(stdout, text).toBe('');
    }
  });

  it('without the line that is indented though nothing stands before it', () => {
    const { stdout, stderr } = postconf('-M', '  smtp unix - - n - - smtp\n');
    expect(stdout).toBe('');
    expect(stderr).toContain('logical line must not start with whitespace');
  });
});
