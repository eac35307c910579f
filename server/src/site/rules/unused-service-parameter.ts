import { hasPlaceholder } from '../../language/templates';
import { parameterFacts, parameterNames } from '../../postfix/parameters';
import { transportParameter } from '../../postfix/transport-parameters';
import { visible } from '../../text/escape';
import { nearest } from '../../text/nearest';
import { t } from '../../text/translate';
import { soundOverrides } from '../site';
import { usedNames } from '../used-names';
import type { SiteRule } from './rule';

export const unusedServiceParameter: SiteRule = {
  id: 'unused-service-parameter',
  title: 'Option of master.cf that sets what nothing uses',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `A service takes any name behind \`-o\`: one that Postfix does not know is a parameter of the service's own, for use behind \`$\`. So nothing but
\`postconf -n\` tells of a misspelt one (\`unused parameter\`), and the service goes on with the value of main.cf: without the TLS that it was to
require, say.`,
  bad: [
    {
      text: `==> main.cf <==
smtpd_tls_security_level = may
==> master.cf <==
submission inet n - n - - smtpd
  -o smtpd_tls_securty_level=encrypt
`,
    },
    {
      text: `==> main.cf <==
==> master.cf <==
smtp unix - - n - - smtp -o our_level=may
`,
    },
  ],
  good: [
    {
      text: `==> main.cf <==
smtpd_tls_security_level = may
==> master.cf <==
submission inet n - n - - smtpd
  -o smtpd_tls_security_level=encrypt
`,
    },
    {
      text: `==> main.cf <==
smtp_tls_security_level = $our_level
==> master.cf <==
smtp unix - - n - - smtp -o our_level=may
`,
    },
  ],
  check(site, report) {
    const { masterCf } = site;
    const used = usedNames(site);
    for (const service of masterCf?.document.services ?? []) {
      if (masterCf === null || hasPlaceholder(service.line.text)) continue;
      const unknown = soundOverrides(service).filter(
        ({ name }) => parameterFacts(name.text) === null && transportParameter(name.text) === null,
      );
      for (const { name } of unknown.filter((each) => !used.inService(service, each.name.text))) {
        const meant = name.text.length > 80 ? null : nearest(name.text.toLowerCase(), parameterNames(), 2);
        report(masterCf, {
          span: name.span,
          message:
            meant === null
              ? t('Postfix has no parameter {0}, and nothing uses it by $. Delete the option.', visible(name.text))
              : t(
                  'Postfix has no parameter {0}: the option does nothing, and {1} keeps its other value here. Write {1}.',
                  visible(name.text),
                  meant,
                ),
          ...(meant === null
            ? {}
            : { fixes: [{ title: t('Write {0}', meant), safe: false, edits: [{ span: name.span, newText: meant }] }] }),
        });
      }
    }
  },
};
