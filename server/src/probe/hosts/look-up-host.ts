import { isIPv4 } from 'node:net';
import type { DnsAnswer } from '../dns/answer';
import type { HostEvidence } from '../evidence';
import type { NextHop } from '../next-hop';
import type { MailHost } from './routing';
import { type LookUpMeans, lookUpTlsa } from './tlsa';

/** What DNS says of a host. */
export type HostRecords = Omit<HostEvidence, 'addresses' | 'addressesSkipped'>;

export async function lookUpHost({ name, preference }: MailHost, means: LookUpMeans): Promise<HostRecords> {
  const { ask, onStep } = means;
  onStep({ kind: 'host-address', subject: name });
  const [ipv4, ipv6] = await Promise.all([ask(name, 'A'), ask(name, 'AAAA')]);
  return { name, preference, ipv4, ipv6, ...(await lookUpTlsa(name, [ipv4, ipv6], means)) };
}

/** A host that is written as an address has no name in DNS, thus nothing that DNSSEC could protect. */
export function literalHost({ name }: NextHop): HostRecords {
  const [ipv4, ipv6] = isIPv4(name) ? [[name], []] : [[], [name]];
  return {
    name,
    preference: null,
    ipv4: asWritten(name, 'A', ipv4),
    ipv6: asWritten(name, 'AAAA', ipv6),
    tlsa: [],
    tlsaBase: null,
    tlsaRecords: [],
  };
}

function asWritten<T extends 'A' | 'AAAA'>(name: string, type: T, records: DnsAnswer<T>['records']): DnsAnswer<T> {
  const outcome = records.length > 0 ? 'records' : 'no-data';
  return { name, type, status: 'insecure', outcome, records, aliases: [], ttl: 0 };
}
