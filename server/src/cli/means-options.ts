import { probeOptions } from './probe-options';

/** What other subcommands take from the options of `probe`: whom they ask and trust, and how. */
export const meansOptions = {
  resolver: probeOptions.resolver,
  'trust-anchor': probeOptions['trust-anchor'],
  'ca-file': probeOptions['ca-file'],
  'ca-path': probeOptions['ca-path'],
  socks: probeOptions.socks,
  ssh: probeOptions.ssh,
  port: probeOptions.port,
  'allow-address': probeOptions['allow-address'],
  'no-probe': probeOptions['no-probe'],
  concurrency: probeOptions.concurrency,
  deadline: {
    ...probeOptions.deadline,
    help: 'End the probe of one next-hop after so many seconds (default: 120)',
  },
  pacing: probeOptions.pacing,
  vantage: probeOptions.vantage,
};
