import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Endpoint } from '../../../server/src/probe/options';
import { environment } from '../machine';

/** Runs a program in a folder; rejects with what it wrote to standard error. Returns its standard output. */
export function runIn(folder: string, program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { cwd: folder, env: environment(), timeout: 60_000 }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`${program} ${args.join(' ')}: ${stderr}`));
    });
  });
}

export async function freePort(): Promise<number> {
  // Below those that the system gives away, one of which another test would take before the program has it.
  const port = randomInt(20_000, 32_000);
  const socket = createSocket('udp4');
  socket.bind(port, '127.0.0.1');
  const isFree = await once(socket, 'listening').then(
    () => true,
    () => false,
  );
  socket.close();
  return isFree ? port : freePort();
}

export interface Daemon {
  readonly endpoint: Endpoint;
  stop(): Promise<void>;
}

function daemon(program: string, args: readonly string[], port: number): Daemon {
  const child: ChildProcess = spawn(program, args, { env: environment(), stdio: 'ignore' });
  return {
    endpoint: { host: '127.0.0.1', port },
    stop: async () => {
      if (child.exitCode === null && child.kill()) await once(child, 'exit');
    },
  };
}

/** NSD, which answers for all zones by their files `NAME.signed`; the root is `root.signed`. */
export async function startNsd(folder: string, zones: readonly string[]): Promise<Daemon> {
  const port = await freePort();
  const configuration = path.join(folder, 'nsd.conf');
  const blocks = zones.map((zone) => `zone:\n  name: "${zone || '.'}"\n  zonefile: "${zone || 'root'}.signed"\n`);
  writeFileSync(
    configuration,
    `server:
  ip-address: 127.0.0.1@${port}
  username: ""
  server-count: 1
  zonesdir: "${folder}"
  database: ""
  pidfile: ""
  zonelistfile: "${folder}/zone.list"
  xfrdfile: "${folder}/xfrd.state"
  xfrdir: "${folder}"
  cookie-secret-file: ""
  logfile: "${folder}/nsd.log"
remote-control:
  control-enable: no
${blocks.join('')}`,
  );
  return daemon('nsd', ['-d', '-c', configuration], port);
}

/** Unbound, which validates from the root's DS record, and asks the one server for every zone. */
export async function startUnbound(
  folder: string,
  zones: readonly string[],
  server: Endpoint,
  anchor: string,
): Promise<Daemon> {
  const port = await freePort();
  const configuration = path.join(folder, 'unbound.conf');
  writeFileSync(path.join(folder, 'root.ds'), anchor);
  const stubs = zones.map(
    (zone) => `stub-zone:\n  name: "${zone || '.'}"\n  stub-addr: ${server.host}@${server.port}\n`,
  );
  writeFileSync(
    configuration,
    `server:
  interface: 127.0.0.1@${port}
  port: ${port}
  username: ""
  chroot: ""
  directory: "${folder}"
  pidfile: ""
  use-syslog: no
  logfile: "${folder}/unbound.log"
  verbosity: 1
  num-threads: 1
  do-ip6: no
  do-not-query-localhost: no
  trust-anchor-file: "${folder}/root.ds"
  module-config: "validator iterator"
  aggressive-nsec: no
  qname-minimisation: no
remote-control:
  control-enable: no
${stubs.join('')}`,
  );
  return daemon('unbound', ['-d', '-c', configuration], port);
}
