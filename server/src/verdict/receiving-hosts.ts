import type { DnsAnswer } from '../probe/dns/answer';
import { compareNames } from '../probe/dns/name';
import type { AddressEvidence, Evidence, HostEvidence } from '../probe/evidence';
import { isBroken } from './tlsa';

/** Whether mail may reach the host: only an answered absence of every address says no. */
export function mayReceive({ ipv4, ipv6, addresses }: HostEvidence): boolean {
  return addresses.length > 0 || [ipv4, ipv6].some((answer) => answer.outcome === 'records' || isBroken(answer));
}

/** Whether DNSSEC proves that the host has no address, so that nobody can make it a host that takes mail. */
export function isProvenAbsent({ ipv4, ipv6, addresses }: HostEvidence): boolean {
  const isDenied = ({ outcome, status }: DnsAnswer) =>
    outcome !== 'records' && outcome !== 'failed' && status === 'secure';
  return addresses.length === 0 && isDenied(ipv4) && isDenied(ipv6);
}

/** The hosts that may take mail, by preference. */
export function receivingHosts({ hosts }: Evidence): readonly HostEvidence[] {
  return hosts.filter(mayReceive);
}

/**
 * The names of all hosts that may take mail, those included that the probe did not look at: by preference, equal ones by
 * name, since resolvers rotate them and an entry shall be the same each time.
 */
export function receivingNames({ hosts, routing, mx }: Evidence): readonly string[] {
  const absent = new Set(hosts.filter((host) => !mayReceive(host)).map(({ name }) => name));
  const exchanges = routing === 'mx' ? (mx?.records ?? []) : [];
  const all = [...hosts, ...exchanges.map(({ exchange, preference }) => ({ name: exchange, preference }))];
  const sorted = all
    .filter(({ name }) => !absent.has(name))
    .map(({ name, preference }) => ({ name, preference: preference ?? 0 }))
    .sort((left, right) => left.preference - right.preference || compareNames(left.name, right.name));
  return [...new Set(sorted.map(({ name }) => name))];
}

/** Those of them that the probe did not look at. */
export function unexaminedNames(evidence: Evidence): readonly string[] {
  const examined = new Set(evidence.hosts.map(({ name }) => name));
  return receivingNames(evidence).filter((name) => !examined.has(name));
}

/** Whether the probe looked at every MX host. */
export function isWhollyExamined(evidence: Evidence): boolean {
  return evidence.hostsSkipped === 0 && unexaminedNames(evidence).length === 0;
}

/** Whether a server answered there, and so far that something is known of its TLS. */
export function isReached({ outcome, daneTls, hostTls, named = [] }: AddressEvidence): boolean {
  const sessions = [daneTls, hostTls, ...named.map(({ tls }) => tls)];
  return outcome !== 'untested' || sessions.some((session) => session !== undefined);
}
