import { t } from '../text/translate';
import type { Cause } from './cause';

/** What Postfix says of its tables and settings. */
export const setupCauses: readonly Cause[] = [
  {
    id: 'duplicate-key',
    pattern: /line \d{1,9}: duplicate entry: "(?<key>[^"]{0,500})"/,
    consequence: 'waits',
    reason: ({ key = '' }) =>
      t('{0} stands twice: the running Postfix refuses a texthash table as a whole, and all mail waits.', key),
    fix: () => t('Delete one of the two entries, then reload Postfix.'),
  },
  {
    id: 'table-unavailable',
    pattern: /\b(?<said>\w{1,20}:\/\S{1,300}) is unavailable\.? /,
    consequence: 'waits',
    reason: ({ said = '' }) => t('{0} can’t be opened, and mail to all destinations that it is asked for waits.', said),
    fix: () =>
      t(
        'Build the table by postmap, with the type that main.cf names; postconf -m tells the types that this Postfix has.',
      ),
  },
  {
    id: 'broken-pattern',
    pattern: /(?<said>(?:regexp|pcre) map \S{1,300}, line \d{1,9}: .*|empty macro name: ".*)/,
    consequence: null,
    reason: ({ said = '' }) => t('Postfix leaves out a rule, or a part of it, in a table of patterns: {0}', said),
    fix: () => t('Mend the line that is named; check finds such lines, and query tells what the table answers.'),
  },
  {
    id: 'empty-result',
    pattern:
      /(?:smtp|lmtp)_tls_policy_maps (?:lookup of (?<nextHop>\S{1,500}) returns an empty string result|should return NO RESULT)/,
    consequence: 'waits',
    reason: () => t('A table has a key without a value, which Postfix takes for a lookup that failed: the mail waits.'),
    fix: () => t('Write a level behind the key, or delete the line.'),
  },
  {
    id: 'table-lookup-error',
    pattern: /\b(?<said>\w{1,20}:\/\S{1,300}) lookup error for "/,
    consequence: 'waits',
    reason: ({ said = '' }) => t('{0} can’t be asked, and mail to the destinations that it is asked for waits.', said),
    fix: () => t('A line of the same process before this one tells why; check finds what is wrong with the file.'),
  },
  {
    id: 'table-without-type',
    pattern: /open dictionary: expecting "type:name" form instead of "(?<said>[^"]{0,300})"/,
    consequence: 'waits',
    reason: ({ said = '' }) => t('{0} has no type before it: each program that reads it ends.', said),
    fix: () => t('Write the type of the table before its name, as hash:/etc/postfix/tls_policy.'),
  },
  {
    id: 'bad-setting',
    pattern: /(?<said>bad (?:boolean|numerical|string length|time) configuration: .*)/,
    consequence: 'waits',
    reason: ({ said = '' }) =>
      t(
        'A setting of main.cf or master.cf has a value of another type, and each program that reads it ends: {0}',
        said,
      ),
    fix: () => t('Write a value of its type; check tells which.'),
  },
  {
    id: 'unsupported-table',
    pattern: /unsupported dictionary type: (?<said>\S{1,100})/,
    consequence: 'waits',
    reason: ({ said = '' }) => t('This Postfix has no tables of the type {0}.', said),
    fix: () => t('Write a type that postconf -m names, or install the package of Postfix that brings it.'),
  },
  {
    id: 'stale-index',
    pattern: /database (?<said>\S+) is older than source file/,
    consequence: null,
    reason: ({ said = '' }) =>
      t('{0} is older than its source: the entries that were changed since then are not in force.', said),
    fix: () => t('Run postmap with the type and the file as main.cf names them.'),
  },
  {
    id: 'invalid-global-level',
    pattern: /invalid TLS (?:security )?level:? "/i,
    consequence: 'waits',
    reason: () => t('main.cf or master.cf names a level that Postfix does not know; smtp ends as soon as it starts.'),
    fix: () => t('Write a level that there is as smtp_tls_security_level.'),
  },
  {
    id: 'invalid-next-hop',
    pattern: /(?:server description|bad network port: \S{1,20} for destination): (?<nextHop>\S{1,300})$/,
    consequence: 'waits',
    reason: ({ nextHop = '' }) => t('{0} is no next-hop, and smtp ends at each message for it.', nextHop),
    fix: () =>
      t(
        'Write it as [host]:port, without a transport or a scheme before it, in relayhost or in the table that routes there.',
      ),
  },
  {
    id: 'malformed-option',
    pattern: /invalid "-o (?<said>[^"]{0,200})" option value/,
    consequence: 'waits',
    reason: ({ said = '' }) =>
      t('Behind -o {0} in master.cf stand blanks where none may stand; the service ends as soon as it starts.', said),
    fix: () => t('Write -o name=value without blanks, or -o { name = value }.'),
  },
  {
    id: 'wrappermode',
    pattern:
      /smtp_tls_wrappermode requires|SMTPS wrappermode \(TCP port 465\) requires|wrappermode \(port smtps\/465\) is unimplemented/i,
    consequence: 'waits',
    reason: () =>
      t(
        'Port 465 speaks TLS from the first byte; that needs smtp_tls_wrappermode = yes and a level that requires TLS, both for one service.',
      ),
    fix: () =>
      t(
        'Write a service of its own in master.cf with -o smtp_tls_wrappermode=yes -o smtp_tls_security_level=encrypt, or use port 587.',
      ),
  },
  {
    id: 'per-site-ignored',
    pattern: /_tls_per_site.{1,80}ignor|ignoring .{0,80}_tls_per_site/i,
    consequence: null,
    reason: () => t('smtp_tls_per_site is ignored, because smtp_tls_policy_maps is set.'),
    fix: () => t('Move what is still needed into the policy table, and delete smtp_tls_per_site.'),
  },
];
