import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readExpectations, unmet } from './expectations';
import { createTokenizer, mainCfScope, masterCfScope, policyScope } from './tokenizer';

const folder = path.join(import.meta.dirname, 'fixtures');
const files = readdirSync(folder).sort();

function scopeOf(file: string): string {
  if (file.endsWith('.main.cf')) return mainCfScope;
  return file.endsWith('.master.cf') ? masterCfScope : policyScope;
}

describe('the fixtures', () => {
  it('exist for all languages', () => {
    expect(files.filter((file) => file.endsWith('.tls_policy')).length).toBeGreaterThan(0);
    expect(files.filter((file) => file.endsWith('.main.cf')).length).toBeGreaterThan(0);
    expect(files.filter((file) => file.endsWith('.master.cf')).length).toBeGreaterThan(0);
  });

  it.each(files)('%s has the scopes that its markers demand', async (file) => {
    const text = readFileSync(path.join(folder, file), 'utf8');
    const tokenize = await createTokenizer(scopeOf(file));
    const lines = tokenize(text);
    const expectations = readExpectations(text);
    expect(expectations.length).toBeGreaterThan(0);
    expect(expectations.flatMap((expectation) => unmet(expectation, lines))).toEqual([]);
  });
});

describe('a marker', () => {
  const text = 'example.org dane\n#           ^^^^ constant.language.level\n';

  it('fails on another scope, and names it', async () => {
    const lines = (await createTokenizer(policyScope))(text);
    const [expectation] = readExpectations(text.replace('constant.language.level', 'string'));
    expect(expectation && unmet(expectation, lines)).toHaveLength(4);
  });

  it('fails on a scope that must not occur', async () => {
    const lines = (await createTokenizer(policyScope))(text);
    const [expectation] = readExpectations(text.replace('constant.language.level', '- constant.language'));
    expect(expectation && unmet(expectation, lines)).toHaveLength(4);
  });

  it('fails behind the end of its line', async () => {
    const lines = (await createTokenizer(policyScope))(text);
    const [expectation] = readExpectations(text.replace('^^^^', '^^^^^'));
    expect(expectation && unmet(expectation, lines)).toContainEqual(expect.stringContaining('no such column'));
  });

  it.each(['#  ^^^^ ^^^ scope', '#<--- UPPER', '#   ^ string ; comment'])('is refused when malformed: %s', (marker) => {
    expect(() => readExpectations(`a dane\n${marker}\n`)).toThrow('broken marker');
  });
});
