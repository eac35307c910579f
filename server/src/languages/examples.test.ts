import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { scenarios } from '../../../lab/scenarios';
import type { PolicyDocument } from '../policy/document';
import { policyLanguage } from '../policy/language';
import { languageOfFile } from './languages';

const folder = path.join(import.meta.dirname, '../../../examples');

/** The lines of an example that have findings, each with its rules. */
function findingsOf(name: string): Readonly<Record<string, readonly string[]>> {
  const text = readFileSync(path.join(folder, name), 'utf8');
  const language = languageOfFile(name);
  if (language === null) throw new Error(`no language has files that are called ${name}`);
  const found: Record<string, string[]> = {};
  for (const { rule, span } of language.check(language.parse(text))) {
    const start = text.lastIndexOf('\n', span.start) + 1;
    const line = text.slice(start, text.indexOf('\n', span.start));
    found[line] = [...(found[line] ?? []), rule];
  }
  return found;
}

/** What a new user sees first. Every other line of the examples has no finding. */
const expected: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  tls_policy: {
    'mpg.de encrypt': ['unsafe-level-encrypt'],
    '*.mpg.de encrypt': ['dead-wildcard-key'],
    'secure-wildcard.example securee': ['unknown-level'],
    'secure-signed.example verify': ['unsafe-level-verify'],
    'sts-own.example secure # agreed with their postmaster': ['trailing-comment'],
    'dane-ta.example dane match=mx.dane-ta.example': ['attribute-not-allowed'],
    'hosted-wildcard.example secure matches=mx.wild-provider.example': ['unknown-attribute'],
    'sts-hosted.example encrypt protocols=>=TLSv1.2': ['unsafe-level-encrypt'],
    'Hosted.example encrypt': ['duplicate-key', 'unsafe-level-encrypt'],
    'no-starttls.example none': ['unsafe-level-none'],
    'tls10-only.example may': ['unsafe-level-may'],
    'dane-ee.example': ['missing-value'],
    'hosted-five.example': ['missing-value'],
    'secure-nexthop-name.example': ['missing-value'],
    'self-signed.example': ['missing-value'],
    'dane-wrong-digest.example': ['missing-value'],
    'dead.example': ['missing-value'],
  },
  'main.cf': {
    'smtp_use_tls = yes': ['obsolete-tls-parameter'],
    'smtp_enforce_tls = no': ['obsolete-tls-parameter'],
    'smtp_tls_per_site = hash:/etc/postfix/tls_per_site': ['obsolete-tls-parameter'],
    'smtp_tls_security_level = dane': ['dane-without-dnssec'],
  },
};

describe('the examples', () => {
  it.each(Object.keys(expected))('%s shows its mistakes, and nothing else', (name) => {
    expect(findingsOf(name)).toEqual(expected[name]);
  });

  it('tls_policy keeps to domains of the lab', () => {
    const text = readFileSync(path.join(folder, 'tls_policy'), 'utf8');
    const known = new Set(scenarios.map(({ domain }) => domain));
    const document: PolicyDocument = policyLanguage.parse(text);
    const names = document.entries.map(({ key }) => key.folded.replace(/^\*\./, ''));
    expect(names.filter((name) => !known.has(name))).toEqual([]);
  });
});
