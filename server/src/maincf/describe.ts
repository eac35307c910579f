import { describeLevel, levelNamed } from '../postfix/levels';
import { type ParameterFacts, parameters } from '../postfix/parameters';
import { valueWords } from '../postfix/value-words';
import { codeSpan } from '../text/escape';
import { bulleted, paragraphs } from '../text/markdown';
import type { MainCfDocument } from './document';
import { effectiveValue } from './expand';

/** The facts of a parameter; null for one that is not in the table. */
export function parameterFacts(name: string): ParameterFacts | null {
  return Object.hasOwn(parameters, name) ? (parameters[name] ?? null) : null;
}

/** What a parameter means, its default and since when it is known, in Markdown. */
export function describeFacts(name: string, facts: ParameterFacts): string {
  const { summary, since, deprecatedIn, replacement, values } = facts;
  return paragraphs([
    `**\`${name}\`** ${summary}`,
    bulleted([
      ...(values === undefined ? [] : [`One of ${values.map((value) => `\`${value}\``).join(', ')}`]),
      `Default: ${defaultOf(facts)}`,
      `Since Postfix ${since}`,
      ...(deprecatedIn === undefined
        ? []
        : [`Postfix ${deprecatedIn} and newer warn about it: write \`${replacement ?? ''}\` instead`]),
    ]),
  ]);
}

function defaultOf({ default: text, defaultText }: ParameterFacts): string {
  if (text === null) return defaultText ?? 'depends on the release';
  return text === '' ? (defaultText ?? 'empty') : `\`${text}\``;
}

/** The same, and the value that holds in this file; for a name of the file's own only that. */
export function describeParameter(document: MainCfDocument, name: string): string | null {
  const facts = parameterFacts(name);
  if (facts === null && !document.effective.has(name)) return null;
  const head = facts === null ? `**${codeSpan(name)}**` : describeFacts(name, facts);
  return paragraphs([head, describeValue(document, name)]);
}

function describeValue(document: MainCfDocument, name: string): string {
  const setting = document.effective.get(name);
  const value = effectiveValue(document, name);
  if (setting === undefined) return 'This file does not set it.';
  const others = document.parameters.filter(({ name: other, defect }) => defect === null && other.text === name).length;
  const last = others > 1 ? ` Of ${others} settings the last one counts.` : '';
  if (value === null)
    return `In this file: ${codeSpan(setting.value.text)}, which this file alone does not tell.${last}`;
  const shown = value === '' ? 'empty' : codeSpan(value);
  const from = value === setting.value.text ? '' : `, out of ${codeSpan(setting.value.text)}`;
  return `In this file: ${shown}${from}.${last}`;
}

/** What a word means in the value of a parameter; null where there is no more to say than of the parameter. */
export function describeWord(name: string, word: string): string | null {
  const level = /^[sl]mtp_tls_security_level$/.test(name) ? levelNamed(word) : null;
  if (level !== null) return describeLevel(level);
  const kind = parameterFacts(name)?.class;
  if (kind !== 'match' && kind !== 'protocols') return null;
  const known = valueWords(kind, kind).find((each) => each.word.toLowerCase() === word.toLowerCase());
  return known === undefined ? null : `\`${known.word}\`: ${known.summary}`;
}
