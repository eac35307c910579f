/**
 * The rules about the files of a site together (`site/rules`), by their ids. A comment in one file may silence them, and
 * whoever reads that file alone can't tell whether it does.
 */
export const siteRuleIds: readonly string[] = [
  'hidden-table',
  'entries-without-dnssec',
  'entries-without-trust-anchors',
];
