import { nearest } from '../text/nearest';
import { t } from '../text/translate';
import { consumerProfiles, consumersDirective, consumersIn } from './consumers';
import { postfixDirective, versionsIn } from './file-versions';
import { type LintComment, lintMarker } from './lint-comment';
import type { DocumentRule, ParsedDocument } from './rule';
import { disableNextLine } from './suppression';

const directives = [disableNextLine, postfixDirective, consumersDirective];

/** Every language registers this rule; its examples are policy tables. */
export const unknownLintComment: DocumentRule<ParsedDocument> = {
  id: 'unknown-lint-comment',
  scope: 'document',
  title: 'Comment for this program that it can’t read',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `A comment that begins with \`${lintMarker}\` speaks to this program. It knows three of them:

- \`# ${lintMarker} ${disableNextLine} RULE -- reason\` silences RULE on the next entry;
- \`# ${lintMarker} ${postfixDirective} 3.7\` names the Postfix release that reads this file, or the range of all its consumers: \`3.5-3.11\`, \`3.9-\`;
- \`# ${lintMarker} ${consumersDirective} any\` says that other sites take the list over, whose main.cf nobody here knows; \`dnssec\` in its place,
  that all of them have DNSSEC lookups.

Anything else has no effect, though its writer believes that it has one.`,
  bad: [
    { text: `# ${lintMarker} disable-nextline unsafe-level-may -- ticket 4711\nexample.org dane\n` },
    { text: `# ${lintMarker} postfix three\nexample.org dane\n` },
    { text: `# ${lintMarker} consumers everybody\nexample.org dane\n` },
  ],
  good: [{ text: `# ${lintMarker} postfix 3.7\nexample.org dane\n` }, { text: '# tls-policy-lint is run by CI\n' }],
  check(_document, report, { lintComments }) {
    for (const lint of lintComments) {
      const message = describe(lint);
      if (message === null) continue;
      const meant = nearest(lint.directive.text, directives);
      const canBeMended = meant !== null && meant !== lint.directive.text;
      report({
        span: lint.directive.text === '' ? lint.comment.span : lint.directive.span,
        message,
        ...(canBeMended
          ? {
              fixes: [
                { title: t('Write {0}', meant), safe: false, edits: [{ span: lint.directive.span, newText: meant }] },
              ],
            }
          : {}),
      });
    }
  },
};

function describe(lint: LintComment): string | null {
  const { directive } = lint;
  if (directive.text === disableNextLine) return null;
  if (directive.text === postfixDirective) {
    return versionsIn(lint) === null
      ? t('This comment has no effect: write the release of Postfix as 3.7, or a range as 3.5-3.11 or 3.9-.')
      : null;
  }
  if (directive.text === consumersDirective) {
    return consumersIn(lint) === null
      ? t('This comment has no effect: write {0} behind {1}.', consumerProfiles.join(', '), consumersDirective)
      : null;
  }
  return t('This comment has no effect: after {0} stands one of {1}.', lintMarker, directives.join(', '));
}
