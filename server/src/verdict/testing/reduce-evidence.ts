import * as fc from 'fast-check';
import type { Cause } from '../../probe/cause';
import type { DnsAnswer, RecordType } from '../../probe/dns/answer';
import type { AddressEvidence, Evidence, HostEvidence } from '../../probe/evidence';

/**
 * Ways to know less than there is to know: facts are taken away, or could not be tested. Each is what a probe may come
 * back with where another one comes back with the whole.
 */
export interface Reduction {
  readonly name: string;
  /** Whether DNS alone says less. */
  readonly isOfDns: boolean;
  /** `at` picks the host and the address. */
  readonly apply: (evidence: Evidence, at: number) => Evidence;
}

const timeout: Cause = { id: 'dns-timeout', text: 'no answer within 10 s' };
const unreachable: Cause = { id: 'connect-timeout', text: 'no connection within 15 s' };

const ofDns: Readonly<Record<string, Reduction['apply']>> = {
  'the MX lookup fails': (evidence) =>
    evidence.mx === null ? evidence : { ...evidence, mx: failed(evidence.mx), routing: 'unknown', hosts: [] },
  'the MX set is not validated': (evidence) =>
    evidence.mx?.status === 'secure' ? { ...evidence, mx: { ...evidence.mx, status: 'insecure' } } : evidence,
  'the address lookups fail': onHost((host) => ({
    ...withoutTlsa(host, false),
    ipv4: failed(host.ipv4),
    ipv6: failed(host.ipv6),
    addresses: [],
  })),
  'the AAAA lookup fails': onHost((host) => ({
    ...host,
    ipv6: failed(host.ipv6),
    addresses: host.addresses.filter(({ address }) => !address.includes(':')),
  })),
  'the addresses are not validated': onHost((host) => ({
    ...withoutTlsa(host, false),
    ipv4: { ...host.ipv4, status: 'insecure' },
    ipv6: { ...host.ipv6, status: 'insecure' },
  })),
  'the TLSA lookup fails': onHost((host) => withoutTlsa(host, true)),
  'the TLSA records were not asked for': onHost((host) => withoutTlsa(host, false)),
  'the host was not looked at': (evidence, at) => {
    const index = at % Math.max(1, evidence.hosts.length);
    if (evidence.routing !== 'mx' || evidence.hosts.length === 0) return evidence;
    const hosts = evidence.hosts.filter((_, position) => position !== index);
    return { ...evidence, hosts, hostsSkipped: evidence.hostsSkipped + 1 };
  },
};

const ofServers: Readonly<Record<string, Reduction['apply']>> = {
  'the address does not answer': onAddress(({ address, port }) => [
    { address, port, outcome: 'untested', cause: unreachable },
  ]),
  'the address was not tried': onAddress(() => []),
  'the chain could not be judged': onAddress((address) => [
    {
      ...address,
      ...(address.tls ? { tls: { ...address.tls, pkix: { verdict: 'untested', error: null } } } : {}),
      ...(address.hostTls ? { hostTls: { ...address.hostTls, pkix: { verdict: 'untested', error: null } } } : {}),
    },
  ]),
  'the TLSA match could not be tested': onAddress((address) => [
    {
      ...address,
      ...(address.daneTls
        ? {
            daneTls: {
              ...address.daneTls,
              dane: { verdict: 'untested', record: null, depth: null, failure: 'not-decided' },
            },
          }
        : {}),
    },
  ]),
  'no session with SNI came about': onAddress(({ daneTls, hostTls, ...address }) => [
    {
      ...address,
      ...(daneTls ? { daneCause: unreachable } : {}),
      ...(hostTls ? { hostCause: unreachable } : {}),
    },
  ]),
  'the name of the host was not sent': onAddress((address) => [without(address, 'hostTls')]),
  'the security level was not tried': onAddress((address) => [
    {
      ...address,
      ...(address.tls ? { tls: without(address.tls, 'securityLevelOk') } : {}),
      ...(address.daneTls ? { daneTls: without(address.daneTls, 'securityLevelOk') } : {}),
    },
  ]),
  'the MTA-STS policy could not be had': (evidence) => ({
    ...evidence,
    mtaSts: { state: 'untested', cause: timeout, record: evidence.mtaSts.record, policy: null },
  }),
};

function toList(reductions: Readonly<Record<string, Reduction['apply']>>, isOfDns: boolean): readonly Reduction[] {
  return Object.entries(reductions).map(([name, apply]) => ({ name, isOfDns, apply }));
}

export const dnsReductions = toList(ofDns, true);
export const allReductions = [...dnsReductions, ...toList(ofServers, false)];

/** Some of the reductions, one after the other, each somewhere. */
export function someReductions(
  reductions: readonly Reduction[],
): fc.Arbitrary<readonly (readonly [Reduction, number])[]> {
  return fc.array(fc.tuple(fc.constantFrom(...reductions), fc.nat(7)), { minLength: 1, maxLength: 3 });
}

export function reduce(evidence: Evidence, reductions: readonly (readonly [Reduction, number])[]): Evidence {
  return reductions.reduce((left, [{ apply }, at]) => apply(left, at), evidence);
}

function onHost(change: (host: HostEvidence) => HostEvidence): Reduction['apply'] {
  return (evidence, at) => ({
    ...evidence,
    hosts: evidence.hosts.map((host, index) => (index === at % evidence.hosts.length ? change(host) : host)),
  });
}

function onAddress(change: (address: AddressEvidence) => readonly AddressEvidence[]): Reduction['apply'] {
  return (evidence, at) => {
    const all = evidence.hosts.reduce((sum, { addresses }) => sum + addresses.length, 0);
    let position = 0;
    const hosts = evidence.hosts.map((host) => {
      const addresses = host.addresses.flatMap((address) => (position++ === at % all ? change(address) : [address]));
      const addressesSkipped = host.addressesSkipped + host.addresses.length - addresses.length;
      return { ...host, addresses, addressesSkipped };
    });
    return { ...evidence, hosts };
  };
}

function failed<T extends RecordType>({ name, type }: DnsAnswer<T>): DnsAnswer<T> {
  return { name, type, status: 'indeterminate', outcome: 'failed', records: [], aliases: [], ttl: 0, cause: timeout };
}

function withoutTlsa(host: HostEvidence, wasAsked: boolean): HostEvidence {
  const tlsa = wasAsked ? host.tlsa.map(({ base, answer }) => ({ base, answer: failed(answer) })) : [];
  const addresses = host.addresses.map((address) => without(address, 'daneTls'));
  return { ...host, tlsa, tlsaBase: null, tlsaRecords: [], addresses };
}

function without<T extends object, K extends keyof T & string>(value: T, key: K): Omit<T, K> {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key)) as Omit<T, K>;
}
