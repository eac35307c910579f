import { t } from '../../text/translate';
import type { MainCfDocument, Parameter } from '../document';
import { effectiveValue } from '../expand';
import type { MainCfDocumentRule } from './rule';

/** A file with two of these is taken for the whole main.cf and not for a fragment of one. */
export const signsOfAWholeFile = [
  'compatibility_level',
  'queue_directory',
  'command_directory',
  'daemon_directory',
  'myhostname',
  'mydestination',
  'mynetworks',
  'inet_interfaces',
  'relayhost',
];

const legacy = ['smtp_use_tls', 'smtp_enforce_tls'];

export const missingSecurityLevel: MainCfDocumentRule = {
  id: 'missing-security-level',
  scope: 'document',
  title: 'No TLS security level for outgoing mail',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `Without \`smtp_tls_security_level\` smtp(8) uses no TLS at all, and mail to every destination without a policy entry goes out
in the clear. Only from Postfix 3.11 on, and with \`compatibility_level\` 3.11 or higher, the default is \`may\`. Write
\`smtp_tls_security_level = may\`, or \`dane\` together with \`smtp_dns_support_level = dnssec\` and a validating resolver.

The finding is silent for fragments of a main.cf, and where the old \`smtp_use_tls\` or \`smtp_enforce_tls\` set the level.`,
  bad: [
    { text: 'compatibility_level = 3.6\nmyhostname = mail.example.org\nmydestination = $myhostname\n' },
    { text: 'myhostname = mail.example.org\nrelayhost =\nsmtp_tls_security_level =\n' },
  ],
  good: [
    { text: 'compatibility_level = 3.11\nmyhostname = mail.example.org\n' },
    { text: 'myhostname = mail.example.org\nrelayhost =\nsmtp_tls_security_level = may\n' },
    { text: 'smtp_tls_policy_maps = hash:/etc/postfix/tls_policy\n' },
  ],
  check(document, report) {
    const setting = document.effective.get('smtp_tls_security_level');
    if (setting !== undefined && effectiveValue(document, 'smtp_tls_security_level') !== '') return;
    if (setting === undefined && (!isWholeFile(document) || mayDefaultToTls(document))) return;
    if (legacy.some((name) => effectiveValue(document, name) !== 'no')) return;
    const place = setting ?? document.effective.get('compatibility_level') ?? firstParameter(document);
    if (place === undefined) return;
    report({
      span: place.name.span,
      message:
        setting === undefined
          ? t(
              'smtp_tls_security_level is not set: smtp(8) uses no TLS, and mail to every destination without a policy entry goes out in the clear. Write smtp_tls_security_level = may, or dane with smtp_dns_support_level = dnssec.',
            )
          : t(
              'smtp_tls_security_level is empty: smtp(8) uses no TLS, and mail to every destination without a policy entry goes out in the clear. Write smtp_tls_security_level = may, or dane with smtp_dns_support_level = dnssec.',
            ),
      fixes: [writeMay(document, setting)],
    });
  },
};

function writeMay({ text }: MainCfDocument, setting: Parameter | undefined) {
  const title = t('Set smtp_tls_security_level = may');
  if (setting !== undefined) {
    const newText = text.slice(setting.name.span.end, setting.value.span.start).includes('=') ? ' may' : ' = may';
    return { title, safe: false, edits: [{ span: setting.value.span, newText }] };
  }
  return { title, safe: false, edits: [appendLine(text, 'smtp_tls_security_level = may')] };
}

/** A line at the end of the text, in the line break that the text uses. */
function appendLine(text: string, line: string) {
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  const before = text === '' || text.endsWith('\n') ? '' : lineBreak;
  return { span: { start: text.length, end: text.length }, newText: `${before}${line}${lineBreak}` };
}

export function isWholeFile({ effective }: MainCfDocument): boolean {
  return signsOfAWholeFile.filter((name) => effective.has(name)).length >= 2;
}

/** Whether Postfix 3.11 and newer would take `may` as the default; unknown levels count as yes, so as to stay silent. */
function mayDefaultToTls(document: MainCfDocument): boolean {
  const level = effectiveValue(document, 'compatibility_level');
  const match = /^(\d{1,6})(?:\.(\d{1,6}))?(?:\.\d{1,6})?$/.exec(level ?? '');
  if (match === null) return true;
  const [major, minor] = [Number(match[1]), Number(match[2] ?? 0)];
  return major > 3 || (major === 3 && minor >= 11);
}

function firstParameter(document: MainCfDocument): Parameter | undefined {
  return document.parameters.find(({ defect }) => defect === null);
}
