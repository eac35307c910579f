import { t } from '../../text/translate';
import { overridesOf, parametersAt } from '../site';
import type { SiteRule } from './rule';

export const submissionWithoutTls: SiteRule = {
  id: 'submission-without-tls',
  title: 'Submission that lets clients log in without TLS',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  docs: `On the submission port (587) only people with a password send mail, and all of their programs do TLS. Without
\`-o smtpd_tls_security_level=encrypt\` (and without \`smtpd_tls_auth_only = yes\`) a client that was told that there is no STARTTLS sends its password in the
clear.`,
  bad: [
    {
      text: `==> main.cf <==
smtpd_tls_security_level = may
==> master.cf <==
submission inet n - n - - smtpd
  -o smtpd_sasl_auth_enable=yes
`,
    },
    {
      text: `==> main.cf <==
smtpd_sasl_auth_enable = yes
==> master.cf <==
192.0.2.1:587 inet n - n - - smtpd
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
  -o smtpd_sasl_auth_enable=yes
`,
    },
    {
      text: `==> main.cf <==
smtpd_tls_security_level = may
smtpd_tls_auth_only = yes
==> master.cf <==
submission inet n - n - - smtpd -o smtpd_sasl_auth_enable=yes
`,
    },
  ],
  check({ mainCf, masterCf, place, versions }, report) {
    for (const service of masterCf?.document.services ?? []) {
      const { name, type, command, defect } = service;
      if (masterCf === null || defect !== null || type?.text !== 'inet' || command?.text !== 'smtpd') continue;
      if (!/(?:^|:)(?:submission|587)$/.test(name.text)) continue;
      const { value } = parametersAt(mainCf.document, place, versions, overridesOf(service));
      const word = (parameter: string): string => value(parameter).expanded?.toLowerCase() ?? 'unknown';
      if (word('smtpd_sasl_auth_enable') !== 'yes' || !['may', 'none', ''].includes(word('smtpd_tls_security_level')))
        continue;
      if (['smtpd_tls_auth_only', 'smtpd_tls_wrappermode', 'smtpd_enforce_tls'].some((each) => word(each) !== 'no'))
        continue;
      report(masterCf, {
        span: name.span,
        message: t(
          'Clients may log in here without TLS, with their passwords in the clear. Add -o smtpd_tls_security_level=encrypt.',
        ),
      });
    }
  },
};
