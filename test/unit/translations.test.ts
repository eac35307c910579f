import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import german from '../../l10n/bundle.l10n.de.json';
import manifest from '../../package.json';
import manifestGerman from '../../package.nls.de.json';
import manifestEnglish from '../../package.nls.json';
import type { Finding } from '../../server/src/language/finding';
import { allRules } from '../../server/src/languages/languages';
import { speak } from '../../server/src/text/locale';
import { root, sourceFiles, tableTexts, translatedCalls } from './translatable';

/**
 * What of `server/src` is English so far, wholly or in part: folders and files. A line goes when all of it is translated;
 * what has no text for people is not named here.
 */
const untranslated: readonly string[] = [
  'config',
  'probe',
  'report/check-gitlab.ts',
  'report/check-junit.ts',
  'report/check-sarif.ts',
  'site/posture/guidance-sources.ts',
  'system',
];

const rules = allRules().map(({ rule, language }) => ({ id: rule.id, rule, language }));
const calls = sourceFiles().flatMap(translatedCalls);
const texts = new Set([...calls.flatMap(({ text }) => text ?? []), ...tableTexts()]);
const translations = Object.entries<string>(german);

describe('the German texts', () => {
  it('are there for each English one', () => {
    expect([...texts].filter((text) => !Object.hasOwn(german, text))).toEqual([]);
  });

  it('are there for no others', () => {
    expect(translations.filter(([english]) => !texts.has(english))).toEqual([]);
  });

  it('hold the same placeholders', () => {
    expect(translations.filter(([english, text]) => !same(placeholders(english), placeholders(text)))).toEqual([]);
  });

  it('hold the same words of the configuration, in the same quotation marks', () => {
    expect(translations.filter(([english, text]) => !same(codeSpans(english), codeSpans(text)))).toEqual([]);
  });

  it('use one word for each term, that of docs/translating.md', () => {
    const others = /Chiffr|Güte|\bStufen?\b|Richtlinie|[Ee]inen Level\b/;
    expect(translations.filter(([, text]) => others.test(text))).toEqual([]);
  });

  it('stand in the order of the English ones', () => {
    expect(Object.keys(german)).toEqual(Object.keys(german).toSorted());
  });
});

describe('the English texts', () => {
  it('are filled in with as many values as they have placeholders', () => {
    const wrong = calls.filter(
      ({ text, values }) => text !== null && values !== null && placeholders(text).length !== values,
    );
    expect(wrong).toEqual([]);
  });

  it('are translated when they are shown, not while the program loads', () => {
    expect(calls.filter(({ tooEarly }) => tooEarly).map(({ place }) => place)).toEqual([]);
  });

  it.each(untranslated)('of %s are not all translated yet', (path) => {
    const files = sourceFiles().filter((file) => `${file}/`.startsWith(`server/src/${path}/`));
    expect(files.some((file) => translatedCalls(file).length === 0)).toBe(true);
  });
});

describe('a finding in German', () => {
  beforeAll(() => speak('de'));
  afterAll(() => speak('en'));

  it.each(rules)('of $id is German, with its fixes and the other places', async ({ id, rule, language }) => {
    for (const { text, tableType } of rule.bad) {
      const find = () => {
        const parsed = language.parse(text, { tableType: tableType ?? null });
        const options = { severities: { [id]: rule.severity } };
        return language.check(parsed, options).filter((finding) => finding.rule === id);
      };
      const german = find().flatMap(textsOf);
      await speak('en');
      const english = find().flatMap(textsOf);
      await speak('de');
      expect(english.length).toBeGreaterThan(0);
      expect(german).toHaveLength(english.length);
      expect(german.filter((each) => english.includes(each))).toEqual([]);
    }
  });
});

describe('the manifest', () => {
  const used = [...JSON.stringify(manifest).matchAll(/"%([\w.-]+)%"/g)].map(([, key = '']) => key);

  it('has the same keys in both languages, and uses each', () => {
    expect(Object.keys(manifestGerman).sort()).toEqual(Object.keys(manifestEnglish).sort());
    expect([...new Set(used)].sort()).toEqual(Object.keys(manifestEnglish).sort());
  });

  it('holds no English text itself, but what both languages share', () => {
    const texts: string[] = [];
    JSON.stringify(manifest, (key: string, value: unknown) => {
      if (/^(?:title|description|markdownDescription|patternErrorMessage|altText)$/.test(key))
        texts.push(String(value));
      if (key.endsWith('numDescriptions')) texts.push(...(value as string[]));
      return value;
    });
    expect(texts.filter((text) => !/^%[\w.-]+%$/.test(text))).toEqual([]);
  });

  it('keeps the words of the configuration', () => {
    const other = Object.entries(manifestEnglish).filter(
      ([key, text]) => !same(codeSpans(text), codeSpans((manifestGerman as Record<string, string>)[key] ?? '')),
    );
    expect(other).toEqual([]);
  });

  it('names the folder of the translations', () => {
    expect(manifest.l10n).toBe('./l10n');
    expect(readFileSync(join(root, manifest.l10n, 'bundle.l10n.de.json'), 'utf8')).toMatch(/^\{\n/);
  });
});

function textsOf({ message, related = [], fixes = [] }: Finding): readonly string[] {
  return [message, ...related.map((place) => place.message), ...fixes.map(({ title }) => title)];
}

function placeholders(text: string): readonly string[] {
  return [...new Set(text.match(/\{\d\}/g))].sort();
}

/** What stands between backticks, in any order. */
function codeSpans(text: string): readonly string[] {
  return [...new Set(text.match(/`[^`]+`/g))].sort();
}

function same(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((each, index) => each === other[index]);
}
