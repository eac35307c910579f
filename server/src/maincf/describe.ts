import { assumedVersions, type PostfixVersions } from '../language/postfix-versions';
import { describeLevel, levelNamed } from '../postfix/levels';
import { defaultInWords, parameterSummary } from '../postfix/parameter-summaries';
import { type ParameterClass, type ParameterFacts, parameterFacts } from '../postfix/parameters';
import { transportParameter } from '../postfix/transport-parameters';
import { valueWords } from '../postfix/value-words';
import { codeSpan } from '../text/escape';
import { bulleted, paragraphs } from '../text/markdown';
import { t } from '../text/translate';
import type { MainCfDocument } from './document';
import { type EffectiveValue, effectiveParameters } from './effective';
import { describeFault } from './expansion/describe-fault';

const classes: Readonly<Partial<Record<ParameterClass, string>>> = {
  boolean: '`yes` or `no`',
  integer: 'A whole number',
  time: 'A time: a whole number, and without a blank `s`, `m`, `h`, `d` or `w`',
  table: 'A lookup table, `type:name`',
  'table-list': 'Lookup tables, `type:name`, with commas or blanks between them',
  path: 'A path',
  'path-list': 'Paths, with commas or blanks between them',
  list: 'A list with commas or blanks between the elements',
};

/** What a parameter means, its default and since when it is known, in Markdown. */
export function describeFacts(facts: ParameterFacts): string {
  const { name, since, warnedIn, goneIn, replacement } = facts;
  return paragraphs([
    `**\`${name}\`** ${parameterSummary(name)}`.trimEnd(),
    bulleted([
      ...valuesOf(facts),
      t('Default: {0}', defaultOf(facts)),
      t('Since Postfix {0}', since),
      ...(warnedIn === null ? [] : [t('Postfix {0} and newer warn about it: {1}', warnedIn, insteadOf(replacement))]),
      ...(goneIn === null ? [] : [t('Postfix {0} and newer do not know it: {1}', goneIn, insteadOf(replacement))]),
    ]),
    `[postconf(5)](https://www.postfix.org/postconf.5.html#${name})`,
  ]);
}

function valuesOf({ class: kind, words }: ParameterFacts): readonly string[] {
  const list = words.map((word) => `\`${word}\``).join(', ');
  if (kind === 'enum' && words.length > 0) return [t('One of {0}', list)];
  return classes[kind] === undefined ? [] : [t(classes[kind])];
}

function insteadOf(replacement: string | null): string {
  return replacement === null ? t('delete it') : t('write `{0}` instead', replacement);
}

function defaultOf({ name, default: text }: ParameterFacts): string {
  const words = defaultInWords(name);
  if (words !== null) return words;
  if (text === null) return t('depends on the machine or the build');
  return text === '' ? t('empty') : codeSpan(text);
}

/** The same, and the value that holds in this file; for a name of the file's own only that. */
export function describeParameter(
  document: MainCfDocument,
  name: string,
  versions: PostfixVersions = assumedVersions,
): string | null {
  const facts = parameterFacts(name);
  const transport = facts === null ? transportParameter(name) : null;
  if (facts === null && transport === null && !document.effective.has(name)) return null;
  const head = facts === null ? `**${codeSpan(name)}**` : describeFacts(facts);
  const of = transport === null ? '' : t('For the transport {0} of master.cf.', codeSpan(transport.transport));
  const value = effectiveParameters(document, { versions }).value(name);
  return paragraphs([head, of, value.source.kind === 'file' ? inFile(document, value) : byDefault(value)]);
}

function inFile(document: MainCfDocument, { name, raw, outcome }: EffectiveValue): string {
  const others = document.parameters.filter(({ name: other, defect }) => defect === null && other.text === name).length;
  const last = others > 1 ? ` ${t('Of {0} settings the last one counts.', others)}` : '';
  const written = codeSpan(raw ?? '');
  switch (outcome.kind) {
    case 'unknown':
      return `${t('In this file: {0}, which this file alone does not tell.', written)}${last}`;
    case 'fatal':
      return `${t('In this file: {0}.', written)} ${describeFault(outcome.fault)}${last}`;
    case 'value': {
      const text = outcome.text === '' ? t('empty') : codeSpan(outcome.text);
      const told =
        outcome.text === raw ? t('In this file: {0}.', text) : t('In this file: {0}, out of {1}.', text, written);
      return `${told}${last}`;
    }
  }
}

function byDefault({ raw, outcome }: EffectiveValue): string {
  const isTold = outcome.kind !== 'value' || outcome.text === '' || outcome.text === raw;
  return isTold
    ? t('This file does not set it.')
    : t('This file does not set it. Its default comes to {0}.', codeSpan(outcome.text));
}

/** What a word means in the value of a parameter; null where there is no more to say than of the parameter. */
export function describeWord(name: string, word: string): string | null {
  const level = /^[sl]mtp_tls_security_level$/.test(name) ? levelNamed(word) : null;
  if (level !== null) return describeLevel(level);
  const kind = parameterFacts(name)?.class;
  if (kind !== 'match' && kind !== 'protocols') return null;
  const known = valueWords(kind, kind).find((each) => each.word.toLowerCase() === word.toLowerCase());
  return known === undefined ? null : `\`${known.word}\`: ${t(known.summary)}`;
}
