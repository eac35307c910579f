import { hasBranches } from '../../language/templates';
import { t } from '../../text/translate';
import { serviceName } from '../names';
import { quoted, type RelatedServiceRule } from './rule';

export const duplicateService: RelatedServiceRule = {
  id: 'duplicate-service',
  scope: 'related',
  title: 'Two lines for one service',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  docs: `A service is told by its name and its type together. Where two lines have both in common, \`master(8)\` warns
\`duplicate master.cf entry for service\` and uses the last one: the options of the first have no effect. Delete one of them, or give
one another name and use that in \`transport_maps\` or \`default_transport\`.`,
  bad: [{ text: 'smtp unix - - n - - smtp -o smtp_tls_security_level=dane\nsmtp unix - - n - - smtp\n' }],
  good: [{ text: 'smtp inet n - n - - smtpd\nsmtp unix - - n - - smtp\nrelay unix - - n - - smtp\n' }],
  check(service, others, document, report) {
    const name = serviceName(service);
    if (name === null || service.defect !== null || hasBranches(document)) return;
    const sound = others.named(name).filter(({ defect }) => defect === null);
    const [first] = sound;
    if (first === undefined || first.line.span.start === service.line.span.start) return;
    report({
      span: service.name.span,
      message: t(
        'The service {0} already has a line above. Postfix warns and uses the last one: the options of the others have no effect. Delete the line that is not meant.',
        quoted(name),
      ),
      related: [{ span: first.name.span, message: t('The first line for this service') }],
    });
  },
};
