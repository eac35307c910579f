import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rulePages, rulesFolder } from '../../docs/rule-pages';

const root = join(import.meta.dirname, '../..');
const pages = rulePages();

describe('the pages of the rules', () => {
  it('are those of the table of rules, no more and no less', () => {
    const committed = readdirSync(join(root, rulesFolder)).map((name) => `${rulesFolder}/${name}`);
    expect(committed.sort()).toEqual([...pages.keys()].sort());
  });

  it.each([...pages])('%s says what the table says; `npm run docs` writes it anew', (path, text) => {
    expect(readFileSync(join(root, path), 'utf8')).toBe(text);
  });

  it('are all in the index, which links to nothing else', () => {
    const index = pages.get(`${rulesFolder}/README.md`) ?? '';
    const linked = [...index.matchAll(/\]\(([^)]+)\)/g)].map(([, target = '']) => `${rulesFolder}/${target}`);
    expect([...linked, `${rulesFolder}/README.md`].sort()).toEqual([...pages.keys()].sort());
  });
});
