import type { Connect } from '../address';
import { createFindings } from '../deep/findings';
import { connectionLimit, lookDeep } from '../deep/look-deep';
import { formatEndpoint } from '../dns/endpoint';
import type { AddressEvidence, Evidence, HostEvidence, WeaknessEvidence } from '../evidence';
import { limits } from '../limits';
import { mapParallel } from '../map-parallel';
import type { DeepOptions, ProbeOptions, ProbeStep } from '../options';
import { type Stop, untilStopped } from '../stop';
import { addressTurns } from '../turns';

/** One look at the hosts of a next-hop. */
export interface DeepLook {
  readonly stop: Stop;
  readonly onStep: (step: ProbeStep) => void;
}

/** Adds to the hosts what a deep probe finds; without one, they stay as they are. */
export type Deepen = (hosts: readonly HostEvidence[], look: DeepLook) => Promise<readonly HostEvidence[]>;

/**
 * Asks one address of each host for old protocols and weak ciphers: the first that speaks TLS, since the servers of one
 * name are mostly set up alike, and each costs several connections. An address is asked once, however many domains name it.
 */
export function createDeepen(options: ProbeOptions, connect: Connect): Deepen {
  const { deep } = options;
  if (deep === undefined) return (hosts) => Promise.resolve(hosts);
  const known = new Map<string, readonly WeaknessEvidence[]>();

  async function lookOnce(place: AddressEvidence, look: DeepLook, pacing: DeepOptions): Promise<AddressEvidence> {
    const { address, port } = place;
    const key = formatEndpoint({ host: address, port });
    const seen = known.get(key) ?? (await lookAt(place, look, pacing, options, connect));
    if (look.stop.cause() === null) known.set(key, seen);
    return { ...place, deep: seen };
  }

  return (hosts, look) =>
    mapParallel(hosts, limits.parallelHosts, async (host) => {
      const chosen = host.addresses.find(speaksTls);
      if (chosen === undefined) return host;
      look.onStep({ kind: 'deep', subject: `${host.name} [${chosen.address}]` });
      const deepened = await untilStopped(
        look.stop,
        () => addressTurns.take(chosen.address, look.stop, () => lookOnce(chosen, look, deep)),
        (cause) => ({ ...chosen, deep: createFindings().close(cause) }),
      );
      return { ...host, addresses: host.addresses.map((each) => (each === chosen ? deepened : each)) };
    });
}

/** The hosts that would be examined, and how many connections that takes at most, besides the usual ones. */
export function connectionsOfDeepProbe({ hosts }: Pick<Evidence, 'hosts'>): {
  readonly hosts: readonly string[];
  readonly connections: number;
} {
  const names = hosts.filter(({ addresses }) => addresses.some(speaksTls)).map(({ name }) => name);
  return { hosts: names, connections: names.length * connectionLimit };
}

function lookAt(
  { address, port }: AddressEvidence,
  { stop }: DeepLook,
  pacing: DeepOptions,
  { heloName, deadlines }: ProbeOptions,
  connect: Connect,
): Promise<readonly WeaknessEvidence[]> {
  const { signal } = stop;
  return lookDeep({ heloName, deadlines, signal, stop, pacing, connect: () => connect(address, port, signal) });
}

/** Also where no session came about: a server that speaks nothing newer is what a deep probe is for. */
function speaksTls({ outcome, cause }: AddressEvidence): boolean {
  return outcome === 'tls' || outcome === 'tls-failed' || (outcome === 'untested' && cause?.id === 'tls-library');
}
