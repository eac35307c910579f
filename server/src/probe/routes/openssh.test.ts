import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { delimiter, join } from 'node:path';
import type { Duplex } from 'node:stream';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createPki } from '../../../../lab/pki';
import { createContexts } from '../../../../lab/smtp/contexts';
import { type SmtpServer, startSmtpServer } from '../../../../lab/smtp/server';
import type { ConnectionRecord } from '../../../../lab/smtp/session';
import { type JumpHostName, missingSsh, type SshServer, startSshServer } from '../../../../lab/ssh/ssh-server';
import { probeAddress } from '../address';
import type { CauseId } from '../cause';
import { closed } from '../closed';
import { Fault } from '../fault';
import { networkMeans, patient } from '../testing/network-means';
import { createConnect } from './connect';

/** The words by which the route knows what became of it are those of the real ssh(1) and sshd(8). */

const reason = missingSsh();
if (reason !== null && process.env['REQUIRE_ALL'] === '1') {
  it('has OpenSSH', () => {
    throw new Error(reason);
  });
}

const name = 'mx.example';
const allowAddresses = ['127.0.0.0/8'];
const never = new AbortController().signal;

/** Rejects where it fails. */
async function run(program: string, args: readonly string[]): Promise<void> {
  const [code] = (await once(spawn(program, args, { stdio: 'ignore' }), 'exit')) as [number | null];
  expect(code).toBe(0);
}

describe.skipIf(reason !== null)(`OpenSSH${reason === null ? '' : `, skipped: ${reason}`}`, () => {
  let ssh: SshServer;
  let server: SmtpServer;
  let caPem: string;
  const connections: ConnectionRecord[] = [];
  const opened: Duplex[] = [];
  const silents: Server[] = [];

  beforeAll(async () => {
    ssh = await startSshServer();
    vi.stubEnv('PATH', `${ssh.folder}${delimiter}${process.env['PATH'] ?? ''}`);
    const pki = await createPki(new Date());
    caPem = pki.caPem;
    const certificate = await pki.certificate({ issuer: 'public', names: [name] });
    const current = { behaviour: {}, contexts: createContexts(name, certificate, null, pki) };
    server = await startSmtpServer({
      name,
      address: '127.0.0.1',
      current: () => current,
      delayScale: 1,
      onConnection: (record) => connections.push(record),
    });
  }, 30_000);
  afterEach(async () => {
    await Promise.all(opened.splice(0).map(closed));
    await vi.waitFor(() => expect(connections.filter(({ open }) => open)).toEqual([]), 15_000);
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    for (const silent of silents) silent.close();
    await server.stop();
    await ssh.stop();
  });

  function connectBy(host: JumpHostName) {
    const route = { kind: 'ssh', user: null, host, port: null } as const;
    return createConnect({ route, allowAddresses, deadlines: { ...patient, connect: 15_000 } });
  }

  /** Takes connections, and says nothing. */
  async function silentServer(): Promise<number> {
    const silent = createServer((socket) => socket.on('error', () => undefined).resume());
    silent.listen(0, '127.0.0.1').unref();
    await once(silent, 'listening');
    silents.push(silent);
    return (silent.address() as AddressInfo).port;
  }

  async function openTo(host: JumpHostName, port: number, signal = never): Promise<Duplex> {
    const stream = await connectBy(host)('127.0.0.1', port, signal);
    opened.push(stream);
    return stream;
  }

  it.each(['good', 'shared'] as const)('carries the whole dialogue with a host that is %s', async (jump) => {
    const network = { socks: { host: '127.0.0.1', port: 9 }, caPem, allowAddresses };
    const question = { host: name, address: '127.0.0.1', port: server.port, tlsa: null };
    const { outcome, tls, cause } = await probeAddress(question, {
      ...networkMeans(network),
      connect: connectBy(jump),
    });
    expect({ outcome, cause, verdict: tls?.pkix.verdict }).toEqual({ outcome: 'tls', verdict: 'trusted' });
    expect(connections.at(-1)?.commands).toEqual(['EHLO', 'STARTTLS', 'EHLO', 'QUIT']);
  });

  it('leaves no connection behind for others, even where its settings ask for it', async () => {
    await openTo('shared', server.port);
    expect(existsSync(join(ssh.folder, 'control'))).toBe(false);
  });

  it.each<[JumpHostName, number, CauseId, string]>([
    ['good', 1, 'connection-refused', '127.0.0.1:1 refused the connection from good'],
    ['unknown-key', 25, 'route-failed', 'the host key of unknown-key is not known'],
    ['changed-key', 25, 'route-failed', 'the host key of changed-key is another one than before'],
    ['no-login', 25, 'route-failed', 'no-login did not accept the login without a question'],
    ['restricted', 25, 'route-failed', 'restricted does not let ssh connect to 127.0.0.1:25'],
    ['closed', 25, 'route-failed', 'closed refused the connection of ssh'],
  ])('tells why a host that is %s can’t be used for port %i', async (jump, port, id, text) => {
    const error: unknown = await openTo(jump, port).catch((each: unknown) => each);
    expect(error).toBeInstanceOf(Fault);
    expect((error as Fault).asCause).toEqual({ id, text: expect.stringContaining(text) as string });
  });

  it('is told when the connection is there, also where the server lets the client speak first', async () => {
    await openTo('good', await silentServer());
  });

  it('uses the connection that another ssh holds, with what that tells', async () => {
    const silent = await silentServer();
    const client = join(ssh.folder, 'ssh');
    await run(client, ['-o', 'ControlMaster=yes', '-f', '-N', 'shared']);
    try {
      const stream = await openTo('shared', server.port);
      const [chunk] = (await once(stream.resume(), 'data')) as [Buffer];
      expect(chunk.toString()).toMatch(/^220 /);
      await openTo('shared', silent);
      const error: unknown = await openTo('shared', 1).catch((each: unknown) => each);
      expect((error as Fault).asCause).toEqual({ id: 'route-failed', text: 'shared could not connect to 127.0.0.1:1' });
    } finally {
      await run(client, ['-O', 'exit', 'shared']);
    }
  });

  it.each([0, 20, 100, 300])('aborted after %i ms ends with the reason, and the server is rid of it', async (delay) => {
    const controller = new AbortController();
    const stopped = new Error('no longer wanted');
    setTimeout(() => controller.abort(stopped), delay);
    const result = await openTo('good', server.port, controller.signal).catch((error: unknown) => error);
    expect(result === stopped || opened.includes(result as Duplex)).toBe(true);
  });
});
