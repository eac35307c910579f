import { t } from '../../text/translate';
import { partOf } from './attribute';
import { patternsOf } from './pattern-entry';
import type { PolicyEntryRule } from './rule';

export const obsoletePatternOption: PolicyEntryRule = {
  id: 'obsolete-pattern-option',
  scope: 'node',
  title: 'Option of a pattern that PCRE2 does not have',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  docs: `A Postfix that is built with PCRE2, as newer ones are (from 3.7 on), ignores the option \`X\` of a pcre: table and logs \`ignoring obsolete regexp option "X"\`. Patterns
that it cannot read are refused without it.`,
  bad: [{ text: '/^example\\.org$/X dane\n', tableType: 'pcre' }],
  good: [{ text: '/^example\\.org$/x dane\n', tableType: 'pcre' }],
  check(entry, document, report) {
    if (document.tableType !== 'pcre' || entry.dropped === 'indented') return;
    for (const { flags, flagsFrom, isClosed } of patternsOf(entry)?.patterns ?? []) {
      const at = isClosed ? flags.indexOf('X') : -1;
      if (at < 0) continue;
      report({
        span: partOf(entry.key, flagsFrom + at, flagsFrom + at + 1),
        message: t(
          'Postfix with PCRE2 ignores the option X, with a warning ("ignoring obsolete regexp option"). Delete it.',
        ),
      });
    }
  },
};
