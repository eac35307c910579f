import type { RuleExample, RuleInfo } from '../language/rule';
import { suppressionComment } from '../language/suppression';
import { unusedSuppression } from '../language/unused-suppression';
import { type FoundRule, ruleOwners } from '../languages/languages';
import type { RuleOwner } from '../languages/rule-owner';
import { createLineIndex } from '../text/line-index';
import { codeBlock, codeSpan, wholeText } from './escape';
import { blocks, bullets, table } from './markdown';
import { wrapWords } from './wrap';

/** Columns of what a finding says. */
const width = 110;

const fixes: Readonly<Record<RuleInfo['fix'], string>> = {
  safe: 'safe, also by *fix all*',
  unsafe: 'offered, for a person to choose, since it changes what Postfix does',
  none: 'none',
};

/** The page of a rule, as Markdown. */
export function rulePageMarkdown({ rule, language }: FoundRule): string {
  const { id, title, since, docs, fix, bad, good } = rule;
  return `${blocks(
    `# ${title}`,
    bullets([
      `Rule: ${codeSpan(id)}`,
      `Severity: ${severityOf(rule)}`,
      `Language: ${languagesOf(id).join(', ')}`,
      `Quick fix: ${fixes[fix]}`,
      `Since: ${since}`,
    ]),
    docs.trim(),
    '## Bad',
    ...bad.map((example) => blocks(exampleBlock(example, language), findingBlock(example, rule, language))),
    '## Good',
    ...good.map((example) => exampleBlock(example, language)),
    '## Configure it',
    ...(id === unusedSuppression.id ? [] : silencingOnce(id, language)),
    everywhere(rule),
  )}\n`;
}

function severityOf({ severity, offByDefault }: RuleInfo): string {
  return offByDefault === true ? `${severity}; off unless a severity is configured` : severity;
}

function silencingOnce(id: string, language: RuleOwner): readonly string[] {
  return [
    'In one place, by a comment line above it that gives the reason:',
    codeBlock([suppressionComment(id, 'reason')], { info: language.id }),
  ];
}

/** How the rule gets another severity. */
function everywhere({ id, severity, offByDefault }: RuleInfo): string {
  const [what, value] =
    offByDefault === true ? ['To switch it on', severity] : ['Everywhere, or with another severity', 'off'];
  const setting = codeSpan(`"postfixTlsPolicy.rules": { "${id}": "${value}" }`);
  return `${what}: ${setting} in the settings, ${codeSpan(`--rule ${id}=${value}`)} on the command line.`;
}

/** The index of all pages, as Markdown. */
export function ruleIndexMarkdown(rules: readonly FoundRule[]): string {
  return `${blocks(
    '# Rules',
    `Each finding names its rule. The severity follows the consequence: *error* where mail is deferred or bounced, an entry can never
match, a setting acts as something weaker, or the table is unusable; *warning* where it works as written, and so mail can be
read or redirected on the way; *information* for what is brittle or redundant; *hint* for what could be stronger.`,
    ...ruleOwners.map((language) => {
      const own = rules.filter((found) => found.language.name === language.name);
      return blocks(
        `## ${language.title}`,
        table(['Rule', 'What is wrong', 'Severity', 'Quick fix'], own.map(indexRow)),
      );
    }),
  )}\n`;
}

function indexRow({ rule }: FoundRule): readonly string[] {
  const { id, title, severity, fix } = rule;
  return [`[${id}](${id}.md)`, title, rule.offByDefault === true ? `${severity}, off` : severity, fix];
}

/** The titles of the languages that have the rule. */
function languagesOf(id: string): readonly string[] {
  return ruleOwners.filter(({ rules }) => rules.some((rule) => rule.id === id)).map(({ title }) => title);
}

function exampleBlock({ text, tableType }: RuleExample, language: RuleOwner): string {
  const lines = text.replace(/\n$/, '').split('\n');
  return blocks(
    tableType === undefined ? '' : `In a ${codeSpan(tableType)} table:`,
    codeBlock(lines, { info: language.id, limit: wholeText }),
  );
}

/** What `check` says of the example by this rule. */
function findingBlock(
  { text, tableType }: RuleExample,
  { id, severity, offByDefault }: RuleInfo,
  language: RuleOwner,
): string {
  const index = createLineIndex(text);
  const switchedOn = { severities: offByDefault === true ? { [id]: severity } : {} };
  const lines = language
    .check(language.parse(text, { tableType: tableType ?? null }), switchedOn)
    .filter(({ rule }) => rule === id)
    .flatMap(({ span, message, ...finding }) => {
      const { line, character } = index.positionAt(span.start);
      return wrapWords(`line ${line + 1}, column ${character + 1}, ${finding.severity}: ${message}`, width);
    });
  return codeBlock(lines, { limit: wholeText });
}
