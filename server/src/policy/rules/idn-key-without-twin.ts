import { domainToASCII, domainToUnicode } from 'node:url';
import { foldCase } from '../../text/fold-case';
import { lineBreakOf } from '../../text/logical-lines';
import { t } from '../../text/translate';
import { storedEntry } from './parent-entry';
import { isInForce, type PolicyRelatedRule, quoted } from './rule';

export const idnKeyWithoutTwin: PolicyRelatedRule = {
  id: 'idn-key-without-twin',
  scope: 'related',
  title: 'Internationalised domain in one spelling only',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `Postfix does not convert between \`bücher.example\` and \`xn--bcher-kva.example\`: a key in one spelling is not found for a recipient
in the other. Which one arrives, the sender's mail program decides. The other spelling gets whatever another entry or
\`smtp_tls_security_level\` of main.cf says, so write both lines. Without \`smtputf8_enable = yes\` only the second form can arrive.`,
  bad: [{ text: 'bücher.example dane\n' }, { text: '.xn--bcher-kva.example dane\n' }],
  good: [{ text: 'bücher.example dane\nxn--bcher-kva.example dane\n' }],
  check(entry, others, document, report) {
    const { key, line } = entry;
    if (!isInForce(entry) || (key.kind !== 'domain' && key.kind !== 'parent')) return;
    // Nearly all keys have none, which is told without taking them apart.
    if (!mayHaveTwin.test(key.text)) return;
    const twin = twinOf(key.text.toLowerCase());
    if (twin === null || storedEntry(others, foldCase(twin)) !== null) return;
    const { text } = document;
    const rest = text.slice(key.span.end, line.span.end);
    report({
      span: key.span,
      message: t(
        'Postfix does not convert between the two spellings of a domain: mail to {0} does not find this entry. Add a line for it.',
        quoted(twin),
      ),
      fixes: [
        {
          title: t('Add a line for {0} with the same value', twin),
          safe: false,
          edits: [
            { span: { start: line.span.end, end: line.span.end }, newText: `${lineBreakOf(text)}${twin}${rest}` },
          ],
        },
      ],
    });
  },
};

const mayHaveTwin = /xn--|[^!-~]/i;

/** The other spelling of a key, in lower case; null where it has none. */
function twinOf(key: string): string | null {
  const dot = key.startsWith('.') ? '.' : '';
  const name = key.slice(dot.length);
  const isAscii = /^[\x21-\x7e]+$/.test(name);
  if (isAscii && !/(?:^|\.)xn--/.test(name)) return null;
  const twin = isAscii ? domainToUnicode(name) : domainToASCII(name);
  return twin === '' || twin === name ? null : `${dot}${twin}`;
}
