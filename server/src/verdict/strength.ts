import type { PolicyValue } from '../policy/entry';
import { expandStrategy, matchStrategies } from './names';
import type { Sender } from './sender';

/** How the first of two values compares to the second. */
export type Strength = 'stronger' | 'weaker' | 'equal' | 'different';

/**
 * Compares what two entries for one next-hop protect from, for the senders that a profile stands for. A partial order:
 * `secure` and `dane` are *different*, never an upgrade of each other. Null stands for no entry.
 *
 * It speaks of values that hold: `dane` counts as the protection by usable TLSA records that it then is, and as `may`
 * for senders without DNSSEC lookups (postconf(5), smtp_dns_support_level). Profile `any` stands for senders of both
 * kinds, so a value is stronger there only when no kind loses. Attributes beside `match` and `tafile` are not compared.
 *
 * @param domain the next-hop without brackets and port, lower case
 */
export function compareStrength(
  first: PolicyValue | null,
  second: PolicyValue | null,
  sender: Sender,
  domain: string,
): Strength {
  return dnssecKinds(sender)
    .map((each) => compareProtections(protectionOf(first, each, domain), protectionOf(second, each, domain)))
    .reduce(combine);
}

/** The kinds of sender that a profile stands for, by their DNSSEC lookups. */
export function dnssecKinds(sender: Sender): readonly [Sender, ...Sender[]] {
  if (sender.profile !== 'any') return [sender];
  return [
    { ...sender, dnssecLookups: true },
    { ...sender, dnssecLookups: false },
  ];
}

/** What an entry protects from. `closed`: no mail leaves, so none can be read. */
type Protection =
  | { readonly kind: 'clear' | 'opportunistic' | 'encrypted' | 'dane' | 'dane-only' | 'closed' }
  | { readonly kind: 'pinned'; readonly digests: ReadonlySet<string> }
  | { readonly kind: 'pkix'; readonly names: AcceptedNames; readonly anchors: string };

/** The names of which a certificate must carry one. */
interface AcceptedNames {
  readonly exact: ReadonlySet<string>;
  /** With the leading dot. */
  readonly suffixes: readonly string[];
  /** `hostname`: whatever name the MX record gives, thus any name for somebody who can forge it. */
  readonly chosenByDns: boolean;
}

function protectionOf(value: PolicyValue | null, sender: Sender, domain: string): Protection {
  const policy = value ?? { level: sender.globalLevel, attributes: [] };
  switch (policy.level) {
    case 'none':
      return { kind: 'clear' };
    case 'may':
      return { kind: 'opportunistic' };
    case 'encrypt':
      return { kind: 'encrypted' };
    case 'dane':
      return { kind: sender.dnssecLookups ? 'dane' : 'opportunistic' };
    case 'dane-only':
      return { kind: sender.dnssecLookups ? 'dane-only' : 'closed' };
    case 'fingerprint':
      return { kind: 'pinned', digests: digestsOf(policy) };
    case 'verify':
    case 'secure':
      return pkix(policy, sender, domain);
  }
}

function pkix(value: PolicyValue, sender: Sender, domain: string): Protection {
  const anchors = [...new Set(valuesOf(value, 'tafile'))].sort().join('\n');
  return { kind: 'pkix', names: acceptedNames(matchStrategies(value, sender), domain), anchors };
}

function acceptedNames(strategies: readonly string[], domain: string): AcceptedNames {
  const isHostname = (strategy: string) => strategy.toLowerCase() === 'hostname';
  const names = strategies
    .filter((strategy) => !isHostname(strategy))
    .map((strategy) => expandStrategy(strategy, { nextHop: domain, host: '' })?.toLowerCase() ?? '');
  return {
    exact: new Set(names.filter((name) => name !== '' && !name.startsWith('.'))),
    suffixes: names.filter((name) => name.startsWith('.')),
    chosenByDns: strategies.some(isHostname),
  };
}

function digestsOf(value: PolicyValue): ReadonlySet<string> {
  const digests = valuesOf(value, 'match').flatMap((text) => text.split('|'));
  return new Set(digests.map((digest) => digest.replaceAll(':', '').toLowerCase()));
}

function valuesOf({ attributes }: PolicyValue, name: string): readonly string[] {
  return attributes.filter((attribute) => attribute.name === name).map(({ value }) => value);
}

function compareProtections(first: Protection, second: Protection): Strength {
  if (first.kind === 'pkix' && second.kind === 'pkix') {
    if (first.anchors !== second.anchors) return 'different';
    return fromInclusion(includesNames(second.names, first.names), includesNames(first.names, second.names));
  }
  if (first.kind === 'pinned' && second.kind === 'pinned') {
    return fromInclusion(isSubset(first.digests, second.digests), isSubset(second.digests, first.digests));
  }
  const [firstRank, secondRank] = [rank(first), rank(second)];
  if (firstRank !== secondRank) return firstRank > secondRank ? 'stronger' : 'weaker';
  if (first.kind === second.kind) return 'equal';
  if (first.kind === 'dane-only' && second.kind === 'dane') return 'stronger';
  if (first.kind === 'dane' && second.kind === 'dane-only') return 'weaker';
  return 'different';
}

/** Equal ranks of different kinds are different protections. */
function rank(protection: Protection): number {
  switch (protection.kind) {
    case 'clear':
      return 0;
    case 'opportunistic':
      return 1;
    case 'encrypted':
      return 2;
    case 'pkix':
      // A forged MX record passes where the name comes from it, so this is below all that a forger cannot pass.
      return protection.names.chosenByDns ? 3 : 4;
    case 'pinned':
    case 'dane':
    case 'dane-only':
      return 4;
    case 'closed':
      return 5;
  }
}

/** Whoever accepts less is stronger. */
function fromInclusion(firstInSecond: boolean, secondInFirst: boolean): Strength {
  if (firstInSecond) return secondInFirst ? 'equal' : 'stronger';
  return secondInFirst ? 'weaker' : 'different';
}

function includesNames(outer: AcceptedNames, inner: AcceptedNames): boolean {
  if (outer.chosenByDns) return true;
  if (inner.chosenByDns) return false;
  const below = (name: string) => outer.suffixes.some((suffix) => name.endsWith(suffix));
  return inner.suffixes.every(below) && [...inner.exact].every((name) => outer.exact.has(name) || below(name));
}

function isSubset(inner: ReadonlySet<string>, outer: ReadonlySet<string>): boolean {
  return [...inner].every((item) => outer.has(item));
}

function combine(first: Strength, second: Strength): Strength {
  if (first === 'equal' || first === second) return second;
  return second === 'equal' ? first : 'different';
}
