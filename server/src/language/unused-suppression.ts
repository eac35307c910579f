import { physicalLine } from '../text/logical-lines';
import { nearest } from '../text/nearest';
import { t } from '../text/translate';
import type { Fix } from './finding';
import type { ParsedDocument, Report, RuleInfo, SuppressionRule } from './rule';
import { inlineRuleIds, serviceRuleIds, siteRuleIds } from './site-rule-ids';
import { type SuppressedRule, type Suppression, suppressionComment } from './suppression';

/** Every language registers this rule; its examples are policy tables. */
export const unusedSuppression: SuppressionRule = {
  id: 'unused-suppression',
  scope: 'suppressions',
  title: 'Suppression comment that silences nothing',
  severity: 'information',
  since: '0.1.0',
  fix: 'safe',
  docs: `A comment \`${suppressionComment('RULE', 'reason')}\` silences the findings of RULE on the next entry; several rules
are separated by blanks or commas. When the entry is mended or the comment has moved away from it, the comment stays
behind: the next reader believes in an exception that no longer exists, and a new mistake of the same kind is hidden.
Delete the comment, or correct the rule's name.`,
  bad: [
    { text: `${suppressionComment('unsafe-level-may', 'mended long ago')}\nexample.org secure\n` },
    { text: `${suppressionComment('unsafe-level-mai', 'ticket 4711')}\nexample.org secure\n` },
  ],
  good: [{ text: `${suppressionComment('unsafe-level-may', 'ticket 4711, until 2027')}\nexample.org may\n` }],
};

interface Question {
  readonly document: ParsedDocument;
  readonly suppression: Suppression;
  /** The rules that it did silence. */
  readonly used: ReadonlySet<string>;
  readonly rules: readonly RuleInfo[];
  readonly isOff: (id: string) => boolean;
}

export function reportUnusedSuppression({ document, suppression, used, rules, isOff }: Question, report: Report): void {
  const own = new Set(rules.map(({ id }) => id));
  const elsewhere = [...siteRuleIds, ...[...inlineRuleIds, ...serviceRuleIds].filter((id) => !own.has(id))];
  const unused = suppression.rules.filter(({ id }) => !used.has(id) && !isOff(id) && !elsewhere.includes(id));
  if (suppression.rules.length > 0 && unused.length === 0) return;
  if (suppression.rules.length === 0) {
    const message = t(
      "This comment names no rule and so silences nothing. Write the rule's id after `disable-next-line`, or delete the comment.",
    );
    report({ message, span: suppression.comment.span, fixes: [deleteComment(document, suppression)] });
  }
  reportUnusedRules(document, suppression, unused, [...own, ...elsewhere], report);
}

/** @param known the ids of all rules that a comment in such a document may name. */
export function reportUnusedRules(
  document: ParsedDocument,
  suppression: Suppression,
  unused: readonly SuppressedRule[],
  known: readonly string[],
  report: Report,
): void {
  const isUseless = unused.length === suppression.rules.length;
  const fixes = isUseless ? [deleteComment(document, suppression)] : [];
  for (const rule of unused) report({ message: messageFor(rule, known), span: rule.span, fixes });
}

function messageFor({ id }: SuppressedRule, known: readonly string[]): string {
  if (known.includes(id)) {
    return t(
      'Nothing is silenced here: the next entry has no finding of {0}. Delete the comment, so that it does not hide a later mistake.',
      id,
    );
  }
  const meant = nearest(id, known);
  return meant === null
    ? t('There is no rule {0}, so nothing is silenced. Delete the comment.', id)
    : t('There is no rule {0}, so nothing is silenced. Write {1}.', id, meant);
}

function deleteComment({ text }: ParsedDocument, { comment }: Suppression): Fix {
  return {
    title: t('Delete the unused suppression comment'),
    safe: true,
    edits: [{ span: physicalLine(text, comment.span.start), newText: '' }],
  };
}
