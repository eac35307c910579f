import { t } from '../../text/translate';
import { keyDefect, neverFound, soundKey } from './key-defect';
import { revivalOf } from './revival';
import { type PolicyRelatedRule } from './rule';

export const keyEndsInColon: PolicyRelatedRule = {
  id: 'key-ends-in-colon',
  scope: 'related',
  title: 'Key that ends in a colon',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `\`key: value\` is the format of alias files. In a policy table the colon belongs to the key: \`postmap\` warns \`record is in
"key: value" format; is this an alias file?\` and stores it; only mail with a next-hop that somebody wrote with that very colon would find it. The destination gets whatever another entry or
\`smtp_tls_security_level\` of main.cf says. Delete the colon; that revives the entry, so look at it first.`,
  bad: [{ text: 'example.org: secure\n' }],
  good: [{ text: 'example.org secure\n' }, { text: 'example.org:25 secure\n' }],
  check(entry, others, _document, report) {
    if (keyDefect(entry) !== 'colon') return;
    const { text, span } = entry.key;
    const { advice, rest } = revivalOf(entry, soundKey(text.replace(/:+$/, '')), others);
    report({
      span,
      message: t(
        'Next-hops are written without a colon at the end ("record is in "key: value" format"): {0}. {1}',
        neverFound(),
        advice,
      ),
      ...rest,
    });
  },
};
