import type { DecisiveTopic } from '../../lab/scenario';

/** What a message must say where a topic decides; the truth of a scenario names topics, not wordings. */
export const wordsOfTopics: Readonly<Record<DecisiveTopic, RegExp>> = {
  'every MX host matches its TLSA records': /match(es)? (its|their) DNSSEC-secure TLSA records/,
  'some MX host matches, the others fail closed':
    /DNSSEC-secure TLSA records match at .*; there are usable ones at .*, too, so that no mail gets there unauthenticated/,
  'protects only consumers with DNSSEC': /protects only consumers with DNSSEC/,
  'certificates verify for the next-hop': /trusted certificates? for .* or a name below it/,
  'certificates verify for the MX host names': /trusted certificates? that (verify|verifies) for/,
  'MTA-STS policy names the MX hosts': /MTA-STS policy .* names the MX hosts?/,
  'TLSA records do not match': /contradicts? (its|their) own DNSSEC-secure TLSA records/,
  'DNSSEC validation failed': /DNSSEC validation of .* failed/,
  'MTA-STS policy forbids an MX host': /MTA-STS policy .* does not allow the MX host/,
  'certificate not trusted': /certificate of .* is not trusted/,
  'certificate names another host': /certificate of .* names .*: neither the next-hop nor the MX host/,
  'no STARTTLS': /does not offer STARTTLS/,
  'STARTTLS refused': /offers STARTTLS and then refuses it/,
  'handshake fails at authenticating levels': /handshake .* fails at authenticating levels/,
  'null MX': /null MX/,
  'no such domain': /does not exist/,
  'no MX host has an address': /No mail host of .* has an address/,
  'DNS lookup failed': /DNS lookup of .* failed/,
  'no MX host could be reached': /No MX host could be reached/,
  'MTA-STS policy could not be fetched': /MTA-STS policy that could not be had/,
};
