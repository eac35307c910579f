import { hasPlaceholder } from '../../language/templates';
import { referencesIn } from '../../maincf/references';
import { parameterFacts } from '../../postfix/parameters';
import { transportParameter } from '../../postfix/transport-parameters';
import { visible } from '../../text/escape';
import { indexInLine, spanInLine } from '../../text/logical-lines';
import { t } from '../../text/translate';
import { overridesOf, soundOverrides } from '../site';
import type { SiteRule } from './rule';

export const undefinedServiceParameter: SiteRule = {
  id: 'undefined-service-parameter',
  title: 'Name behind $ in master.cf that nothing defines',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  docs: `A name behind \`$\` in an option of master.cf that neither main.cf nor the service nor Postfix knows is empty, and the log says nothing: only
\`postconf\` warns of an \`undefined parameter\`. In the master.cf of distributions \`$mua_client_restrictions\` and the like stand behind the submission
service: define them in main.cf, or delete these options.`,
  bad: [
    {
      text: `==> main.cf <==
smtpd_tls_security_level = may
==> master.cf <==
submission inet n - n - - smtpd
  -o smtpd_tls_security_level=encrypt
  -o smtpd_client_restrictions=$mua_client_restrictions
`,
    },
  ],
  good: [
    {
      text: `==> main.cf <==
mua_client_restrictions = permit_sasl_authenticated, reject
==> master.cf <==
submission inet n - n - - smtpd
  -o smtpd_tls_security_level=encrypt
  -o smtpd_client_restrictions=$mua_client_restrictions
`,
    },
    {
      text: `==> main.cf <==
==> master.cf <==
submission inet n - n - - smtpd
  -o smtpd_tls_security_level=encrypt
  -o own=reject
  -o smtpd_client_restrictions=$own
`,
    },
  ],
  check({ mainCf, masterCf }, report) {
    const { effective } = mainCf.document;
    for (const service of masterCf?.document.services ?? []) {
      if (masterCf === null || hasPlaceholder(service.line.text)) continue;
      const own = overridesOf(service);
      for (const override of soundOverrides(service)) {
        const from = indexInLine(service.line, override.value.span.start);
        for (const { name, start } of referencesIn(override)) {
          const isKnown = effective.has(name) || own.has(name);
          if (isKnown || parameterFacts(name) !== null || transportParameter(name) !== null) continue;
          report(masterCf, {
            span: spanInLine(service.line, from + start, from + start + name.length),
            message: t(
              'Neither main.cf nor this service nor Postfix has a parameter {0}: it is empty, without a word in the log.',
              visible(name),
            ),
          });
        }
      }
    }
  },
};
