import { visible } from '../../text/escape';
import { t } from '../../text/translate';
import { settingRule } from './setting-rule';

export const relayByMx = settingRule({
  id: 'relay-by-mx',
  title: 'Relay without brackets',
  severity: 'warning',
  fix: 'unsafe',
  docs: `Without brackets \`relayhost\` is a domain: Postfix asks for its MX records and delivers to these. A policy entry must have exactly the
text of the next-hop as its key, and \`[host]\` and \`host\` are two keys. For one host write it in brackets.`,
  bad: ['relayhost = smtp.example.org\n', 'relayhost = smtp.example.org:587\n'],
  good: ['relayhost = [smtp.example.org]:587\n', 'relayhost =\n', 'relayhost = example.org\n'],
  at: ['relayhost'],
  find(value) {
    const [, host = '', port = ''] = /^([\w.-]+)(:\w+)?$/.exec(value) ?? [];
    // A name of a host, or a port: nobody means the MX records of such a domain.
    if (!/^(?:smtp|mail|relay|mx|out|submission)[\w-]*\..+\./.test(host) && port === '') return null;
    return host === ''
      ? null
      : {
          message: t(
            'Without brackets Postfix asks for the MX records of {0}, and a policy entry for [{0}] does not apply. Write {1}.',
            visible(host),
            `[${visible(host)}]${port}`,
          ),
          better: `[${host}]${port}`,
        };
  },
});
