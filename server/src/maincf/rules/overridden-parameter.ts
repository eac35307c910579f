import { hasBranches } from '../../language/templates';
import { visible } from '../../text/escape';
import { physicalLine } from '../../text/logical-lines';
import { t } from '../../text/translate';
import type { MainCfDocument, Parameter } from '../document';
import type { MainCfRule } from './rule';

export const overriddenParameter: MainCfRule = {
  id: 'overridden-parameter',
  scope: 'related',
  title: 'Setting that a later line replaces',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `Of several settings of one name the last one counts, wherever it stands, and the programs warn \`overriding earlier entry\`. Who
reads the file, or edits the first line, is misled. Two equal settings are no finding.`,
  bad: [{ text: 'smtp_tls_security_level = may\nsmtp_tls_security_level = dane\n' }],
  good: [
    { text: 'smtp_tls_security_level = may\nsmtp_tls_security_level = may\n' },
    { text: 'smtp_tls_security_level = may\nlmtp_tls_security_level = none\n' },
  ],
  check(parameter, others, document, report) {
    if (parameter.defect !== null || hasBranches(document)) return;
    const settings = others.named(parameter.name.text).filter(({ defect }) => defect === null);
    const last = settings.at(-1);
    if (last === undefined || last === parameter || last.value.text === parameter.value.text) return;
    report({
      span: parameter.name.span,
      message: t(
        'A later line sets {0} to another value, and the last one counts ("overriding earlier entry"): this line has no effect. Delete one of them.',
        visible(parameter.name.text),
      ),
      related: [{ span: last.line.span, message: t('This setting counts') }],
      fixes: [deleteLine(document, parameter)],
    });
  },
};

/** Changes nothing for Postfix, but maybe the other line is the wrong one. */
function deleteLine({ text }: MainCfDocument, { line }: Parameter) {
  const edits = line.pieces.map(({ start }) => ({ span: physicalLine(text, start), newText: '' }));
  return { title: t('Delete this line'), safe: false, edits };
}
