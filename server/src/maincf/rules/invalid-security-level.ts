import { securityLevels } from '../../postfix/levels';
import { nearest } from '../../text/nearest';
import { t } from '../../text/translate';
import type { Parameter } from '../document';
import { expandValue } from '../expand';
import type { MainCfDocumentRule } from './rule';

const names = ['smtp_tls_security_level', 'lmtp_tls_security_level'];

export const invalidSecurityLevel: MainCfDocumentRule = {
  id: 'invalid-security-level',
  scope: 'document',
  title: 'Invalid TLS security level of the client',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `\`smtp_tls_security_level\` takes one of ${securityLevels.map((level) => `\`${level}\``).join(', ')}, in any case, or nothing. With any other
word smtp(8) ends with \`fatal: Invalid TLS level\` as soon as it starts, and all mail waits in the queue. Quotes and a comment
behind the value are part of it: \`may # default\` is no level.`,
  bad: [{ text: 'smtp_tls_security_level = opportunistic\n' }, { text: 'smtp_tls_security_level = may # default\n' }],
  good: [
    { text: 'smtp_tls_security_level = may\n' },
    { text: 'level = may\nsmtp_tls_security_level = $level\n' },
    { text: 'smtp_tls_security_level = {{ tls_level }}\n' },
  ],
  check(document, report) {
    for (const name of names) {
      const parameter = document.effective.get(name);
      const expanded = parameter === undefined ? null : expandValue(document, parameter.value.text);
      if (parameter === undefined || expanded === null || expanded === '' || isLevel(expanded)) continue;
      report({ span: parameter.value.span, ...describe(parameter, expanded) });
    }
  },
};

function describe({ name, value }: Parameter, expanded: string) {
  const program = name.text.startsWith('lmtp') ? 'lmtp(8)' : 'smtp(8)';
  const comment = /^(\S+)\s+#/.exec(expanded)?.[1] ?? '';
  const meant = isLevel(comment) ? comment : nearest(expanded.toLowerCase().replaceAll('"', ''), securityLevels);
  const why = isLevel(comment)
    ? t('Text after # belongs to the value; a comment must be a line of its own')
    : t('This is no security level');
  const message =
    meant === null
      ? t(
          '{0}: {1} ends with a fatal error as soon as it starts, and all its mail waits in the queue. Write one of {2}.',
          why,
          program,
          securityLevels.join(', '),
        )
      : t(
          '{0}: {1} ends with a fatal error as soon as it starts, and all its mail waits in the queue. Write {2}.',
          why,
          program,
          meant,
        );
  if (meant === null || value.text.includes('$')) return { message };
  return {
    message,
    fixes: [{ title: t('Write {0}', meant), safe: false, edits: [{ span: value.span, newText: meant }] }],
  };
}

function isLevel(word: string): boolean {
  return (securityLevels as readonly string[]).includes(word.toLowerCase());
}
