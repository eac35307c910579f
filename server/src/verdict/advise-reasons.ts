import { counted, t } from '../text/translate';
import { listed, printable } from './printable';
import { reasonsFrom } from './reasons';

/**
 * Why an entry is advised, or why none: id and text in one place, as `reasons.ts` holds those of the judge. The ids are
 * permanent, the texts are whole sentences for people.
 */
const texts = {
  // There is an entry: what it rests on
  'dane-matches-all': (hosts: readonly string[]) =>
    hosts.length === 1
      ? t('{0} matches its DNSSEC-secure TLSA records.', listed(hosts))
      : t('{0} match their DNSSEC-secure TLSA records.', listed(hosts)),
  'dane-matches-some': (matching: readonly string[], others: readonly string[]) =>
    t(
      'DNSSEC-secure TLSA records match at {0}; there are usable ones at {1}, too, so that no mail gets there unauthenticated.',
      listed(matching),
      listed(others),
    ),
  'dane-needs-dnssec': () =>
    t(
      'It protects only consumers with DNSSEC lookups; for all others "dane" acts as "may", which authenticates nobody.',
    ),
  'dane-only-holds': () => t('Mail waits while TLSA records are missing, in place of going out unauthenticated.'),
  'secure-next-hop': (hosts: readonly string[], domain: string) =>
    hosts.length === 1
      ? t('{0} has a trusted certificate for {1} or a name below it.', listed(hosts), printable(domain))
      : t('{0} have trusted certificates for {1} or a name below it.', listed(hosts), printable(domain)),
  'secure-hosts': (hosts: readonly string[], names: readonly string[]) =>
    hosts.length === 1
      ? t('{0} has a trusted certificate that verifies for {1}.', listed(hosts), listed(names))
      : t('{0} have trusted certificates that verify for {1}.', listed(hosts), listed(names)),
  'secure-mta-sts': (domain: string, names: readonly string[]) =>
    t(
      'The MTA-STS policy of {0} (mode enforce) names the MX hosts, and their trusted certificates verify for {1}.',
      printable(domain),
      listed(names),
    ),
  'server-name-decides': (hosts: readonly string[]) =>
    hosts.length === 1
      ? t(
          '{0} shows that certificate only to clients that send the name of the host (SNI): with "servername=hostname" Postfix does, from release 3.4 on.',
          listed(hosts),
        )
      : t(
          '{0} show that certificate only to clients that send the name of the host (SNI): with "servername=hostname" Postfix does, from release 3.4 on.',
          listed(hosts),
        ),
  // What a site keeps itself
  'anchors-hold': (hosts: readonly string[], path: string) =>
    hosts.length === 1
      ? t('{0} has a certificate that leads to the trust anchors in {1}.', listed(hosts), printable(path))
      : t('{0} have certificates that lead to the trust anchors in {1}.', listed(hosts), printable(path)),
  'anchors-cost': (path: string) =>
    t(
      'No other CA is trusted with it: mail waits once a host has a certificate of another issuer, and wherever Postfix cannot read {0}.',
      printable(path),
    ),
  'fingerprint-breaks': () =>
    t('It is brittle: mail waits from the day on which a host gets another key until its digest is added here.'),
  'fingerprint-first-use': (hosts: readonly string[], resolver: string) =>
    t(
      'Nobody vouches for the keys of {0}: they are those of whoever answered at the probe, by the addresses of {1}; compare them with what the postmaster tells.',
      listed(hosts),
      printable(resolver),
    ),
  'below-minimum': (entry: string, minimum: string) =>
    t('"{0}" would hold, and is below the minimum level that is set ({1}).', printable(entry), minimum),
  // What else to know about it
  'host-unreached': (host: string, why: string) =>
    t('{0} could not be reached{1}; the entry lets it have mail only authenticated.', printable(host), because(why)),
  'host-not-examined': (host: string) =>
    t('{0} was not looked at; the entry lets it have mail only authenticated.', printable(host)),
  'mail-waits': (host: string, why: string) =>
    t('No mail is delivered to {0}, and mail waits while no other host answers: {1}.', printable(host), printable(why)),
  'mail-bounces': (host: string, why: string) =>
    t('Mail that comes to {0} bounces at once: {1}.', printable(host), printable(why)),
  'names-from-plain-dns': (names: readonly string[], resolver: string) =>
    names.length === 1
      ? t(
          '{0} is known only from plain DNS ({1}), which can be forged: compare before you trust.',
          listed(names),
          printable(resolver),
        )
      : t(
          '{0} are known only from plain DNS ({1}), which can be forged: compare before you trust.',
          listed(names),
          printable(resolver),
        ),
  'names-from-dnssec': (names: readonly string[]) =>
    names.length === 1
      ? t('{0} comes from DNSSEC-secure MX records.', listed(names))
      : t('{0} come from DNSSEC-secure MX records.', listed(names)),
  'suffix-breadth': (name: string) =>
    t('"{0}" accepts every host with a certificate below {1}.', printable(name), printable(name.slice(1))),
  'wildcard-breadth': (host: string, wildcard: string) =>
    t(
      'The certificate of {0} is for {1}, so every server that has it passes as {0}.',
      printable(host),
      printable(wildcard),
    ),
  'overrides-dane': (host: string) =>
    t("It overrides the domain's own DANE: {0} does not match its TLSA records.", printable(host)),
  'overrides-mta-sts': (host: string) =>
    t("It overrides the domain's own MTA-STS policy, which does not allow {0}.", printable(host)),
  'overrides-lookup': (name: string, why: string) =>
    t('It passes over the lookup of {0}, which gave no answer to rely on{1}.', printable(name), because(why)),
  'samples-judged': (domains: readonly string[]) =>
    t('It was judged by {0}; other domains below the key may have other mail servers.', listed(domains)),
  // What will not hold for long
  'certificate-expires': (host: string, day: string, days: number) =>
    t(
      'The certificate of {0} expires on {1} ({2} after the probe) and is not renewed yet; after that mail waits.',
      printable(host),
      printable(day),
      counted(days, '1 day', '{0} days'),
    ),
  'tlsa-breaks-at-renewal': (host: string) =>
    t(
      'The TLSA records of {0} name the certificate, not its key (3 0 x), so they break at each renewal; 3 1 1 records and a key that stays would hold.',
      printable(host),
    ),
  'tlsa-anchor-not-sent': (host: string) =>
    t(
      '{0} does not send the trust anchor that its DANE-TA(2) records name, so only its DANE-EE(3) records match; once these are out of date, mail waits.',
      printable(host),
    ),
  // Why a key for many domains has no entry
  'sample-without-entry': (domain: string, why: string) =>
    t('The key is for {0}, too, which has no entry that authenticates: {1}', printable(domain), printable(why)),
  'samples-differ': (domains: readonly string[]) =>
    t('No entry holds at all of {0}; write one for each of them.', listed(domains)),
  // What stands in the way of more
  'no-dane-mx-insecure': (domain: string) =>
    t(
      '"dane" would not authenticate: the MX records of {0} are not DNSSEC-secure; signing the domain would help.',
      printable(domain),
    ),
  'no-dane-no-tlsa': (host: string) =>
    t(
      '"dane" would not authenticate {0}: it has no DNSSEC-secure TLSA records; its postmaster could publish 3 1 1 records.',
      printable(host),
    ),
  'no-dane-address': (address: string) =>
    t('"dane" would not authenticate {0}: TLSA records belong to names, and this is an address.', printable(address)),
  'no-dane-unusable': (host: string) =>
    t('"dane" would only encrypt to {0}: none of its TLSA records is usable; 3 1 1 records would be.', printable(host)),
  'no-dane-untested': () => t('"dane" could not be tested on all MX hosts.'),
  'no-secure': (why: string) => t('"secure" does not hold: {0}.', printable(why)),
  'mta-sts-passed-over': (isAnnounced: boolean, why: string) =>
    isAnnounced
      ? t('The announced MTA-STS policy could not be had{0}; this entry does not rest on it.', because(why))
      : t('Whether there is an MTA-STS policy could not be told{0}; this entry does not rest on it.', because(why)),
  'mta-sts-testing': () => t('The MTA-STS policy is in mode testing and so binds nobody yet.'),
  'names-not-proven': (domain: string, names: readonly string[]) =>
    t('What was seen of {0} does not prove {1}.', printable(domain), listed(names)),
  // There is none: contradictions and facts
  'dnssec-bogus': (name: string, type: string, why: string) =>
    t(
      'DNSSEC validation of {0} ({1}) failed{2}: the answer is forged, or the zone is broken; its operator has to repair it.',
      printable(name),
      type,
      because(why),
    ),
  'tlsa-mismatch': (host: string, why: string) =>
    t(
      '{0} contradicts its own DNSSEC-secure TLSA records ({1}): a man in the middle looks exactly like this; its postmaster has to correct the records or the certificate.',
      printable(host),
      why,
    ),
  'mta-sts-forbids': (domain: string, host: string) =>
    t(
      'The MTA-STS policy of {0} (mode enforce) does not allow the MX host {1}: a forged MX record looks exactly like this; the domain has to correct the policy or the MX records.',
      printable(domain),
      printable(host),
    ),
  'no-starttls': (at: string) =>
    t('{0} does not offer STARTTLS; its postmaster would have to switch TLS on.', printable(at)),
  'starttls-refused': (at: string, why: string) =>
    t('{0} offers STARTTLS and then refuses it{1}; its postmaster has to repair its TLS.', printable(at), because(why)),
  'handshake-fails': (at: string, why: string) =>
    t(
      'The TLS handshake with {0} fails at authenticating levels{1}; it needs current TLS protocols and keys.',
      printable(at),
      because(why),
    ),
  'chain-not-trusted': (at: string, why: string, remedy: string) =>
    t('The certificate of {0} is not trusted: {1}; {2}.', printable(at), printable(why), remedy),
  'names-another-host': (at: string, names: string) =>
    t(
      'The certificate of {0} names {1}: neither the next-hop nor the MX host; its postmaster needs a certificate for the name in the MX record.',
      printable(at),
      names,
    ),
  'no-trust-store': () =>
    t(
      'This Postfix trusts no certification authority: neither smtp_tls_CAfile nor smtp_tls_CApath is set, so "secure" defers all mail.',
    ),
  'takes-no-mail': (domain: string) =>
    t('{0} takes no mail: its MX record is a null MX (RFC 7505).', printable(domain)),
  'domain-unknown': (domain: string) => t('{0} does not exist.', printable(domain)),
  'hosts-without-address': (domain: string) =>
    t('No mail host of {0} has an address, so its mail bounces.', printable(domain)),
  'strongest-encrypted': () => t('At the most, mail is encrypted to whoever answers: no entry authenticates.'),
  'strongest-clear': () => t('At the most, mail goes in the clear to some of the hosts: no entry authenticates.'),
  // Could not be tested
  'dns-failed': (name: string, type: string, why: string) =>
    t('The DNS lookup of {0} ({1}) failed{2}.', printable(name), type, because(why)),
  'no-host-reached': (host: string, why: string) =>
    t(
      'No MX host could be reached: {0}{1}; probe again, or from a network that may connect to mail servers.',
      printable(host),
      because(why),
    ),
  'no-host-asked': (host: string, why: string) => t('No MX host was asked: {0}{1}.', printable(host), because(why)),
  'mta-sts-untested': (domain: string, isAnnounced: boolean, why: string) =>
    isAnnounced
      ? t(
          '{0} announces an MTA-STS policy that could not be had{1}; whether it allows the hosts that plain DNS names is not known.',
          printable(domain),
          because(why),
        )
      : t(
          'Whether {0} has an MTA-STS policy, and whether that allows the hosts that plain DNS names, could not be told{1}.',
          printable(domain),
          because(why),
        ),
  'probe-stopped': (why: string) => t('The probe ended early{0}.', because(why)),
  'trust-untested': (at: string) => t('Whether the certificate of {0} is trusted could not be tested.', printable(at)),
  'server-name-untested': (host: string, why: string) =>
    t(
      'Which certificate {0} shows to clients that send its name (SNI) could not be tested{1}.',
      printable(host),
      because(why),
    ),
  'tlsa-match-untested': (host: string, why: string) =>
    t('Whether the certificate of {0} matches its TLSA records could not be tested{1}.', printable(host), because(why)),
  'not-all-seen': (domain: string) =>
    t('Too little was seen of the mail hosts of {0} to prove an entry.', printable(domain)),
} as const satisfies Readonly<Record<string, (...values: never[]) => string>>;

export type AdviseReasonId = keyof typeof texts;

export const adviseReasonIds = Object.keys(texts) as readonly AdviseReasonId[];

export const tell = reasonsFrom(texts);

function because(why: string): string {
  return why === '' ? '' : ` (${printable(why)})`;
}
