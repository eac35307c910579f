import type { Fix } from '../../language/finding';
import { lineBreakOf } from '../../text/logical-lines';
import { t } from '../../text/translate';
import type { MainCfDocument, Parameter } from '../document';
import { effectiveValue, expandValue } from '../expand';
import type { MainCfDocumentRule } from './rule';

export const daneWithoutDnssec: MainCfDocumentRule = {
  id: 'dane-without-dnssec',
  scope: 'document',
  title: 'DANE without DNSSEC lookups',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `DANE rests on TLSA records that DNSSEC proves. Postfix asks for that proof only with \`smtp_dns_support_level = dnssec\`. Without
it, \`dane\` logs \`dane configured with dnssec lookups disabled\` for each destination and acts as \`may\`: no authentication, and clear
text where there is no STARTTLS. \`dane-only\` defers all mail (4.7.5). With \`dnssec\` there the older \`disable_dns_lookups\` has no effect.

Write \`smtp_dns_support_level = dnssec\`, and use a resolver that validates, on the same host or over a trusted path. The fix is for a
person to choose: with a resolver that does not validate, \`dane-only\` still defers and \`dane\` still acts as \`may\`.`,
  bad: [
    { text: 'smtp_tls_security_level = dane\n' },
    { text: 'smtp_dns_support_level = enabled\nsmtp_tls_security_level = dane-only\n' },
    { text: 'disable_dns_lookups = yes\nsmtp_tls_security_level = dane\n' },
  ],
  good: [
    { text: 'smtp_tls_security_level = dane\nsmtp_dns_support_level = dnssec\n' },
    { text: 'smtp_tls_security_level = may\n' },
  ],
  check(document, report) {
    const parameter = document.effective.get('smtp_tls_security_level');
    if (parameter === undefined) return;
    const level = expandValue(document, parameter.value.text)?.toLowerCase();
    if (level !== 'dane' && level !== 'dane-only') return;
    const support = effectiveValue(document, 'smtp_dns_support_level');
    if (support === null || support.toLowerCase() === 'dnssec') return;
    const consequence =
      level === 'dane'
        ? t('Postfix warns "dane configured with dnssec lookups disabled" and acts as may, without authentication')
        : t('Postfix defers all mail (4.7.5)');
    const setting = document.effective.get('smtp_dns_support_level');
    report({
      span: parameter.value.span,
      message: t(
        'Level {0} needs DNSSEC lookups, and smtp_dns_support_level is {1}: {2}. Write smtp_dns_support_level = dnssec, with a resolver that validates.',
        level,
        support === '' ? t('not set') : support,
        consequence,
      ),
      ...(setting === undefined
        ? {}
        : { related: [{ span: setting.line.span, message: t('smtp_dns_support_level is set here') }] }),
      fixes: [enableDnssec(document, parameter, setting)],
    });
  },
};

function enableDnssec({ text }: MainCfDocument, level: Parameter, setting: Parameter | undefined): Fix {
  const title = t('Set smtp_dns_support_level = dnssec');
  if (setting !== undefined) {
    const newText = setting.value.text === '' ? ' dnssec' : 'dnssec';
    return { title, safe: false, edits: [{ span: setting.value.span, newText }] };
  }
  const end = level.line.span.end;
  const newText = `${lineBreakOf(text)}smtp_dns_support_level = dnssec`;
  return { title, safe: false, edits: [{ span: { start: end, end }, newText }] };
}
