import type { PolicyValue } from '../policy/entry';
import type { CertificateEvidence, Evidence, HostEvidence } from '../probe/evidence';
import { sessionFor } from './attributes-in-doubt';
import { matchingName } from './names';
import { receivingNames } from './receiving-hosts';
import { registrable } from './registrable';

/** Up to so many hosts `match=` names each of them; more are named by what they have in common. */
const maxExactNames = 4;

/**
 * The elements of `match=` under which each reached host shows its own name: host names for up to four hosts, else for
 * each provider the narrowest suffix that holds its hosts. Names are never taken from certificates: an element is the
 * next-hop, an MX host or a suffix of one, and no suffix is a public one. Null where a host has no name fit for a policy.
 *
 * @param value The entry without them: its `servername` decides which certificates the hosts show.
 */
export function matchNames(evidence: Evidence, value: PolicyValue): readonly string[] | null {
  const names = receivingNames(evidence);
  if (names.length === 0 || !names.every(isHostName)) return null;
  return unique(
    names.length <= maxExactNames ? names.map((name) => nameOf(name, evidence, value)) : narrowestSuffixes(names),
  );
}

/**
 * The elements of `match=` that the patterns of an MTA-STS policy come to (RFC 8461 section 4.1), as far as they fit an
 * MX host that was seen; null where there are none.
 */
export function matchNamesOfPolicy(evidence: Evidence): readonly string[] | null {
  const hosts = receivingNames(evidence);
  const patterns = (evidence.mtaSts.policy?.mx ?? []).filter((pattern) =>
    hosts.some((host) => isAllowedBy(host, pattern)),
  );
  const elements = patterns.map((pattern) => (pattern.startsWith('*.') ? pattern.slice(1) : pattern));
  const sound = elements.every((element) => (element.startsWith('.') ? isPrivateSuffix(element) : isHostName(element)));
  if (elements.length === 0 || !sound) return null;
  return unique(elements.length <= maxExactNames ? elements : narrowestSuffixes(hosts));
}

/** Whether a pattern of an MTA-STS policy allows a host: `*.` stands for exactly one label. */
export function isAllowedBy(host: string, pattern: string): boolean {
  if (!pattern.startsWith('*.')) return host === pattern;
  const suffix = pattern.slice(1);
  return host.endsWith(suffix) && /^[^.]+$/.test(host.slice(0, -suffix.length));
}

/** Letters, digits, hyphens and underscores in several labels: nothing that could end an attribute or be a keyword. */
function isHostName(name: string): boolean {
  return name.length <= 253 && /^[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_][a-z0-9_-]{0,62})+$/.test(name);
}

/** The host's own name if its certificates carry it or are unknown; else what is closest to it. */
function nameOf(name: string, evidence: Evidence, value: PolicyValue): string {
  const host = evidence.hosts.find((each) => each.name === name);
  const certificates = host === undefined ? [] : certificatesOf(host, evidence, value);
  const context = { nextHop: evidence.domain, host: name };
  const fits = (element: string) =>
    certificates.every((certificate) => matchingName(element, context, certificate) !== null);
  return [name, 'nexthop', 'dot-nexthop', ...suffixesOf(name)].find(fits) ?? name;
}

/** The certificates that the reached addresses of a host show to whoever sends the server name of an entry, or none. */
export function certificatesOf(
  host: HostEvidence,
  evidence: Evidence,
  value: PolicyValue,
): readonly CertificateEvidence[] {
  return host.addresses.flatMap((address) => sessionFor(value, host, address, evidence)?.chain.slice(0, 1) ?? []);
}

/** `.in.provider.example`, `.provider.example`: from the narrowest to the registrable domain. */
function suffixesOf(name: string): readonly string[] {
  const labels = name.split('.');
  return labels.map((_, index) => `.${labels.slice(index + 1).join('.')}`).filter(isPrivateSuffix);
}

/** Whether all names below belong to one registrant, by the public suffix list with its private part. */
function isPrivateSuffix(suffix: string): boolean {
  const base = suffix.slice(1);
  return isHostName(base) && registrable(base) !== null;
}

/** As few elements as the names of many hosts come to; keywords and suffixes stay as they are. */
export function joinNames(elements: readonly string[]): readonly string[] {
  const all = unique(elements);
  const isName = (element: string) => isHostName(element) && !element.startsWith('.');
  const names = all.filter(isName);
  return names.length <= maxExactNames
    ? all
    : unique([...all.filter((each) => !isName(each)), ...narrowestSuffixes(names)]);
}

/** One suffix for the hosts of each registrable domain; the host's own name where it stands alone. */
function narrowestSuffixes(names: readonly string[]): readonly string[] {
  const owners = unique(names.map((name) => registrable(name) ?? name));
  return owners.flatMap((owner) => {
    const group = names.filter((name) => (registrable(name) ?? name) === owner);
    if (group.length === 1) return group;
    const shared = group
      .flatMap(suffixesOf)
      .sort((first, second) => second.length - first.length)
      .find((suffix) => group.every((name) => `.${name}`.endsWith(suffix)));
    if (shared === undefined) return group;
    // A suffix does not hold the name itself.
    return [...group.filter((name) => `.${name}` === shared), shared];
  });
}

function unique(items: readonly string[]): readonly string[] {
  return [...new Set(items)];
}
