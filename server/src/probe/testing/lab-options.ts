import { type Deadlines, defaultProbeOptions, type Endpoint, type ProbeOptions } from '../options';
import type { TestNetwork } from './network-means';

/** A network with a DNS of its own. */
export interface TestInternet extends TestNetwork {
  readonly resolver: Endpoint;
  readonly trustAnchors: string;
}

/** In milliseconds: enough for what answers on a busy machine, and little for what never does. */
export const brisk: Deadlines = {
  ...defaultProbeOptions.deadlines,
  total: 20_000,
  dns: 1_000,
  connect: 500,
  greeting: 1_000,
  reply: 2_000,
  handshake: 2_000,
};

/** The options by which the product uses such a network as its internet. */
export function internetOptions(internet: TestInternet, more: Partial<ProbeOptions> = {}): ProbeOptions {
  return {
    ...defaultProbeOptions,
    resolvers: [internet.resolver],
    trustAnchors: internet.trustAnchors,
    caFile: { name: 'lab-ca.pem', pem: internet.caPem },
    route: { kind: 'socks5', ...internet.socks },
    allowAddresses: internet.allowAddresses,
    heloName: 'client.example',
    deadlines: brisk,
    pacing: null,
    ...more,
  };
}
