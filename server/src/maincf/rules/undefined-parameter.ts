import { parameterFacts } from '../../postfix/parameters';
import { transportParameter } from '../../postfix/transport-parameters';
import { visible } from '../../text/escape';
import { spanInLine } from '../../text/logical-lines';
import { nearest } from '../../text/nearest';
import { t } from '../../text/translate';
import type { MainCfDocument } from '../document';
import { referencesIn } from '../references';
import { isTemplated } from '../templates';
import type { MainCfDocumentRule } from './rule';

export const undefinedParameter: MainCfDocumentRule = {
  id: 'undefined-parameter',
  scope: 'document',
  title: 'Name behind $ that nothing defines',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  docs: `A name behind \`$\` that neither the file nor Postfix knows is empty, and Postfix says nothing: only \`postconf\` warns of an
\`undefined parameter\`. So a misspelt name removes a part of the value. What a service
of master.cf defines by \`-o\` is not told where that file is at hand.`,
  bad: [
    { text: 'smtp_tls_CAfile = $ca_folder/ca.pem\n' },
    { text: 'smtp_tls_policy_maps = ${polcies?{hash:/etc/postfix/tls_policy}}\n' },
  ],
  good: [
    { text: 'ca_folder = /etc/ssl\nsmtp_tls_CAfile = $ca_folder/ca.pem\n' },
    { text: 'smtpd_banner = $myhostname ESMTP $mail_name\n' },
    // Expanded at delivery, with names that only hold then.
    { text: 'luser_relay = $user@example.org\n' },
  ],
  check(document, report) {
    for (const parameter of document.effective.values()) {
      if (isTemplated(parameter)) continue;
      for (const { name, start } of referencesIn(parameter)) {
        if (isDefined(document, name)) continue;
        const meant = nearest(name, [...document.effective.keys()]);
        const from = valueStart(parameter.line.text, parameter.value.text) + start;
        report({
          span: spanInLine(parameter.line, from, from + name.length),
          message:
            meant === null
              ? t(
                  'Neither this file nor Postfix has a parameter {0}: it is empty, without a word in the log.',
                  visible(name),
                )
              : t(
                  'Neither this file nor Postfix has a parameter {0}: it is empty, without a word in the log. Did you mean {1}?',
                  visible(name),
                  `$${meant}`,
                ),
        });
      }
    }
  },
};

function isDefined({ effective }: MainCfDocument, name: string): boolean {
  return effective.has(name) || parameterFacts(name) !== null || transportParameter(name) !== null;
}

/** Where the value begins in the text of its logical line, which ends with it and blanks. */
export function valueStart(line: string, value: string): number {
  return line.lastIndexOf(value);
}
