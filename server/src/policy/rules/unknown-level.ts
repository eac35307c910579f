import type { Fix } from '../../language/finding';
import { attributeFacts } from '../../postfix/attributes';
import { levelFacts, securityLevels } from '../../postfix/levels';
import { nearest } from '../../text/nearest';
import { t } from '../../text/translate';
import type { PolicyEntry } from '../document';
import type { ValueProblem } from '../value-node';
import { deferred, isInForce, type PolicyEntryRule, quoted, rewrite } from './rule';

export const unknownLevel: PolicyEntryRule = {
  id: 'unknown-level',
  scope: 'node',
  title: 'Unknown security level',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `The first word of a value is the security level. Postfix knows these, in any case:

${securityLevels.map((level) => `- \`${level}\`: ${levelFacts[level].summary}`).join('\n')}

With any other word Postfix logs \`invalid security level\` and defers all mail to the destination (4.7.5) until the entry is
mended or the mail bounces. \`halfdane\` exists in Postfix's own messages only, and a level never stands in braces.`,
  bad: [
    { text: 'example.org secrue match=.example.net\n' },
    { text: 'example.org match=.example.net\n' },
    { text: 'example.org ,\n' },
  ],
  good: [{ text: 'example.org secure match=.example.net\n' }, { text: 'example.org SECURE\n' }],
  check(entry, _document, report) {
    if (!isInForce(entry)) return;
    for (const problem of entry.value.problems) {
      if (problem.kind === 'empty') {
        report({
          span: problem.span,
          message: t('The value holds separators only ("invalid empty policy"): {0}. Write a level.', deferred()),
        });
      } else if (problem.kind === 'unknown-level') {
        report({ span: problem.span, ...describe(entry, problem) });
      }
    }
  },
};

function describe(
  { value }: PolicyEntry,
  { span }: ValueProblem,
): { readonly message: string; readonly fixes?: readonly Fix[] } {
  const word = value.level?.text ?? '';
  const consequence = t('Postfix knows no security level {0}: {1}.', quoted(word), deferred());
  const name = /^\{?\s*([a-z_]+)=/i.exec(word)?.[1];
  if (name !== undefined && attributeFacts(name) !== undefined) {
    return { message: t('{0} A level must stand before the attributes; write one.', consequence) };
  }
  const meant = nearest(word.toLowerCase(), securityLevels);
  if (meant === null) return { message: t('{0} Write one of {1}.', consequence, securityLevels.join(', ')) };
  return {
    message: t('{0} Write {1}?', consequence, meant),
    fixes: [rewrite(span, meant)],
  };
}
