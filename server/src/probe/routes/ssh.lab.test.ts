import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { delimiter } from 'node:path';
import type { Duplex } from 'node:stream';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type FakeJumpHost, type FakeSsh, installFakeSsh, isRunning } from '../../../../lab/ssh/fake-ssh';
import { closed } from '../closed';
import { Fault } from '../fault';
import { defaultProbeOptions } from '../options';
import { openSockets } from '../testing/network-means';
import { createConnect, routeName } from './connect';

const hosts: Readonly<Record<string, FakeJumpHost>> = {
  'closed-port': {
    says: ['channel 0: open failed: connect failed: Connection refused', 'stdio forwarding failed'],
    then: 'exit',
  },
  wordless: { then: 'exit' },
  good: {},
  quiet: { isQuiet: true },
  banner: { says: ['Welcome. Permission denied (to strangers). Connection closed by nobody.'] },
  drops: { then: 'drop' },
  'never-lets-in': { then: 'hang' },
  'never-connects': { says: ['Authenticated to x ([127.0.0.1]:22) using "publickey".'], then: 'hang' },
  stubborn: { then: 'hang', ignoresTermination: true },
  floods: { then: 'flood' },
};

const greeting = '220 mx.example ESMTP\r\n';
const never = new AbortController().signal;
let ssh: FakeSsh;
let server: Server;
let port: number;
let openBefore: number;

beforeAll(async () => {
  ssh = installFakeSsh(hosts);
  vi.stubEnv('PATH', `${ssh.folder}${delimiter}${process.env['PATH'] ?? ''}`);
  openBefore = openSockets();
  server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.write(greeting);
    socket.on('data', (chunk: Buffer) => (chunk.toString() === 'QUIT' ? socket.end('221 bye') : socket.write(chunk)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map(closed));
  // None is left at this very moment, and none has to be waited for.
  expect(ssh.starts().filter(({ pid }) => isRunning(pid))).toEqual([]);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  server.close();
  ssh.remove();
  await vi.waitFor(() => expect(openSockets()).toBeLessThanOrEqual(openBefore), 15_000);
});

const opened: Duplex[] = [];
interface Way {
  readonly destination?: { readonly host: string; readonly port: number };
  readonly timeout?: number;
  readonly signal?: AbortSignal;
}

async function open(jumpHost: string, way: Way = {}): Promise<Duplex> {
  const { destination = { host: '127.0.0.1', port }, timeout = 10_000, signal = never } = way;
  const connect = createConnect({
    route: { kind: 'ssh', user: null, host: jumpHost, port: null },
    allowAddresses: ['127.0.0.0/8', '2001:db8::/32'],
    deadlines: { ...defaultProbeOptions.deadlines, connect: timeout },
  });
  const stream = await connect(destination.host, destination.port, signal);
  opened.push(stream);
  return stream;
}

async function faultOf(promise: Promise<unknown>): Promise<Fault> {
  const error: unknown = await promise.then(
    () => new Error('it was connected'),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Fault);
  return error as Fault;
}

async function heard(stream: Duplex, bytes: number): Promise<string> {
  let text = '';
  stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  stream.resume();
  await vi.waitFor(() => expect(text.length).toBeGreaterThanOrEqual(bytes), 15_000);
  return text;
}

describe('a connection by ssh', () => {
  it.each(['good', 'quiet', 'banner'])(
    'of a host that is %s carries both ways, and nothing gets lost',
    async (name) => {
      const stream = await open(name);
      expect(stream.isPaused()).toBe(true);
      const long = 'x'.repeat(300_000);
      stream.write(long);
      expect(await heard(stream, greeting.length + long.length)).toBe(greeting + long);
      const end = Promise.all([once(stream, 'end'), once(stream, 'close')]);
      stream.write('QUIT');
      await end;
    },
  );

  it('is one process, told to go to the address', async () => {
    const before = ssh.starts().length;
    await open('good');
    const [started, ...others] = ssh.starts().slice(before);
    expect(others).toEqual([]);
    expect(started?.args.slice(-4)).toEqual(['-W', `127.0.0.1:${port}`, '--', 'good']);
  });

  it.each([
    ['closed-port', 'connection-refused', '127.0.0.1:25 refused the connection from closed-port'],
    ['wordless', 'route-failed', 'ssh to wordless failed: it ended with status 255'],
  ])('of a host that is %s fails with what ssh said', async (name, id, text) => {
    const fault = await faultOf(open(name, { destination: { host: '127.0.0.1', port: 25 } }));
    expect(fault.asCause).toEqual({ id, text });
  });

  it.each([
    ['never-lets-in', 'route-failed', 'never-lets-in did not let ssh log in within 300 ms'],
    ['floods', 'route-failed', 'floods did not let ssh log in within 300 ms'],
  ])('of a host that %s ends in time', async (name, id, text) => {
    const started = performance.now();
    const fault = await faultOf(open(name, { timeout: 300 }));
    expect(fault.asCause).toEqual({ id, text });
    expect(performance.now() - started).toBeLessThan(15_000);
  });

  it('to a destination that does not answer is told apart from a login that fails', async () => {
    const fault = await faultOf(open('never-connects', { timeout: 3_000 }));
    expect(fault.asCause).toEqual({
      id: 'connect-timeout',
      text: `127.0.0.1:${port} did not answer never-connects within 3 s`,
    });
  });

  it('is not begun to an address that is not allowed', async () => {
    const before = ssh.starts().length;
    const fault = await faultOf(open('good', { destination: { host: '10.0.0.1', port: 25 } }));
    expect(fault.id).toBe('address-refused');
    expect(ssh.starts()).toHaveLength(before);
  });

  it('that breaks off tells that it was the route', async () => {
    const stream = await open('drops');
    stream.resume();
    const [error] = (await once(stream, 'error')) as [Fault];
    expect(error.asCause).toEqual({ id: 'route-failed', text: 'drops closed the connection of ssh' });
  });

  it.each(['never-lets-in', 'never-connects', 'stubborn', 'floods'])(
    'of a host that is %s, aborted, ends with the reason, and its process is gone',
    async (name) => {
      const before = ssh.starts().length;
      const controller = new AbortController();
      const reason = new Fault('cancelled', 'it was cancelled');
      const opening = open(name, { signal: controller.signal }).catch((error: unknown) => error);
      await vi.waitFor(() => expect(ssh.starts()).toHaveLength(before + 1), 15_000);
      const started = performance.now();
      controller.abort(reason);
      expect(await opening).toBe(reason);
      expect(isRunning(ssh.starts().at(-1)?.pid ?? 0)).toBe(false);
      expect(performance.now() - started).toBeLessThan(15_000);
    },
  );

  it.each([0, 5, 50, 200, 400])('aborted after %i ms ends with the reason, or was there already', async (delay) => {
    const controller = new AbortController();
    const reason = new Fault('cancelled', 'it was cancelled');
    setTimeout(() => controller.abort(reason), delay);
    const result = await open('good', { signal: controller.signal }).catch((error: unknown) => error);
    expect(result === reason || opened.includes(result as Duplex)).toBe(true);
  });

  it('where there is no ssh is told so', async () => {
    const path = process.env['PATH'];
    vi.stubEnv('PATH', '/nonexistent');
    const fault = await faultOf(open('good'));
    vi.stubEnv('PATH', path);
    expect(fault.asCause).toEqual({
      id: 'route-failed',
      text: 'there is no ssh on this machine: the route needs the client of OpenSSH on the PATH',
    });
  });

  it('has a name that does not tell the user', () => {
    expect(routeName({ kind: 'ssh', user: 'me', host: 'mail', port: 22 })).toBe('ssh mail:22');
  });
});
