import { parameterFacts, parameterNames } from '../../postfix/parameters';
import { transportParameter } from '../../postfix/transport-parameters';
import { visible } from '../../text/escape';
import { nearest } from '../../text/nearest';
import { t } from '../../text/translate';
import { namesUsedBy } from '../references';
import { isTemplated } from '../templates';
import type { MainCfDocumentRule } from './rule';

export const unusedParameter: MainCfDocumentRule = {
  id: 'unused-parameter',
  scope: 'document',
  title: 'Parameter that nothing uses',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `Postfix takes any name: one that it does not know is a parameter of the file's own, for use behind \`$\`. So nothing but
\`postconf -n\` tells of a misspelt name (\`unused parameter\`), and the setting that was meant keeps its default. Case counts.

A name that is near to no parameter is an information only: \`-o\` in master.cf may use it. Where that file is at hand, what it uses is not
told.`,
  bad: [
    { text: 'smtp_tls_polcy_maps = hash:/etc/postfix/tls_policy\n' },
    { text: 'SMTP_tls_security_level = may\n' },
    { text: 'our_networks = 192.0.2.0/24\n' },
  ],
  good: [
    { text: 'our_networks = 192.0.2.0/24\nmynetworks = 127.0.0.0/8 $our_networks\n' },
    { text: 'smtpd_restriction_classes = strict\nstrict = reject_unknown_client_hostname\n' },
    { text: 'virtual_alias_maps = ldap:people\npeople_server_host = ldap.example.org\n' },
    { text: 'slow_destination_rate_delay = 1s\n' },
  ],
  check(document, report) {
    const unknown = [...document.effective.values()].filter((parameter) => {
      const { text } = parameter.name;
      return parameterFacts(text) === null && transportParameter(text) === null && !isTemplated(parameter);
    });
    if (unknown.length === 0) return;
    const isUsed = namesUsedBy([...document.effective.values()]);
    for (const { name } of unknown) {
      if (isUsed(name.text)) continue;
      const meant = meantBy(name.text);
      if (meant === null) {
        report({
          span: name.span,
          severity: 'information',
          message: t(
            'Postfix has no parameter {0}, and nothing in this file uses it by $. Unless -o in master.cf does, delete it.',
            visible(name.text),
          ),
        });
        continue;
      }
      report({
        span: name.span,
        message: t(
          'Postfix has no parameter {0}: it ignores the line without a word in the log, and {1} keeps its other value. Write {1}.',
          visible(name.text),
          meant,
        ),
        fixes: [{ title: t('Write {0}', meant), safe: false, edits: [{ span: name.span, newText: meant }] }],
      });
    }
  },
};

/** Only what is very near is meant: `mua_client_restrictions` is a name of its own. */
function meantBy(name: string): string | null {
  if (name.length > 80) return null;
  const folded = name.toLowerCase();
  return nearest(folded, parameterNames(), folded.length < 10 ? 1 : 2);
}
