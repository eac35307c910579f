import type { AddressMeans } from '../address';
import { type Deadlines, defaultProbeOptions, type Endpoint, type ProbeControl } from '../options';
import { providerPace } from '../pace';
import { createConnect } from '../routes/connect';
import { createTrustStore } from '../tls/trust-store';

/** What a test needs to know of the network that it probes; the lab is one. */
export interface TestNetwork {
  readonly socks: Endpoint;
  readonly caPem: string;
  readonly allowAddresses: readonly string[];
}

/** In milliseconds: enough for a busy machine where an answer comes. */
export const patient: Deadlines = {
  ...defaultProbeOptions.deadlines,
  connect: 30_000,
  greeting: 30_000,
  reply: 30_000,
  handshake: 30_000,
};

/** For servers of which no answer comes. */
export const short: Deadlines = { ...patient, connect: 250, greeting: 250, reply: 250, handshake: 250 };

export const never = new AbortController().signal;

export interface Asked extends Partial<ProbeControl> {
  readonly deadlines?: Deadlines;
}

/** The means of the product itself, for that network. */
export function networkMeans(
  { socks, caPem, allowAddresses }: TestNetwork,
  { deadlines = patient, signal = never, onStep = () => undefined }: Asked = {},
): AddressMeans {
  const options = {
    ...defaultProbeOptions,
    heloName: 'client.example',
    caFile: { name: 'ca.pem', pem: caPem },
    allowAddresses,
    route: { kind: 'socks5', ...socks } as const,
    deadlines,
    pacing: null,
  };
  return {
    options,
    connect: createConnect(options),
    pace: providerPace,
    trustStore: createTrustStore(options),
    control: { signal, onStep },
  };
}

/** Sockets and connection attempts of this thread that keep it alive. */
export function openSockets(): number {
  return process.getActiveResourcesInfo().filter((name) => /TCP|TLS|Pipe/.test(name)).length;
}
