import { listed, printable } from './printable';
import { reasonsFrom } from './reasons';

/**
 * Why an entry is advised, or why none: id and text in one place, as `reasons.ts` holds those of the judge. The ids are
 * permanent, the texts are whole sentences for people.
 */
const texts = {
  // There is an entry: what it rests on
  'dane-matches-all': (hosts: readonly string[]) =>
    `${listed(hosts)} ${hosts.length === 1 ? 'matches its' : 'match their'} DNSSEC-secure TLSA records.`,
  'dane-matches-some': (matching: readonly string[], others: readonly string[]) =>
    `${listed(matching)} ${hasOrHave(matching, 'matches its', 'match their')} DNSSEC-secure TLSA records; ${listed(others)} ${hasOrHave(others, 'has', 'have')} usable TLSA records too, and so can't get mail unauthenticated.`,
  'dane-needs-dnssec': () =>
    'It protects only consumers with DNSSEC lookups; for all others "dane" acts as "may", which authenticates nobody.',
  'dane-only-holds': () => 'Mail waits while TLSA records are missing, in place of going out unauthenticated.',
  'secure-next-hop': (hosts: readonly string[], domain: string) =>
    `${listed(hosts)} ${hasOrHave(hosts, 'has a trusted certificate', 'have trusted certificates')} for ${printable(domain)} or a name below it.`,
  'secure-hosts': (hosts: readonly string[], names: readonly string[]) =>
    `${listed(hosts)} ${hasOrHave(hosts, 'has a trusted certificate', 'have trusted certificates')} that ${hasOrHave(hosts, 'verifies', 'verify')} for ${listed(names)}.`,
  'secure-mta-sts': (domain: string, names: readonly string[]) =>
    `The MTA-STS policy of ${printable(domain)} (mode enforce) names the MX hosts, and their trusted certificates verify for ${listed(names)}.`,
  'server-name-decides': (hosts: readonly string[]) =>
    `${listed(hosts)} ${hasOrHave(hosts, 'shows', 'show')} that certificate only to clients that send the name of the host (SNI): with "servername=hostname" Postfix does, from release 3.4 on.`,
  // What else to know about it
  'host-unreached': (host: string, why: string) =>
    `${printable(host)} could not be reached${because(why)}; the entry lets it have mail only authenticated.`,
  'host-not-examined': (host: string) =>
    `${printable(host)} was not looked at; the entry lets it have mail only authenticated.`,
  'mail-waits': (host: string, why: string) =>
    `No mail is delivered to ${printable(host)}, and mail waits while no other host answers: ${printable(why)}.`,
  'mail-bounces': (host: string, why: string) =>
    `Mail that comes to ${printable(host)} bounces at once: ${printable(why)}.`,
  'names-from-plain-dns': (names: readonly string[], resolver: string) =>
    `${listed(names)} ${hasOrHave(names, 'is', 'are')} known only from plain DNS (${printable(resolver)}), which can be forged: compare before you trust.`,
  'names-from-dnssec': (names: readonly string[]) =>
    `${listed(names)} ${hasOrHave(names, 'comes', 'come')} from DNSSEC-secure MX records.`,
  'suffix-breadth': (name: string) =>
    `"${printable(name)}" accepts every host with a certificate below ${printable(name.slice(1))}.`,
  'wildcard-breadth': (host: string, wildcard: string) =>
    `The certificate of ${printable(host)} is for ${printable(wildcard)}, so every server that has it passes as ${printable(host)}.`,
  'overrides-dane': (host: string) =>
    `It overrides the domain's own DANE: ${printable(host)} does not match its TLSA records.`,
  'overrides-mta-sts': (host: string) =>
    `It overrides the domain's own MTA-STS policy, which does not allow ${printable(host)}.`,
  'overrides-lookup': (name: string, why: string) =>
    `It passes over the lookup of ${printable(name)}, which gave no answer to rely on${because(why)}.`,
  'samples-judged': (domains: readonly string[]) =>
    `It was judged by ${listed(domains)}; other domains below the key may have other mail servers.`,
  // What will not hold for long
  'certificate-expires': (host: string, day: string, days: number) =>
    `The certificate of ${printable(host)} expires on ${printable(day)} (${days === 1 ? '1 day' : `${days} days`} after the probe) and is not renewed yet; after that mail waits.`,
  'tlsa-breaks-at-renewal': (host: string) =>
    `The TLSA records of ${printable(host)} name the certificate, not its key (3 0 x), so they break at each renewal; 3 1 1 records and a key that stays would hold.`,
  'tlsa-anchor-not-sent': (host: string) =>
    `${printable(host)} does not send the trust anchor that its DANE-TA(2) records name, so only its DANE-EE(3) records match; once these are out of date, mail waits.`,
  // Why a key for many domains has no entry
  'sample-without-entry': (domain: string, why: string) =>
    `The key is for ${printable(domain)}, too, which has no entry that authenticates: ${printable(why)}`,
  'samples-differ': (domains: readonly string[]) =>
    `No entry holds at all of ${listed(domains)}; write one for each of them.`,
  // What stands in the way of more
  'no-dane-mx-insecure': (domain: string) =>
    `"dane" would not authenticate: the MX records of ${printable(domain)} are not DNSSEC-secure; signing the domain would help.`,
  'no-dane-no-tlsa': (host: string) =>
    `"dane" would not authenticate ${printable(host)}: it has no DNSSEC-secure TLSA records; its postmaster could publish 3 1 1 records.`,
  'no-dane-unusable': (host: string) =>
    `"dane" would only encrypt to ${printable(host)}: none of its TLSA records is usable; 3 1 1 records would be.`,
  'no-dane-untested': () => '"dane" could not be tested on all MX hosts.',
  'no-secure': (why: string) => `"secure" does not hold: ${printable(why)}.`,
  'mta-sts-passed-over': (isAnnounced: boolean, why: string) =>
    `${isAnnounced ? 'The announced MTA-STS policy could not be had' : 'Whether there is an MTA-STS policy could not be told'}${because(why)}; this entry does not rest on it.`,
  'mta-sts-testing': () => 'The MTA-STS policy is in mode testing and so binds nobody yet.',
  // There is none: contradictions and facts
  'dnssec-bogus': (name: string, type: string, why: string) =>
    `DNSSEC validation of ${printable(name)} (${type}) failed${because(why)}: the answer is forged, or the zone is broken; its operator has to repair it.`,
  'tlsa-mismatch': (host: string, why: string) =>
    `${printable(host)} contradicts its own DNSSEC-secure TLSA records (${why}): a man in the middle looks exactly like this; its postmaster has to correct the records or the certificate.`,
  'mta-sts-forbids': (domain: string, host: string) =>
    `The MTA-STS policy of ${printable(domain)} (mode enforce) does not allow the MX host ${printable(host)}: a forged MX record looks exactly like this; the domain has to correct the policy or the MX records.`,
  'no-starttls': (at: string) =>
    `${printable(at)} does not offer STARTTLS; its postmaster would have to switch TLS on.`,
  'starttls-refused': (at: string, why: string) =>
    `${printable(at)} offers STARTTLS and then refuses it${because(why)}; its postmaster has to repair its TLS.`,
  'handshake-fails': (at: string, why: string) =>
    `The TLS handshake with ${printable(at)} fails at authenticating levels${because(why)}; it needs current TLS protocols and keys.`,
  'chain-not-trusted': (at: string, why: string, remedy: string) =>
    `The certificate of ${printable(at)} is not trusted: ${printable(why)}; ${remedy}.`,
  'names-another-host': (at: string, names: string) =>
    `The certificate of ${printable(at)} names ${names}: neither the next-hop nor the MX host; its postmaster needs a certificate for the name in the MX record.`,
  'no-trust-store': () =>
    'This Postfix trusts no certification authority: neither smtp_tls_CAfile nor smtp_tls_CApath is set, so "secure" defers all mail.',
  'takes-no-mail': (domain: string) => `${printable(domain)} takes no mail: its MX record is a null MX (RFC 7505).`,
  'domain-unknown': (domain: string) => `${printable(domain)} does not exist.`,
  'hosts-without-address': (domain: string) =>
    `No mail host of ${printable(domain)} has an address, so its mail bounces.`,
  'strongest-encrypted': () => 'At the most, mail is encrypted to whoever answers: no entry authenticates.',
  'strongest-clear': () => 'At the most, mail goes in the clear to some of the hosts: no entry authenticates.',
  // Could not be tested
  'dns-failed': (name: string, type: string, why: string) =>
    `The DNS lookup of ${printable(name)} (${type}) failed${because(why)}.`,
  'no-host-reached': (host: string, why: string) =>
    `No MX host could be reached: ${printable(host)}${because(why)}; probe again, or from a network with port 25 open.`,
  'mta-sts-untested': (domain: string, isAnnounced: boolean, why: string) =>
    isAnnounced
      ? `${printable(domain)} announces an MTA-STS policy that could not be had${because(why)}; whether it allows the hosts that plain DNS names is not known.`
      : `Whether ${printable(domain)} has an MTA-STS policy, and whether that allows the hosts that plain DNS names, could not be told${because(why)}.`,
  'probe-stopped': (why: string) => `The probe ended early${because(why)}.`,
  'trust-untested': (at: string) => `Whether the certificate of ${printable(at)} is trusted could not be tested.`,
  'server-name-untested': (host: string, why: string) =>
    `Which certificate ${printable(host)} shows to clients that send its name (SNI) could not be tested${because(why)}.`,
  'tlsa-match-untested': (host: string, why: string) =>
    `Whether the certificate of ${printable(host)} matches its TLSA records could not be tested${because(why)}.`,
  'not-all-seen': (domain: string) =>
    `Too little was seen of the mail hosts of ${printable(domain)} to prove an entry.`,
} as const satisfies Readonly<Record<string, (...values: never[]) => string>>;

export type AdviseReasonId = keyof typeof texts;

export const adviseReasonIds = Object.keys(texts) as readonly AdviseReasonId[];

export const tell = reasonsFrom(texts);

function because(why: string): string {
  return why === '' ? '' : ` (${printable(why)})`;
}

function hasOrHave(items: readonly string[], one: string, many: string): string {
  return items.length === 1 ? one : many;
}
