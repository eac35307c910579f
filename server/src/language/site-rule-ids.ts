/**
 * The rules about the files of a site together (`site/rules`), by their ids. A comment in one file may silence them, and
 * whoever reads that file alone can't tell whether it does.
 */
export const siteRuleIds: readonly string[] = [
  'missing-table-file',
  'stale-table-index',
  'wrong-table-type',
  'unusable-inline-table',
  'repeated-inline-key',
  'mistaken-inline-entry',
  'unlisted-table',
  'hidden-table',
  'key-in-two-tables',
  'hides-looked-up-policy',
  'unreachable-key',
  'entries-without-dnssec',
  'insecure-mx-policy',
  'entries-without-trust-anchors',
  'trust-store-outside-chroot',
  'digest-of-another-length',
  'weaker-than-global',
  'missing-tlsproxy',
  'smtps-without-wrappermode',
  'submission-without-tls',
];
