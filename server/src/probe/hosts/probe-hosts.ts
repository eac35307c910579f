import type { HostEvidence } from '../evidence';
import { limits } from '../limits';
import { mapParallel } from '../map-parallel';
import type { NextHop } from '../next-hop';
import type { ProbeStep } from '../options';
import type { Ask } from '../stop';
import type { NameMemory } from './address-memory';
import { askByName } from './ask-by-name';
import { literalHost, lookUpHost } from './look-up-host';
import type { Routing } from './routing';
import { nextHopNames } from './tlsa-question';
import { addressesOf, type ContactMeans, leaveOut, tryAddresses } from './try-addresses';

export interface HostsMeans extends Omit<ContactMeans, 'control' | 'port' | 'nextHopNames'> {
  readonly ask: Ask;
  readonly names: NameMemory;
  readonly onStep: (step: ProbeStep) => void;
  readonly serverNames: readonly string[];
}

/**
 * Looks up the hosts of a next-hop, and talks to the first ones that have an address. All are looked up before: which
 * ones are the first must not depend on whose answer comes sooner.
 */
export async function probeHosts(
  nextHop: NextHop,
  routing: Routing,
  means: HostsMeans,
): Promise<readonly HostEvidence[]> {
  const { ask, onStep, stop, options, serverNames } = means;
  const port = nextHop.port ?? options.port;
  const records =
    nextHop.kind === 'address'
      ? [literalHost(nextHop)]
      : await mapParallel(routing.hosts, limits.parallelHosts, (host) => lookUpHost(host, { ask, onStep, port }));
  const contacted = records.filter((host) => addressesOf(host).length > 0).slice(0, limits.connectedHosts);
  const control = { signal: stop.signal, onStep, serverNames };
  const contact = { ...means, port, nextHopNames: nextHopNames(nextHop.name, routing), control };
  const seen = await mapParallel(records, limits.parallelHosts, async (host) =>
    contacted.includes(host) ? tryAddresses(host, contact) : leaveOut(host),
  );
  return askByName(seen, { ...contact, domain: nextHop.name });
}
