import { describe, expect, it } from 'vitest';
import { fixAll } from '../language/fix-all';
import { defaultCheckOptions } from '../language/language';
import { policyLanguage } from '../policy/language';
import { applyEdits } from '../text/span';
import { checkTablesAlone } from './check-alone';
import { checkExampleSite, parseExampleSite } from './example-site';

const above = '==> main.cf <==\nsmtp_tls_CAfile = /etc/ssl/certs/ca-certificates.crt\n';

/** The findings about a list of tables, each as `severity rule: what it is about`. */
function found(list: string, comment = ''): readonly string[] {
  const text = `${above}${comment}smtp_tls_policy_maps = ${list}\n`;
  return checkExampleSite(parseExampleSite(text), defaultCheckOptions).map(
    ({ rule, severity, span }) => `${severity} ${rule}: ${text.slice(span.start, span.end)}`,
  );
}

/** What each fix makes of a list. */
function mended(list: string): readonly string[] {
  const before = `smtp_tls_policy_maps = `;
  const text = `${above}${before}${list}\n`;
  return checkExampleSite(parseExampleSite(text), defaultCheckOptions).flatMap(({ fixes = [] }) =>
    fixes.map(({ safe, edits }) => {
      const after = applyEdits(text, edits);
      return `${safe ? 'safe' : 'unsafe'} ${after.slice(above.length + before.length, -1)}`;
    }),
  );
}

describe('entries that stand in main.cf', () => {
  it.each<[string, readonly string[]]>([
    ['inline:{a.example=securee}', ['error unknown-level: securee']],
    ['static:securee', ['error unknown-level: securee']],
    ['static:{encrypt match=.b.example}', ['error attribute-not-allowed: match=.b.example']],
    ['static:may', []],
    ['static:dane-only', ['error entries-without-dnssec: static:dane-only']],
    ['inline:{{a.example = secure matches=.b.example}}', ['error unknown-attribute: matches']],
    ['inline:{{a.example = secure\n    # a comment\n    match=*.b.example}}', ['warning match-wildcard: *.b.example']],
    ['inline:{a.example=encrypt}', ['warning unsafe-level-encrypt: encrypt']],
    [
      'inline:{*.a.example=secure, a.example.=secure, A@b.example=secure}',
      [
        'error dead-wildcard-key: *.a.example',
        'error trailing-dot-key: a.example.',
        'error mail-address-key: A@b.example',
      ],
    ],
    ['inline:{"a.example"=secure}', ['error quoted-key: "a.example"']],
    ['inline:{{= secure}}', ['error mistaken-inline-entry: secure']],
    ['inline:{.a.example=secure, b.a.example=secure}', ['information redundant-entry: b.a.example']],
    ['inline:{a.example=securee, A.example=secure}', ['warning repeated-inline-key: a.example']],
    ['inline:{{a.example = secure {policy_type = sts}}}', ['error newer-than-postfix: {policy_type = sts}']],
    ['static:{}', ['error mistaken-inline-entry: static:{}']],
    ['static:{secure}x', ['error unusable-inline-table: static:{secure}x']],
    // Each value is a policy, and braces around it are part of the word.
    ['randmap:{encrypt, secure}', ['warning unsafe-level-encrypt: encrypt']],
    ['randmap:{encript, {secure match=.b.example}}', ['error unknown-level: encript', 'error unknown-level: {secure']],
    ['randmap:{}', ['error unusable-inline-table: randmap:{}']],
    ['unionmap:{static:secure}x', ['error unusable-inline-table: unionmap:{static:secure}x']],
    // What the tables of a union say for one key is one policy.
    ['unionmap:{inline:{a.example=securee}}', ['error unknown-level: securee']],
    ['unionmap:{inline:{a.example=secure}, inline:{a.example=may, b.example=secure}}', ['error refused-union: may']],
    [
      'unionmap:{static:secure, inline:{*.a.example=ciphers=high, b.example=match=*.c.example}}',
      ['error dead-wildcard-key: *.a.example', 'warning match-wildcard: *.c.example'],
    ],
    ['unionmap:{static:may, inline:{a.example=match=b.example}}', ['error refused-union: match=b.example']],
    ['unionmap:{static:secure, socketmap:inet:127.0.0.1:8461:postfix}', []],
    ['unionmap:{static:{}, inline:{a.example=, b.example=secure}}', []],
    // What one table of a pipe finds is the key of the next one.
    [
      'pipemap:{inline:{*.a.example=*.x, c.example=*.x}, inline:{*.x=securee}}',
      ['error dead-wildcard-key: *.a.example', 'error unknown-level: securee'],
    ],
    ['pipemap:{inline:{a.example=X}, inline:{x=secure, y=securee}}', []],
    ['pipemap:{inline:{a.example=z, b.example=y}, inline:{xyz=dane, y=secure}}', ['error unanswered-in-pipemap: z']],
    ['pipemap:{socketmap:unix:/run/x:y, inline:{x=secure, y=securee}}', ['error unknown-level: securee']],
    ['pipemap:{randmap:{a, b}, inline:{{a = secure match=.x.example}, b=encript}}', ['error unknown-level: encript']],
    ['pipemap:{inline:{a.example=}, static:{}}', ['error mistaken-inline-entry: static:{}']],
  ])('%s', (list, expected) => {
    expect(found(list)).toEqual(expected);
  });

  it('are held against the releases and for the consumers that comments in main.cf name', () => {
    const list = 'inline:{{a.example = secure enable_rpk=no}}';
    expect(found(list, '# tls-policy-lint: postfix 3.9\n')).not.toContain('error newer-than-postfix: enable_rpk');
    expect(found(list, '# tls-policy-lint: postfix 3.8\n')).toContain('error newer-than-postfix: enable_rpk');
    expect(found('static:secure', '# tls-policy-lint: consumers any\n')).toEqual([
      'information plain-secure-in-shared-list: secure',
    ]);
  });

  it('have the findings of a line of a file with the same words', () => {
    const values = policyLanguage.rules.flatMap(({ bad, good }) =>
      [...bad, ...good].flatMap(({ text, tableType = 'hash' }) => {
        const line = /^([\w.*-]+) ([^{}#$"\0\n]+)\n$/.exec(text);
        return line === null || tableType !== 'hash' ? [] : [[line[1] ?? '', line[2] ?? ''] as const];
      }),
    );
    expect(values.length).toBeGreaterThan(60);
    for (const [key, value] of values) {
      const expected = policyLanguage.check(policyLanguage.parse(`${key} ${value}\n`, { tableType: 'hash' }));
      const ofLine = expected
        .filter(({ rule }) => rule !== 'unused-suppression')
        .map(({ rule, severity }) => `${severity} ${rule}`);
      const text = `${above}smtp_tls_policy_maps = inline:{{${key} = ${value}}}\n`;
      const inline = checkExampleSite(parseExampleSite(text), defaultCheckOptions).map(
        ({ rule, severity }) => `${severity} ${rule}`,
      );
      expect(
        inline.filter((each) => !each.includes('entries-without-')),
        `${key} ${value}`,
      ).toEqual(ofLine);
    }
  });

  it.each<[string, readonly string[]]>([
    ['inline:{a.example=securee}', ['unsafe inline:{a.example=secure}']],
    ['static:securee', ['unsafe static:secure']],
    ['inline:{*.a.example=secure}', ['unsafe inline:{.a.example=secure}']],
    ['inline:{{a.example = secure match = .b.example}}', ['safe inline:{{a.example = secure match=.b.example}}']],
    [
      'inline:{ a.example = secure, b.example = secure match=x.example }',
      ['safe inline:{{a.example = secure}, {b.example = secure match=x.example}}'],
    ],
    // What belongs to which entry is not certain.
    ['inline:{ a.example = secure b.example = secure }', []],
    [
      'inline:{c.example=dane-only a.example=secure match=.b.example}',
      ['unsafe inline:{c.example=dane-only {a.example = secure match=.b.example}}'],
    ],
    [
      'inline:{a.example=secure, {A.example = secure ciphers=high}}',
      ['unsafe inline:{{A.example = secure ciphers=high}}', 'unsafe inline:{a.example=secure}'],
    ],
    ['unionmap:{ inline:{a.example=securee} }', ['unsafe unionmap:{ inline:{a.example=secure} }']],
    [
      'unionmap:{inline:{ a.example = secure }, static:x=y}',
      ['safe unionmap:{inline:{{a.example = secure}}, static:x=y}'],
    ],
    [
      'pipemap:{inline:{*.a.example=x, c.example=x}, inline:{{x = secure match = .b.example}}}',
      [
        'unsafe pipemap:{inline:{.a.example=x, c.example=x}, inline:{{x = secure match = .b.example}}}',
        'safe pipemap:{inline:{*.a.example=x, c.example=x}, inline:{{x = secure match=.b.example}}}',
      ],
    ],
    [
      'unionmap:{static:secure, inline:{{a.example = servername=NextHop match=.b.example}}}',
      ['unsafe unionmap:{static:secure, inline:{{a.example = servername=nexthop match=.b.example}}}'],
    ],
    [
      'pipemap:{inline:{a.example=stong}, inline:{strong=secure, weak=encrypt}}',
      ['unsafe pipemap:{inline:{a.example=strong}, inline:{strong=secure, weak=encrypt}}'],
    ],
    ['randmap:{encript, secure}', ['unsafe randmap:{encrypt, secure}']],
    // What stands behind the comment in its line belongs to the entry, for all that anybody knows.
    ['inline:{{a.example = # why}}', []],
    // What the file does not hold word for word is not edited.
    ['inline:{a.$mydomain=securee}', []],
  ])('%s is mended as a table', (list, expected) => {
    expect(mended(list)).toEqual(expected);
  });

  it.each<[string, string, string, string]>([
    [
      'the whole list in one line',
      'main-cf',
      'smtp_tls_policy_maps = inline:{{a.example = secure # why}}\n',
      '# why\nsmtp_tls_policy_maps = inline:{{a.example = secure}}\n',
    ],
    [
      'a line for each entry',
      'main-cf',
      'smtp_tls_policy_maps =\r\n  inline:{\r\n  {a.example = secure}\r\n  {b.example = secure\t# why, and how }\r\n  }\r\n',
      'smtp_tls_policy_maps =\r\n  inline:{\r\n  {a.example = secure}\r\n  # why, and how\r\n  {b.example = secure }\r\n  }\r\n',
    ],
    [
      'an entry that goes on behind the comment',
      'main-cf',
      'smtp_tls_policy_maps = inline:{{a.example = secure # why\n    match=.b.example # which\n  }}\n',
      '# why\nsmtp_tls_policy_maps = inline:{{a.example = secure\n    # which\n    match=.b.example\n  }}\n',
    ],
    [
      'a list that another parameter takes',
      'main-cf',
      'own = static:{secure # why}\nsmtp_tls_policy_maps = $own\n',
      '# why\nown = static:{secure}\nsmtp_tls_policy_maps = $own\n',
    ],
    [
      'the list of lmtp(8)',
      'main-cf',
      'lmtp_tls_policy_maps = inline:{{a.example = secure # why}}\n',
      '# why\nlmtp_tls_policy_maps = inline:{{a.example = secure}}\n',
    ],
    [
      'an option of master.cf',
      'master-cf',
      'smtp unix - - y - - smtp\n  -o { smtp_tls_policy_maps = inline:{{a.example = secure # why}} }\n',
      'smtp unix - - y - - smtp\n  # why\n  -o { smtp_tls_policy_maps = inline:{{a.example = secure}} }\n',
    ],
    [
      'a table inside of another one',
      'main-cf',
      'smtp_tls_policy_maps = unionmap:{inline:{{a.example = secure # why}}}\n',
      '# why\nsmtp_tls_policy_maps = unionmap:{inline:{{a.example = secure}}}\n',
    ],
  ])('have their comments moved above: %s', (_, language, text, expected) => {
    const name = language as 'main-cf' | 'master-cf';
    const { changes } = fixAll(text, (each) => checkTablesAlone(name, each, defaultCheckOptions));
    expect(changes.text).toBe(expected);
  });

  it('are mended with the rest of a main.cf alone', () => {
    const text = 'smtp_tls_policy_maps = inline:{ a.example = secure }\n';
    const [finding] = checkTablesAlone('main-cf', text, defaultCheckOptions);
    expect(applyEdits(text, finding?.fixes?.[0]?.edits ?? [])).toBe(
      'smtp_tls_policy_maps = inline:{{a.example = secure}}\n',
    );
    const others = 'smtp_tls_policy_maps = hash:/etc/postfix/tls_policy\n';
    expect(checkTablesAlone('main-cf', others, defaultCheckOptions)).toEqual([]);
  });
});
