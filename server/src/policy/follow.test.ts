import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CheckOptions, defaultCheckOptions, type ParseOptions } from '../language/language';
import { applyEdits, type TextEdit } from '../text/span';
import type { PolicyDocument } from './document';
import { policyLanguage } from './language';
import { policyOccurrences, policySubjectAt } from './occurrences';
import { policyRules } from './rules';

/** Texts that make and unmake every kind of finding, and break lines, comments and continuations in every way. */
const fragments = [
  ...new Set(policyRules.flatMap(({ bad, good }) => [...bad, ...good].map(({ text }) => text))),
  '',
  '\n',
  '\r\n',
  '\r',
  ' ',
  '\t',
  '#',
  '\n ',
  '\n# note\n  ',
  'a',
  '*',
  '.',
  '"',
  '\0',
  '\ud800',
  ' secure',
  ' match=.example.org',
  ' match=a:.a:b { match = a:c } servername=B',
  'example.org',
  '.example.org',
  'example.org may\n',
  '# tls-policy-lint: disable-next-line unsafe-level-may -- why\n',
  '# tls-policy-lint: disable-next-line duplicate-key dead-wildcard-key\n',
  '# tls-policy-lint: postfix 3.4\n',
  'if /a/\n',
  '/^a/ may\n',
  'endif\n',
];
const fragment = fc.constantFrom(...fragments);
const someText = fc.array(fragment, { maxLength: 10 }).map((parts) => parts.join(''));
const change = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.oneof(fc.nat(3), fc.nat(60)),
  newText: fragment,
});
const parseOptions = fc.constantFrom<ParseOptions>(
  { tableType: null },
  { tableType: 'texthash' },
  { tableType: 'pcre' },
);
const everyRule = Object.fromEntries(policyRules.map(({ id }) => [id, 'warning' as const]));
const checkOptions = fc.constantFrom<CheckOptions>(
  defaultCheckOptions,
  { severities: everyRule },
  { severities: { 'duplicate-key': 'off', 'unsafe-level-may': 'hint' } },
);

/** What an attribute may say: much of it is a finding of one rule or another. */
const saidBy: Readonly<Record<string, readonly string[]>> = {
  match: [
    '.mx.example.net',
    'mx.example.net',
    'mx1.example.com:.example.org',
    'nexthop',
    'NextHop:dot-nexthop',
    'hostname',
    'nexthopp',
    '*.example.net',
    '.com',
    '.co.uk',
    '.mail.protection.outlook.com',
    'a|b',
    '.',
    '192.0.2.1',
    'localhost',
    'https://mx.example.net',
    `sha256:${'AB:'.repeat(31)}AB`,
    'AB:'.repeat(19) + 'CD',
  ],
  ciphers: ['high', 'medium', 'HIGH', 'export', 'null', 'best'],
  exclude: ['aNULL', 'RC4:!MD5', '+DES', 'MD5, RC4'],
  protocols: ['>=TLSv1.2', 'TLSv1', '!SSLv2:!SSLv3', 'SSLv3', '>=TLSv1.2:<=TLSv1.1', 'tls'],
  servername: ['hostname', 'Hostname', 'mx.example.net', '-x'],
  tafile: ['/etc/postfix/ca.pem', 'ca.pem'],
  connection_reuse: ['yes', 'no', 'maybe'],
  enable_rpk: ['yes', 'no'],
};
/** Entries of one level with the same attributes, which say other things. */
const listOfOneForm = fc
  .tuple(
    fc.constantFrom('secure', 'secure', 'verify', 'fingerprint', 'dane', 'encrypt', 'may', 'none', 'Secure'),
    fc.uniqueArray(fc.constantFrom(...Object.keys(saidBy)), { minLength: 1, maxLength: 3 }),
  )
  .chain(([level, names]) => {
    const key = fc.oneof(
      fc.constantFrom('example.org', 'mail.example.org'),
      fc.constantFrom('.example.org', '[mx.example.net]:25', '*.example.org', '192.0.2.1'),
    );
    const attributes = names.map((name) => fc.constantFrom(...(saidBy[name] ?? [])).map((said) => `${name}=${said}`));
    return fc.array(
      fc.tuple(key, fc.constant(level), ...attributes).map((words) => words.join(' ')),
      { minLength: 2 },
    );
  });

/** Plain data of it, getters included. */
function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, each: unknown) => {
      if (typeof each !== 'object' || each === null || Array.isArray(each)) return each;
      const own = Object.getPrototypeOf(each) as object;
      const getters = own === Object.prototype ? [] : Object.entries(Object.getOwnPropertyDescriptors(own));
      const values = getters.flatMap(([name, how]) =>
        'get' in how ? [[name, Reflect.get(each, name) as unknown]] : [],
      );
      return { ...each, ...(Object.fromEntries(values) as object) };
    }),
  );
}

function editOf(text: string, { at, length, newText }: { at: number; length: number; newText: string }): TextEdit {
  const start = Math.floor(at * text.length);
  return { span: { start, end: Math.min(text.length, start + length) }, newText };
}

describe('following a policy table through edits', () => {
  it('comes to the same document and findings as reading the whole text', () => {
    fc.assert(
      fc.property(
        someText,
        fc.array(change, { minLength: 1, maxLength: 12 }),
        parseOptions,
        checkOptions,
        fc.boolean(),
        (start, changes, parsing, checking, looksEachTime) => {
          let text = start;
          const live = policyLanguage.follow(text, parsing, checking);
          if (looksEachTime) live.findings();
          changes.forEach((each, index) => {
            const edit = editOf(text, each);
            text = applyEdits(text, [edit]);
            live.edit(text, edit);
            if (!looksEachTime && index < changes.length - 1) return;
            const whole = policyLanguage.parse(text, parsing);
            expect(live.findings()).toEqual(policyLanguage.check(whole, checking));
            expect(plain(live.document())).toEqual(plain(whole));
          });
        },
      ),
      { numRuns: 120 },
    );
  });

  it('finds the same in a list of values that are made of the same attributes', () => {
    fc.assert(
      fc.property(listOfOneForm, parseOptions, checkOptions, (list, parsing, checking) => {
        const text = list.join('\n');
        const found = policyLanguage.check(policyLanguage.parse(text, parsing), checking);
        expect(policyLanguage.checkText(text, parsing, checking)).toEqual(found);
        expect(policyLanguage.follow(text, parsing, checking).findings()).toEqual(found);
      }),
      { numRuns: 200 },
    );
  });

  it('finds the same when only the findings are asked for', () => {
    fc.assert(
      fc.property(someText, someText, parseOptions, checkOptions, (first, second, parsing, checking) => {
        // Some values stand there twice, under other keys, and so have a shape that was seen before.
        const text = `${first}\n${second}\n${first.replaceAll('example', 'sample')}`;
        const found = policyLanguage.check(policyLanguage.parse(text, parsing), checking);
        expect(policyLanguage.checkText(text, parsing, checking)).toEqual(found);
        expect(policyLanguage.follow(text, parsing, checking).findings()).toEqual(found);
      }),
      { numRuns: 200 },
    );
  });

  it('finds the places of whatever stands anywhere', () => {
    fc.assert(
      fc.property(
        someText,
        fc.array(change, { minLength: 1, maxLength: 6 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        parseOptions,
        (start, changes, at, parsing) => {
          let text = start;
          const live = policyLanguage.follow(text, parsing, defaultCheckOptions);
          for (const each of changes) {
            const edit = editOf(text, each);
            text = applyEdits(text, [edit]);
            live.edit(text, edit);
            const whole = policyLanguage.parse(text, parsing);
            for (const { key, value } of whole.entries) {
              const { start: from, end: to } = { start: key.span.start, end: value.span.end };
              const subject = policySubjectAt(whole, from + Math.floor(at * (to - from)));
              if (subject === null) continue;
              const document = live.document() as PolicyDocument;
              expect(policyOccurrences(document, subject, 9)).toEqual(policyOccurrences(whole, subject, 9));
            }
          }
        },
      ),
      { numRuns: 120 },
    );
  });

  it('leaves a document as it was when the text is edited further', () => {
    fc.assert(
      fc.property(someText, change, parseOptions, (start, each, parsing) => {
        const live = policyLanguage.follow(start, parsing, defaultCheckOptions);
        const before = live.document();
        const edit = editOf(start, each);
        live.edit(applyEdits(start, [edit]), edit);
        expect(plain(before)).toEqual(plain(policyLanguage.parse(start, parsing)));
      }),
    );
  });
});
