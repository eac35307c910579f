import { t } from '../../text/translate';
import type { Override, Service } from '../document';
import { quoted, type ServiceRule } from './rule';

interface Reader {
  readonly names: RegExp;
  /** The programs that read these parameters; an override for another program has no effect. */
  readonly readBy: readonly string[];
  readonly where: () => string;
}

/** Who reads what (postconf(5), and the parameter tables of the programs' sources). The first row that fits decides. */
const readers: readonly Reader[] = [
  {
    names: /^(?:smtp|smtpd|lmtp)_tls_session_cache_database$|^tls_random_(?!bytes$)/,
    readBy: ['tlsmgr'],
    where: () => t('main.cf, where tlsmgr(8) reads it'),
  },
  {
    names: /^(?:relayhost|transport_maps|sender_dependent_relayhost_maps|default_transport|relay_transport)$/,
    readBy: ['trivial-rewrite'],
    where: () => t('main.cf, where trivial-rewrite(8) reads it'),
  },
  {
    names: /^smtp_tls_/,
    readBy: ['smtp', 'lmtp', 'tlsproxy', 'verify', 'tlsmgr'],
    where: () => t('the line of an smtp service'),
  },
  { names: /^lmtp_tls_/, readBy: ['lmtp', 'smtp', 'tlsmgr'], where: () => t('the line of an lmtp service') },
  {
    names: /^smtpd_tls_/,
    readBy: ['smtpd', 'tlsproxy', 'postscreen', 'tlsmgr'],
    where: () => t('the line of an smtpd service'),
  },
];

/** Programs of Postfix whose tables are known; of anything else nothing is said. */
const known: ReadonlySet<string> = new Set(['smtp', 'lmtp', 'smtpd', 'cleanup', 'qmgr', 'bounce', 'local', 'virtual']);

export const overrideWithoutEffect: ServiceRule = {
  id: 'override-without-effect',
  scope: 'node',
  title: 'Option -o that its service does not read',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  docs: `\`-o\` changes a parameter for the one program of its line. Where another program reads the parameter, the option says nothing:

| Parameter | Who reads it |
|---|---|
| \`smtp_tls_session_cache_database\`, \`smtpd_tls_session_cache_database\`, \`tls_random_*\` | tlsmgr(8), from main.cf |
| \`relayhost\`, \`transport_maps\`, \`default_transport\` | trivial-rewrite(8), from main.cf |
| \`smtp_tls_*\`, \`lmtp_tls_*\` | the delivery agents smtp(8) and lmtp(8) |
| \`smtpd_tls_*\` | smtpd(8), for mail that comes in |

A parameter that another one uses as \`$name\` is left alone, and so are programs that are not part of Postfix.`,
  bad: [
    { text: 'submission inet n - n - - smtpd -o smtp_tls_security_level=encrypt\n' },
    { text: 'smtp unix - - n - - smtp -o relayhost=[mail.example.org]\n' },
    { text: 'smtp unix - - n - - smtp -o smtpd_tls_security_level=encrypt\n' },
  ],
  good: [
    { text: 'submission inet n - n - - smtpd -o smtpd_tls_security_level=encrypt\n' },
    { text: 'relay unix - - n - - smtp -o smtp_tls_security_level=dane\n' },
    {
      text: 'smtp unix - - n - - smtp -o smtpd_tls_security_level=may -o smtp_tls_security_level=$smtpd_tls_security_level\n',
    },
  ],
  check(service, _document, report) {
    const program = service.command?.text ?? '';
    if (service.defect !== null || !known.has(program)) return;
    for (const override of service.overrides) {
      const reader = readers.find(({ names }) => names.test(override.name.text));
      if (reader === undefined || override.defect !== null || reader.readBy.includes(program)) continue;
      if (isUsed(service, override)) continue;
      report({
        span: override.name.span,
        message: t(
          '{0}(8) does not read {1}: the option has no effect. Set it in {2}.',
          program,
          quoted(override.name.text),
          reader.where(),
        ),
      });
    }
  },
};

/** Whether another option of the line may take its value by `$name`. */
function isUsed({ overrides }: Service, { name }: Override): boolean {
  return overrides.some(({ value }) => value.text.includes('$') && value.text.includes(name.text));
}
