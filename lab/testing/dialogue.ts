/** A small SMTP client for the lab's own tests; it trusts the server to be the lab's. */
import { connect as netConnect, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { type TLSSocket, connect as tlsConnect } from 'node:tls';
import { SocksClient } from 'socks';
import type { Endpoint } from '../lab';

export async function throughSocks(proxy: Endpoint, host: string, port: number, timeout = 5_000): Promise<Socket> {
  const { socket } = await SocksClient.createConnection({
    proxy: { ...proxy, type: 5 },
    command: 'connect',
    destination: { host, port },
    timeout,
  });
  // The library emits what came behind the proxy's reply once, in the next immediate: keep it for the reader.
  const early: Buffer[] = [];
  const keep = (chunk: Buffer): unknown => early.push(chunk);
  socket.on('data', keep);
  await setImmediate();
  socket.pause().off('data', keep);
  if (early.length > 0) socket.unshift(Buffer.concat(early));
  return socket;
}

export async function directly({ host, port }: Endpoint): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = netConnect(port, host, () => resolve(socket));
    socket.once('error', reject);
  });
}

/** Reads until the text so far satisfies `enough`, or the other side ends; in between, the socket is paused. */
export async function readUntil(socket: Socket, enough: (text: string) => boolean): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const finish = (): void => {
      socket.pause();
      socket.off('data', onData);
      socket.off('error', reject);
      socket.off('close', finish);
      resolve(text);
    };
    const onData = (chunk: Buffer): void => {
      text += chunk.toString();
      if (enough(text)) finish();
    };
    socket.on('data', onData);
    socket.once('error', reject);
    socket.once('close', finish);
    socket.resume();
  });
}

/** Reads one reply: up to its last line, which has a blank behind the code. */
export async function readReply(socket: Socket): Promise<string> {
  return readUntil(socket, (text) => /^\d{3} [^\n]*\n/m.test(text));
}

export async function command(socket: Socket, line: string): Promise<string> {
  socket.write(`${line}\r\n`);
  return readReply(socket);
}

/** Greeting, EHLO, STARTTLS, handshake. */
export async function startTls(socket: Socket, options: { ca: string; servername?: string }): Promise<TLSSocket> {
  await readReply(socket);
  await command(socket, 'EHLO client.example');
  await command(socket, 'STARTTLS');
  return new Promise((resolve, reject) => {
    const { ca, servername } = options;
    const secure = tlsConnect(
      {
        socket,
        ca,
        rejectUnauthorized: false,
        checkServerIdentity: () => undefined,
        minVersion: 'TLSv1',
        ciphers: 'DEFAULT:@SECLEVEL=0',
        ...(servername === undefined ? {} : { servername }),
      },
      () => resolve(secure),
    );
    secure.once('error', reject);
  });
}
