import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { run } from '../../oracle/inside/run';

export interface Unbound {
  /** Forgets all answers, keys and failures. */
  readonly flush: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface UnboundOptions {
  /** The root's DS record. */
  readonly trustAnchors: string;
  /** Where the lab answers as a resolver that does not validate. */
  readonly upstream: { readonly host: string; readonly port: number };
  /** Domains for which the upstream never answers: it must not be taken for dead because of them. */
  readonly silentDomains: readonly string[];
  /** The default is 53. */
  readonly port?: number;
}

/** Starts a validating resolver at 127.0.0.1:53 that asks the lab. */
export async function startUnbound(folder: string, options: UnboundOptions): Promise<Unbound> {
  const configuration = path.join(folder, 'unbound.conf');
  writeFileSync(path.join(folder, 'root.ds'), options.trustAnchors);
  writeFileSync(configuration, configure(folder, options));
  const daemon = spawn('unbound', ['-d', '-c', configuration], { stdio: ['ignore', 'ignore', 'inherit'] });
  const control = async (...words: readonly string[]): Promise<string> =>
    run('unbound-control', ['-c', configuration, ...words]);
  await untilAnswering(control);
  return {
    flush: async () => {
      await control('flush_zone', '.');
      await control('flush_infra', 'all');
    },
    stop: async () => {
      daemon.kill();
      if (daemon.exitCode === null) await once(daemon, 'exit');
    },
  };
}

function configure(folder: string, { upstream, silentDomains, port = 53 }: UnboundOptions): string {
  const address = `${upstream.host}@${upstream.port}`;
  const forwards = ['.', ...silentDomains].map(
    (name) => `forward-zone:\n  name: "${name}"\n  forward-addr: ${address}\n`,
  );
  return `server:
  interface: 127.0.0.1
  port: ${port}
  username: ""
  chroot: ""
  directory: "${folder}"
  pidfile: "${path.join(folder, 'unbound.pid')}"
  use-syslog: no
  verbosity: 0
  num-threads: 1
  do-ip6: no
  do-not-query-localhost: no
  trust-anchor-file: "${path.join(folder, 'root.ds')}"
  module-config: "validator iterator"
  # Answers in the order of the zone, and each from the lab alone, so that its faults show.
  rrset-roundrobin: no
  aggressive-nsec: no
  cache-max-negative-ttl: 1
  infra-host-ttl: 1
remote-control:
  control-enable: yes
  control-use-cert: no
  control-interface: "${path.join(folder, 'unbound.ctl')}"
${forwards.join('')}`;
}

async function untilAnswering(control: (word: string) => Promise<string>): Promise<void> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    try {
      await control('status');
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
