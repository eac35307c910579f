import { t } from '../text/translate';
import type { Cause, Groups } from './cause';

const entry = String.raw`(?:smtp|lmtp)_tls_policy_maps, next-hop destination "(?<key>[^"]*)": `;

/** `smtp_tls_policy_maps, next-hop destination "KEY": …` (tls_policy_lookup_one() of smtp_tls_policy.c), by what follows. */
function ofEntry(
  id: string,
  said: string,
  reason: Cause['reason'],
  fix: Cause['fix'],
  consequence: Cause['consequence'] = 'waits',
): Cause {
  return { id, pattern: new RegExp(`${entry}(?<said>${said})`), consequence, reason, fix };
}

const key = ({ key: name = '' }: Groups): string => name;

/** What Postfix says of an entry of a policy table that it does not take, the more exact ones first. */
export const entryCauses: readonly Cause[] = [
  ofEntry(
    'unknown-level',
    'invalid security level ".*',
    (groups) =>
      t('The entry of {0} names a level that Postfix does not know, so it takes nothing of the entry.', key(groups)),
    () => t('Write a level that there is: secure, dane, dane-only, fingerprint, verify, encrypt, may or none.'),
  ),
  ofEntry(
    'malformed-attribute',
    'malformed attribute/value pair .*',
    (groups) =>
      t('The entry of {0} has a word that is no name=value, so Postfix takes nothing of the entry.', key(groups)),
    () => t('Write attributes as name=value, without blanks around the equals sign and without a comment behind them.'),
  ),
  ofEntry(
    'unknown-attribute',
    'invalid attribute name.*',
    (groups) => t('The entry of {0} has an attribute that this release of Postfix does not know.', key(groups)),
    () => t('Mend the spelling, or delete the attribute where the installed Postfix is older than it.'),
  ),
  ofEntry(
    'repeated-attribute',
    'attribute ".*" is specified multiple times.*',
    (groups) => t('The entry of {0} has an attribute twice that may stand there once.', key(groups)),
    () => t('Delete one of the two.'),
  ),
  ofEntry(
    'empty-attribute',
    'attribute ".*" has empty value.*',
    (groups) => t('The entry of {0} has an attribute without a value.', key(groups)),
    () => t('Write a value, or delete the attribute.'),
  ),
  ofEntry(
    'attribute-not-allowed',
    'attribute ".*" invalid at security level.*',
    (groups) => t('The entry of {0} has an attribute that its level does not take.', key(groups)),
    () =>
      t(
        'Delete the attribute, or write the level that it is meant for: match= belongs to secure, verify and fingerprint.',
      ),
  ),
  ofEntry(
    'ignored-attribute',
    'ignoring attribute ".*" with TLS disabled.*',
    (groups) => t('The entry of {0} has the level none, which takes no attributes.', key(groups)),
    () => t('Delete the attributes, or write a level with TLS.'),
    'clear',
  ),
  ofEntry(
    'bad-attribute-value',
    '(?:".*" specifies an invalid hostname|attribute ".*" has bad value).*',
    (groups) => t('The entry of {0} has an attribute with a value that Postfix does not take.', key(groups)),
    () => t('Write yes or no in small letters, and as servername= a host name, hostname or nexthop.'),
  ),
  ofEntry(
    'policy-lookup-error',
    'policy table lookup error.*',
    (groups) =>
      t(
        'A policy table failed when Postfix asked it for {0}: the file is missing or unusable, or a server did not answer.',
        key(groups),
      ),
    () =>
      t(
        'Look for the line of the log before this one that names the table; build it anew by postmap, or start its server.',
      ),
  ),
  ofEntry(
    'invalid-entry',
    '.*',
    (groups) => t('Postfix does not take the entry of {0}.', key(groups)),
    () => t('Mend what the line of the log names; check finds it in the table.'),
  ),
  {
    id: 'trust-anchor-file',
    pattern: /error opening trust anchor file: (?<said>.*)/,
    consequence: 'waits',
    reason: ({ said = '' }) => t('A file of trust anchors can’t be read: {0}.', said),
    fix: () =>
      t('Give tafile= a file that the owner of the mail system can read, inside the chroot where smtp is chrooted.'),
  },
  {
    id: 'malformed-fingerprint',
    pattern: /malformed fingerprint value: (?<said>.*)/,
    consequence: 'waits',
    reason: ({ said = '' }) => t('{0} is no fingerprint.', said),
    fix: () => t('Write hexadecimal digits, with or without colons, and | between several digests in a table.'),
  },
  {
    id: 'no-fingerprints',
    pattern:
      /nexthop domain (?<nextHop>\S+): configured at fingerprint security level, but with no fingerprints to match/,
    consequence: 'waits',
    reason: ({ nextHop = '' }) => t('The level of {0} is fingerprint, and no digest is given.', nextHop),
    fix: () => t('Write match= with the digest of the certificate or of its key.'),
  },
];
