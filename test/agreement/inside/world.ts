import { writeFileSync } from 'node:fs';
import { type Lab, startLab } from '../../../lab/lab';
import { scenarios } from '../../../lab/scenarios';
import { defaultProbeOptions, type ProbeOptions } from '../../../server/src/probe/options';
import { bringUpNetwork } from '../../oracle/inside/network';
import { attackers } from '../attackers';
import { triedScenarios } from '../conduct';
import { startUnbound, type Unbound } from './unbound';

/** The small internet of the namespace: the lab at its real addresses, and a validating resolver before it. */
export interface World {
  readonly lab: Lab;
  readonly unbound: Unbound;
  /** For the product's own probe: the same resolver, roots and ports as Postfix has. */
  readonly probeOptions: ProbeOptions;
}

/** Where the lab answers DNS questions; port 53 is the validating resolver's. */
const labDnsPort = 5300;

export async function startWorld(folder: string): Promise<World> {
  await bringUpNetwork(folder);
  // Servers may listen at IPv6 addresses that are local only by a route.
  writeFileSync('/proc/sys/net/ipv6/ip_nonlocal_bind', '1');
  const lab = await startLab({
    scenarios: [...triedScenarios, ...attackers],
    realAddresses: true,
    dnsPort: labDnsPort,
    delayScale: 0.2,
  });
  const silentDomains = scenarios.flatMap(({ dnsFaults = [] }) =>
    dnsFaults.filter(({ kind }) => kind === 'drop').map(({ name }) => name),
  );
  const unbound = await startUnbound(folder, { trustAnchors: lab.trustAnchors, upstream: lab.resolver, silentDomains });
  const probeOptions: ProbeOptions = {
    ...defaultProbeOptions,
    resolvers: [{ host: '127.0.0.1', port: 53 }],
    trustAnchors: lab.trustAnchors,
    caFile: { name: 'the lab’s root', pem: lab.caPem },
    allowAddresses: lab.allowAddresses,
    pacing: null,
    deadlines: {
      ...defaultProbeOptions.deadlines,
      dns: 4_000,
      connect: 3_000,
      greeting: 10_000,
      reply: 10_000,
      handshake: 10_000,
      policyFetch: 10_000,
    },
  };
  return { lab, unbound, probeOptions };
}
