import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { listen, stopServer } from '../sockets';

/** Why there can be no server of GnuTLS here, which still has ciphers that OpenSSL is built without; null if there can. */
export function missingGnuTls(): string | null {
  return spawnSync('gnutls-serv', ['--version']).error === undefined
    ? null
    : 'gnutls-serv (gnutls-bin) is not installed';
}

export interface GnuTlsServer {
  readonly port: number;
  stop(): Promise<void>;
}

/** @param priority As gnutls_priority_init(3) has it. */
export async function startGnuTlsServer(
  priority: string,
  { pem, key }: { pem: string; key: string },
): Promise<GnuTlsServer> {
  const folder = mkdtempSync(join(tmpdir(), 'gnutls-'));
  const [certificateFile, keyFile] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')];
  writeFileSync(certificateFile, pem);
  writeFileSync(keyFile, key, { mode: 0o600 });
  const port = await freePort();
  const files = ['--x509certfile', certificateFile, '--x509keyfile', keyFile];
  const server = spawn('gnutls-serv', ['--quiet', '--echo', '--port', String(port), '--priority', priority, ...files], {
    stdio: 'ignore',
    // What the system forbids is what is wanted here.
    env: { ...process.env, GNUTLS_SYSTEM_PRIORITY_FILE: '/dev/null' },
  });
  const deadline = performance.now() + 10_000;
  while (!(await isListening(port))) {
    if (performance.now() > deadline || server.exitCode !== null) {
      server.kill('SIGKILL');
      throw new Error(`gnutls-serv does not listen: ${priority}`);
    }
    await setTimeout(20);
  }
  return {
    port,
    stop: async () => {
      const ended = server.exitCode === null ? once(server, 'exit') : null;
      server.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server, '127.0.0.1', 0);
  await stopServer(server, []);
  return port;
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
