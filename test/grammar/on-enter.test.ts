import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../server/src/policy/parse';
import { levelsAsOffered } from '../../server/src/postfix/levels';

interface Configuration {
  readonly onEnterRules: readonly {
    readonly beforeText: string;
    readonly afterText?: string;
    readonly action: { readonly indent: 'none'; readonly appendText?: string; readonly removeText?: number };
  }[];
}

function configurationOf(language: string): Configuration {
  const file = path.join(import.meta.dirname, '../../syntaxes', `${language}.language-configuration.json`);
  return JSON.parse(readFileSync(file, 'utf8')) as Configuration;
}

/**
 * The text after Enter at `▮`, as VS Code makes it: the first rule that fits decides, else the indentation of the line is
 * kept (`getEnterAction` and `TypeOperations`).
 */
function enter(language: string, marked: string): string {
  const offset = marked.indexOf('▮');
  const [before, after] = [marked.slice(0, offset), marked.slice(offset + 1)];
  const beforeText = before.slice(before.lastIndexOf('\n') + 1);
  const afterText = after.split('\n')[0] ?? '';
  const rule = configurationOf(language).onEnterRules.find(
    (each) =>
      new RegExp(each.beforeText).test(beforeText) &&
      (each.afterText === undefined || new RegExp(each.afterText).test(afterText)),
  );
  const kept = /^\s*/.exec(beforeText)?.[0] ?? '';
  const { appendText = '', removeText = 0 } = rule?.action ?? {};
  return `${before}\n${kept.substring(0, kept.length - removeText)}${appendText}${after}`;
}

describe('Enter', () => {
  it.each<[string, string, string, string]>([
    ['begins an entry behind an entry', 'tls-policy', 'a.example may▮', 'a.example may\n'],
    [
      'begins an entry behind a continued line',
      'tls-policy',
      'a.example secure\n    match=x▮',
      'a.example secure\n    match=x\n',
    ],
    [
      'keeps the rest of a continued line with its entry',
      'tls-policy',
      'a secure\n  match=x▮ ciphers=high',
      'a secure\n  match=x\n   ciphers=high',
    ],
    [
      'goes on with an entry that it breaks before an attribute',
      'tls-policy',
      'a.example secure▮ match=x ciphers=high',
      'a.example secure\n     match=x ciphers=high',
    ],
    [
      'goes on with an entry that it breaks behind a blank',
      'tls-policy',
      'a.example secure match=x ▮{ policy_string = y }',
      'a.example secure match=x \n    { policy_string = y }',
    ],
    [
      'goes on with an entry that it breaks before its level',
      'tls-policy',
      'a.example ▮secure',
      'a.example \n    secure',
    ],
    [
      'parts two entries that stand in one line',
      'tls-policy',
      'a.example may▮ b.example may',
      'a.example may\n b.example may',
    ],
    ['begins a line above an entry', 'tls-policy', '▮a.example secure match=x', '\na.example secure match=x'],
    ['goes on with a comment', 'tls-policy', '# agreed▮', '# agreed\n# '],
    ['goes on with an indented comment', 'tls-policy', 'a secure\n  # why▮', 'a secure\n  # why\n  # '],
    ['breaks a comment in two', 'main-cf', '# one▮ two', '# one\n#  two'],
    ['ends a comment behind an empty one', 'tls-policy', '# one\n# ▮', '# one\n# \n'],
    ['begins an entry behind a heading', 'tls-policy', '# ---- Institutes ----▮', '# ---- Institutes ----\n'],
    ['begins an entry behind a heading of number signs', 'tls-policy', '#### Institutes▮', '#### Institutes\n'],
    [
      'begins an entry behind a comment for this program',
      'tls-policy',
      '# tls-policy-lint: postfix 3.7▮',
      '# tls-policy-lint: postfix 3.7\n',
    ],
    ['goes on with a value of main.cf', 'main-cf', 'a = b,\n  c,▮', 'a = b,\n  c,\n  '],
    ['begins a parameter behind a parameter', 'main-cf', 'a = b▮', 'a = b\n'],
  ])('%s (%s)', (_, language, before, after) => {
    expect(enter(language, before)).toBe(after);
  });

  it.each(levelsAsOffered)('goes on with an entry that it breaks before %s', (level) => {
    expect(enter('tls-policy', `a.example ▮${level}`)).toBe(`a.example \n    ${level}`);
  });

  it('makes entries that Postfix reads as such', () => {
    let text = '';
    for (const line of ['a.example secure', '    match=x', 'b.example may', '# note', 'c.example dane']) {
      // Somebody types a line behind what Enter left there; a comment is ended by emptying its line.
      const begun = text.slice(text.lastIndexOf('\n') + 1);
      if (begun === '# ') text = text.slice(0, -2);
      text = enter('tls-policy', `${text}${line}▮`);
    }
    expect(parsePolicy(text).entries.map(({ key, value }) => `${key.text} ${value.level?.text}`)).toEqual([
      'a.example secure',
      'b.example may',
      'c.example dane',
    ]);
  });
});
