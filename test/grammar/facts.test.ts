import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { securityLevels } from '../../server/src/policy/entry';
import { createTokenizer, mainCfScope, policyScope, scopesAt } from './tokenizer';

describe('the grammars know the words of the tables', () => {
  it.each(securityLevels)('the level %s', async (level) => {
    const entry = (await createTokenizer(policyScope))(`example.org ${level}`)[0] ?? [];
    expect(scopesAt(entry, 'example.org '.length)).toContain('constant.language.level.postfix-tls-policy');
    expect(scopesAt(entry, 'example.org '.length + level.length - 1)).toContain(
      'constant.language.level.postfix-tls-policy',
    );
    const setting = (await createTokenizer(mainCfScope))(`smtp_tls_security_level = ${level}`)[0] ?? [];
    expect(scopesAt(setting, 'smtp_tls_security_level = '.length)).toContain('constant.language.level.postfix-main-cf');
  });
});

describe('the language configurations', () => {
  const read = (file: string): { readonly wordPattern: string; readonly comments: { readonly lineComment: string } } =>
    JSON.parse(readFileSync(path.join(import.meta.dirname, '../../syntaxes', file), 'utf8')) as never;

  it.each([
    ['tls-policy', 'mail.example.org secure match=.mx.example.net:nexthop', 'mail.example.org'],
    ['tls-policy', 'mail.example.org secure match=.mx.example.net:nexthop', '.mx.example.net'],
    ['tls-policy', 'mail.example.org dane-only', 'dane-only'],
    ['tls-policy', '[mx.example.org]:587 may', 'mx.example.org'],
    ['tls-policy', 'bücher.example may', 'bücher.example'],
    ['tls-policy', 'example.org may protocols=>=TLSv1.2', 'TLSv1.2'],
    ['main-cf', 'smtp_tls_policy_maps = hash:/etc/postfix/tls_policy', 'smtp_tls_policy_maps'],
    ['main-cf', 'smtp_tls_policy_maps = hash:/etc/postfix/tls_policy', 'tls_policy'],
    ['main-cf', 'a = ${smtp_tls_security_level?dane-only}', 'smtp_tls_security_level'],
    ['main-cf', 'a = $smtp_tls_security_level', 'smtp_tls_security_level'],
    ['master-cf', 'smtp unix - - n - - smtp -o smtp_tls_ciphers=high', 'smtp_tls_ciphers'],
  ])('of %s take a word whole: %s', (language, text, word) => {
    const { wordPattern } = read(`${language}.language-configuration.json`);
    expect(text.match(new RegExp(wordPattern, 'gu'))).toContain(word);
  });

  it.each(['tls-policy', 'main-cf', 'master-cf'])('of %s comment with a number sign', (language) => {
    expect(read(`${language}.language-configuration.json`).comments.lineComment).toBe('#');
  });
});
