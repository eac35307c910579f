import { type AddressMeans, probeAddress } from '../address';
import type { AddressEvidence, HostEvidence } from '../evidence';
import { limits } from '../limits';
import type { NoProbe } from '../screening/no-probe';
import { type Stop, untilStopped } from '../stop';
import type { Turns } from '../turns';
import type { AddressMemory } from './address-memory';
import type { HostRecords } from './look-up-host';
import { tlsaQuestion } from './tlsa-question';

export interface ContactMeans extends AddressMeans {
  readonly turns: Turns;
  readonly memory: AddressMemory;
  readonly noProbe: NoProbe;
  readonly stop: Stop;
  readonly port: number;
  /** The names by which DANE-TA knows the domain besides the TLSA base domain. */
  readonly nextHopNames: readonly string[];
}

/** Talks to the addresses of a host, up to the limit of each family. */
export async function tryAddresses(host: HostRecords, means: ContactMeans): Promise<HostEvidence> {
  const { tried, skipped } = selectAddresses(host);
  const addresses = await Promise.all(tried.map((address) => tryAddress(host, address, means)));
  return { ...host, addresses, addressesSkipped: skipped };
}

/** A host that is beyond the limit of hosts to contact. */
export function leaveOut(host: HostRecords): HostEvidence {
  return { ...host, addresses: [], addressesSkipped: addressesOf(host).length };
}

export function addressesOf({ ipv4, ipv6 }: HostRecords): readonly string[] {
  return [...ipv4.records, ...ipv6.records];
}

function selectAddresses({ ipv4, ipv6 }: HostRecords): { tried: readonly string[]; skipped: number } {
  const tried = [ipv4, ipv6].flatMap(({ records }) => records.slice(0, limits.addressesPerFamily));
  return { tried, skipped: ipv4.records.length + ipv6.records.length - tried.length };
}

function tryAddress(host: HostRecords, address: string, means: ContactMeans): Promise<AddressEvidence> {
  const { turns, memory, noProbe, stop, port } = means;
  const refusal = noProbe.ofName(host.name) ?? noProbe.ofAddress(address);
  if (refusal !== null) return Promise.resolve({ address, port, outcome: 'untested', cause: refusal });
  const question = { host: host.name, address, port, tlsa: tlsaQuestion(host, means.nextHopNames) };
  const ask = async (): Promise<AddressEvidence> => {
    const known = memory.recall(question);
    if (known !== null) return known;
    const evidence = await probeAddress(question, means);
    memory.remember(question, evidence);
    return evidence;
  };
  return untilStopped(
    stop,
    () => turns.take(address, stop, ask),
    (cause) => ({ address, port, outcome: 'untested', cause }),
  );
}
