import { installed } from '../language/installed-postfix';
import { parseVersions } from '../language/postfix-versions';
import { tableTypes } from '../postfix/table-types';
import { didYouMean } from '../text/did-you-mean';
import { type AdmissionRuleId, type AdmissionVerdict, admissionRules, admissionVerdicts } from './admission-rules';
import type { JsonNode } from './json-node';
import { type ConfigProblem, consumerProfiles, type ListConfig } from './list-config';
import { isRuleSeverity, type RuleSeverity, ruleSeverities } from './rule-severity';

/** The rules that there are, as far as a configuration needs to know them. */
export type KnownRules = readonly { readonly id: string; readonly title: string }[];

/** Tells a problem of the node or place at hand. */
type Tell = (problem: ConfigProblem) => void;

/** One key of the configuration file: the one source for reading it, for its schema and for the documentation. */
export interface ConfigKey {
  readonly name: string;
  /** A sentence in Markdown for the schema, which editors show. */
  readonly description: string;
  /** Its JSON schema, the description left out. */
  readonly schema: (rules: KnownRules) => object;
  /** What the value adds to the configuration; nothing where it can't be used, which is told. */
  readonly read: (value: JsonNode, rules: KnownRules, tell: Tell) => Partial<ListConfig>;
}

const versionExample = '"3.7", "3.5-3.11", "3.5-" or "installed"';

export const configKeys: readonly ConfigKey[] = [
  {
    name: 'rules',
    description:
      'The severity of single rules by their id, or `off`. Every finding shows the id of its rule, and `postfix-tls-policy rules` lists them all.',
    schema: (rules) => ({
      type: 'object',
      properties: Object.fromEntries(
        rules.map(({ id, title }) => [id, { description: title, enum: [...ruleSeverities] }]),
      ),
      additionalProperties: false,
    }),
    read: (value, rules, tell) => ({ rules: readRules(value, rules, tell) }),
  },
  {
    name: 'tableType',
    description:
      'The lookup table type by which `main.cf` names the policy tables (`smtp_tls_policy_maps = type:/path`). It decides what a duplicate key does. Without it: by the content of each file.',
    schema: () => ({ enum: [...tableTypes] }),
    read: (value, _rules, tell) => {
      const tableType = readWord('tableType', value, tableTypes, tell);
      return tableType === null ? {} : { tableType };
    },
  },
  {
    name: 'postfixVersion',
    description:
      'The Postfix that reads the files: a release as `3.7`, a range as `3.5-3.11`, or `3.5-` for that one and all later ones; or `installed` for the one that `postconf` tells, which is another one on each machine. A comment `# tls-policy-lint: postfix 3.7` in a file comes first. Without it: 3.5 and newer.',
    schema: () => ({
      type: 'string',
      pattern: '^installed$|^\\d{1,3}\\.\\d{1,3}(\\.\\d{1,4})?(-(\\d{1,3}\\.\\d{1,3}(\\.\\d{1,4})?)?)?$',
    }),
    read: readVersions,
  },
  {
    name: 'consumers',
    description:
      'For which sending Postfix entries are advised. `dnssec`: DNSSEC lookups, a validating resolver and the public certification authorities. `any`: any Postfix that has a CA file, as with the consumers of a shared list. Without it: `dnssec`.',
    schema: () => ({ enum: [...consumerProfiles] }),
    read: (value, _rules, tell) => {
      const consumers = readWord('consumers', value, consumerProfiles, tell);
      return consumers === null ? {} : { consumers };
    },
  },
  {
    name: 'noProbe',
    description:
      'Domains, with all names below them, and blocks of addresses whose owners asked not to be probed: `["example.org", "192.0.2.0/24"]`. They come besides those of the machine and of the command line.',
    schema: () => ({ type: 'array', items: { type: 'string', pattern: noProbePattern.source } }),
    read: readNoProbe,
  },
  {
    name: 'certificateDays',
    description:
      'For how many days, 0 to 365, the certificates of the hosts of a changed entry have to stay valid in a `review`. Without it: 14, or until they should have been renewed.',
    schema: () => ({ type: 'integer', minimum: 0, maximum: mostDays }),
    read: (value, _rules, tell) => {
      const certificateDays = readDays('certificateDays', value, tell);
      return certificateDays === null ? {} : { certificateDays };
    },
  },
  {
    name: 'candidateDays',
    description:
      'For how many days, 0 to 365, an entry that waits in a comment `# candidate since=DATE by=NAME: ENTRY` has to hold before it is put in force, by the quick fix or by `verify --promote`. Without it: 14.',
    schema: () => ({ type: 'integer', minimum: 0, maximum: mostDays }),
    read: (value, _rules, tell) => {
      const candidateDays = readDays('candidateDays', value, tell);
      return candidateDays === null ? {} : { candidateDays };
    },
  },
  {
    name: 'review',
    description:
      'How strictly `review` judges changes of the list, by admission rule: `needs-change`, `needs-reason` (a comment has to say why) or `off`. The configuration of the base revision counts, never that of the change.',
    schema: () => ({
      type: 'object',
      properties: Object.fromEntries(
        admissionRules.map(({ id, title, preset }) => [
          id,
          { description: `${title} (${preset} by default)`, enum: [...admissionVerdicts] },
        ]),
      ),
      additionalProperties: false,
    }),
    read: (value, _rules, tell) => ({ review: readReview(value, tell) }),
  },
];

const mostDays = 365;

function readDays(name: string, value: JsonNode, tell: Tell): number | null {
  const days = value.kind === 'number' ? value.value : Number.NaN;
  if (Number.isInteger(days) && days >= 0 && days <= mostDays) return days;
  tell({ span: value.span, message: `"${name}" takes a whole number from 0 to ${mostDays}, such as 30` });
  return null;
}

function readReview(value: JsonNode, tell: Tell): ListConfig['review'] {
  if (value.kind !== 'object') {
    tell({ span: value.span, message: '"review" takes an object, such as {"sorted": "off"}' });
    return {};
  }
  const known = admissionRules.map(({ id }) => id);
  const read = new Map<AdmissionRuleId, AdmissionVerdict>();
  for (const { name, nameSpan, value: verdict } of value.members) {
    const id = known.find((each) => each === name);
    const shown = JSON.stringify(name);
    if (id === undefined) {
      tell({ span: nameSpan, message: `there is no admission rule ${shown}${didYouMean(name, known)}` });
    } else if (read.has(id)) tell({ span: nameSpan, message: `${shown} is given twice; delete one of them` });
    const word = readWord(name, verdict, admissionVerdicts, tell);
    if (word !== null && id !== undefined && !read.has(id)) read.set(id, word);
  }
  return Object.fromEntries(read);
}

/** A domain or a block of addresses, as far as that shows without looking closely. */
const noProbePattern = /^[^\s/@*]{1,253}(\/\d{1,3})?$/;

function readNoProbe(value: JsonNode, _rules: KnownRules, tell: Tell): Partial<ListConfig> {
  const example = 'such as ["example.org", "192.0.2.0/24"]';
  if (value.kind !== 'array') {
    tell({ span: value.span, message: `"noProbe" takes a list of domains and blocks of addresses, ${example}` });
    return {};
  }
  const noProbe: string[] = [];
  for (const item of value.items) {
    if (item.kind === 'text' && noProbePattern.test(item.value)) noProbe.push(item.value);
    else tell({ span: item.span, message: `this is no domain and no block of addresses; write a text, ${example}` });
  }
  return { noProbe };
}

function readRules(value: JsonNode, rules: KnownRules, tell: Tell): Readonly<Record<string, RuleSeverity>> {
  if (value.kind !== 'object') {
    tell({ span: value.span, message: '"rules" takes an object, such as {"unsafe-level-may": "off"}' });
    return {};
  }
  const known = rules.map(({ id }) => id);
  const read = new Map<string, RuleSeverity>();
  for (const { name, nameSpan, value: severity } of value.members) {
    const shown = JSON.stringify(name);
    if (!known.includes(name)) tell({ span: nameSpan, message: `there is no rule ${shown}${didYouMean(name, known)}` });
    else if (read.has(name)) tell({ span: nameSpan, message: `${shown} is given twice; delete one of them` });
    const word = readWord(name, severity, ruleSeverities, tell);
    if (isRuleSeverity(word) && known.includes(name) && !read.has(name)) read.set(name, word);
  }
  return Object.fromEntries(read);
}

function readVersions(value: JsonNode, _rules: KnownRules, tell: Tell): Partial<ListConfig> {
  const { span } = value;
  if (value.kind === 'number') {
    // As a number, 3.10 would be 3.1.
    tell({ span, message: `"postfixVersion" takes a text: write it in double quotes, such as ${versionExample}` });
    return {};
  }
  if (value.kind === 'text' && value.value === installed) return { asksInstalled: true };
  const postfixVersions = value.kind === 'text' ? parseVersions(value.value) : null;
  if (postfixVersions !== null) return { postfixVersions };
  tell({ span, message: `this is no version of Postfix; write for example ${versionExample}` });
  return {};
}

/** One of the words; null where the value is none, which is told. */
function readWord<const Word extends string>(
  name: string,
  value: JsonNode,
  words: readonly Word[],
  tell: Tell,
): Word | null {
  const text = value.kind === 'text' ? value.value : null;
  const found = words.find((each) => each === text);
  if (found !== undefined) return found;
  const meant = text === null ? '' : didYouMean(text, words);
  const choices = words.map((each) => `"${each}"`).join(', ');
  tell({ span: value.span, message: `${JSON.stringify(name)} takes one of ${choices}${meant}` });
  return null;
}
