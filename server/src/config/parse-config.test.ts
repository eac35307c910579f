import Ajv from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import manifest from '../../../package.json';
import { tableTypes } from '../postfix/table-types';
import { configSchema } from './config-schema';
import { consumerProfiles, noConfig } from './list-config';
import { describeProblem, parseConfig, parseConfigText } from './parse-config';
import { ruleSeverities } from './rule-severity';

const rules = [
  { id: 'unsafe-level-may', title: 'Level may' },
  { id: 'trailing-comment', title: 'Comment behind a value' },
];
const problemsOf = (text: string): readonly string[] =>
  parseConfigText(text, rules).problems.map((problem) => describeProblem(text, problem));

describe('a configuration file', () => {
  it.each([
    ['{}', {}],
    ['\ufeff{}\r\n', {}],
    ['{"$schema": "x.json", "rules": {}}', {}],
    [
      '{"rules": {"unsafe-level-may": "off", "trailing-comment": "hint"}}',
      { rules: { 'unsafe-level-may': 'off', 'trailing-comment': 'hint' } },
    ],
    ['{"tableType": "pcre"}', { tableType: 'pcre' }],
    ['{"postfixVersion": "3.7"}', { postfixVersions: { from: '3.7', to: '3.7', stated: true } }],
    ['{"postfixVersion": "3.5-"}', { postfixVersions: { from: '3.5', to: null, stated: true } }],
    ['{"postfixVersion": "installed"}', { asksInstalled: true }],
    ['{"consumers": "any"}', { consumers: 'any' }],
    ['{"certificateDays": 30}', { certificateDays: 30 }],
    ['{"candidateDays": 0}', { candidateDays: 0 }],
    ['{"noProbe": ["example.org", "192.0.2.0/24"]}', { noProbe: ['example.org', '192.0.2.0/24'] }],
    [
      '{"review": {"sorted": "off", "warning": "needs-change"}}',
      { review: { sorted: 'off', warning: 'needs-change' } },
    ],
  ])('%s is read', (text, config) => {
    expect(parseConfigText(text, rules)).toEqual({ config: { ...noConfig, ...config }, problems: [] });
  });

  it.each([
    ['[]', '1:1: a configuration is an object, such as {"rules": {"unsafe-level-may": "off"}}'],
    [
      '{\n  "rules": {"unsafe-level-mai": "off"}\n}',
      '2:13: there is no rule "unsafe-level-mai"; did you mean unsafe-level-may?',
    ],
    ['{"rules": {"frobnicate": "off"}}', '1:12: there is no rule "frobnicate"'],
    [
      '{"rules": {"unsafe-level-may": "of"}}',
      '1:32: "unsafe-level-may" takes one of "error", "warning", "information", "hint", "off"; did you mean off?',
    ],
    [
      '{"rules": {"unsafe-level-may": 0}}',
      '1:32: "unsafe-level-may" takes one of "error", "warning", "information", "hint", "off"',
    ],
    [
      '{"rules": {"unsafe-level-may": "off", "unsafe-level-may": "hint"}}',
      '1:39: "unsafe-level-may" is given twice; delete one of them',
    ],
    ['{"certificateDays": 1.5}', '1:21: "certificateDays" takes a whole number from 0 to 365, such as 30'],
    ['{"candidateDays": 366}', '1:19: "candidateDays" takes a whole number from 0 to 365, such as 30'],
    ['{"certificateDays": "30"}', '1:21: "certificateDays" takes a whole number from 0 to 365, such as 30'],
    ['{"review": true}', '1:12: "review" takes an object, such as {"sorted": "off"}'],
    ['{"review": {"sortd": "off"}}', '1:13: there is no admission rule "sortd"; did you mean sorted?'],
    [
      '{"noProbe": "example.org"}',
      '1:13: "noProbe" takes a list of domains and blocks of addresses, such as ["example.org", "192.0.2.0/24"]',
    ],
    [
      '{"noProbe": ["a b"]}',
      '1:14: this is no domain and no block of addresses; write a text, such as ["example.org", "192.0.2.0/24"]',
    ],
    ['{"rules": ["off"]}', '1:11: "rules" takes an object, such as {"unsafe-level-may": "off"}'],
    ['{"rules": {}, "rules": {}}', '1:15: "rules" is given twice; delete one of them'],
    [
      '{"tableType": "hsah"}',
      '1:15: "tableType" takes one of "texthash", "hash", "btree", "lmdb", "cdb", "regexp", "pcre"; did you mean hash?',
    ],
    [
      '{"postfixVersion": 3.10}',
      '1:20: "postfixVersion" takes a text: write it in double quotes, such as "3.7", "3.5-3.11", "3.5-" or "installed"',
    ],
    [
      '{"postfixVersion": "three"}',
      '1:20: this is no version of Postfix; write for example "3.7", "3.5-3.11", "3.5-" or "installed"',
    ],
    [
      '{"postfixVersion": "3.11-3.5"}',
      '1:20: this is no version of Postfix; write for example "3.7", "3.5-3.11", "3.5-" or "installed"',
    ],
    ['{"consumers": "site"}', '1:15: "consumers" takes one of "dnssec", "any"'],
    ['{"profile": "any"}', '1:2: there is no key "profile"; did you mean consumers?'],
    ['{"rule": {}}', '1:2: there is no key "rule"; did you mean rules?'],
    [
      '{"postfixTlsPolicy.tableType": "hash"}',
      '1:2: there is no key "postfixTlsPolicy.tableType"; did you mean tableType?',
    ],
    [
      '{"overrides": []}',
      '1:2: there is no key "overrides"; the keys are rules, tableType, postfixVersion, consumers, noProbe, certificateDays, candidateDays, review',
    ],
    ['{"rules": {},}', '1:13: delete this comma: nothing follows it before the closing }'],
    ['', '1:1: the file is empty; write at least {}'],
  ])('%s is refused: %s', (text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  it('tells all that is wrong in the order of the text, and uses the rest', () => {
    const text = '{"consumers": "any", "x": 1, "rules": {"trailing-comment": "off", "y": "z"}}';
    expect(problemsOf(text).map((problem) => problem.split(' ')[0])).toEqual(['1:22:', '1:67:', '1:72:']);
    expect(parseConfigText(text, rules).config).toEqual({
      ...noConfig,
      consumers: 'any',
      rules: { 'trailing-comment': 'off' },
    });
  });

  it('has to be UTF-8', () => {
    const { text, problems, config } = parseConfig(Buffer.from('{"consumers": "any", "\xfc": 1}', 'latin1'), rules);
    expect(problems.map((problem) => describeProblem(text, problem))).toEqual([
      '1:23: these bytes are no UTF-8; save the file in UTF-8',
    ]);
    expect(config.consumers).toBe('any');
  });

  it.each(
    Object.entries(
      Object.assign({}, ...manifest.contributes.configuration.map(({ properties }) => properties)) as object,
    )
      .filter(([, { scope }]: [string, { scope: string }]) => scope === 'machine')
      .map(([name]) => name)
      // A list may add to those who are left alone.
      .filter((name) => name !== 'postfixTlsPolicy.noProbe'),
  )('may not hold %s, which is a setting of the machine', (name) => {
    const bare = name.replace('postfixTlsPolicy.', '');
    for (const key of [name, bare, bare.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)]) {
      const [problem, ...more] = problemsOf(JSON.stringify({ [key]: 'x' }));
      expect(more).toEqual([]);
      expect(problem).toMatch(
        /^1:2: .* decides whom a probe asks and trusts, or how, which a file in the folder must not: /,
      );
      expect(problem).toContain(`Set ${name} in your editor`);
    }
  });
});

describe('the schema of the configuration file', () => {
  const ajv = new Ajv({ allErrors: true, strict: true }).addKeyword('markdownDescription');
  const validate = ajv.compile(configSchema(rules));
  const any = fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.constant([]), fc.constant({}));
  const wordOf = (words: readonly string[]) => fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...words) }, any);
  const host = fc.constantFrom('example.org', '192.0.2.0/24', 'a b');
  const configs = fc.record(
    {
      $schema: fc.oneof({ weight: 4, arbitrary: fc.string() }, any),
      rules: fc.oneof(
        fc.dictionary(wordOf(rules.map(({ id }) => id)).map(String), wordOf(ruleSeverities), { maxKeys: 2 }),
        any,
      ),
      tableType: wordOf(tableTypes),
      postfixVersion: wordOf(['3.7', '3.5-3.11', '3.5-', '3.7.2', '3.4-3', '3.5.1-3.11.0', '3.7-3.5.0']),
      consumers: wordOf(consumerProfiles),
      noProbe: fc.oneof({ weight: 4, arbitrary: fc.array(host, { maxLength: 1 }) }, any),
      resolver: fc.constant('192.0.2.1'),
    },
    { requiredKeys: [] },
  );

  it('refuses what the program refuses, but for what no schema can tell', () => {
    let good = 0;
    fc.assert(
      fc.property(configs, (config) => {
        const isGood = problemsOf(JSON.stringify(config)).length === 0;
        if (isGood) good += 1;
        // Only the program compares the two ends of a range, and only the schema looks at $schema.
        const endsCrossed = config.postfixVersion === '3.7-3.5.0';
        const strangeSchema = '$schema' in config && typeof config.$schema !== 'string';
        if (endsCrossed) expect(isGood).toBe(false);
        else if (strangeSchema) expect(validate(config)).toBe(false);
        else expect([validate(config), config]).toEqual([isGood, config]);
      }),
      { numRuns: 3_000 },
    );
    expect(good).toBeGreaterThan(50);
  });
});
