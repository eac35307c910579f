import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';

/** An SMTP server with STARTTLS that takes every message. */
export async function startSink(address: string, port: number, key: string, chain: string): Promise<() => void> {
  const secureContext = createSecureContext({ key, cert: chain });
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    converse(socket, () => new TLSSocket(socket, { isServer: true, secureContext }));
    socket.write('220 mx.lab.example ESMTP\r\n');
  });
  server.listen(port, address);
  await once(server, 'listening');
  return () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
}

function converse(socket: Socket, startTls: (() => TLSSocket) | null): void {
  let pending = '';
  let inMessage = false;
  // Clients that break off, as they do after a failed verification, are part of the tests.
  socket.on('error', () => socket.destroy());
  const onData = (chunk: Buffer): void => {
    pending += chunk.toString('latin1');
    for (let end = pending.indexOf('\r\n'); end >= 0; end = pending.indexOf('\r\n')) {
      const line = pending.slice(0, end);
      pending = pending.slice(end + 2);
      if (inMessage) {
        if (line !== '.') continue;
        inMessage = false;
        socket.write('250 2.0.0 taken\r\n');
        continue;
      }
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === 'STAR' && startTls !== null) {
        pending = '';
        socket.off('data', onData);
        socket.write('220 go ahead\r\n');
        converse(startTls(), null);
        return;
      }
      inMessage = verb === 'DATA';
      socket.write(replyTo(verb, startTls !== null));
      if (verb === 'QUIT') socket.end();
    }
  };
  socket.on('data', onData);
}

function replyTo(verb: string, offersTls: boolean): string {
  if (verb === 'EHLO') return `250-mx.lab.example\r\n${offersTls ? '250-STARTTLS\r\n' : ''}250 8BITMIME\r\n`;
  if (verb === 'DATA') return '354 go on\r\n';
  if (verb === 'QUIT') return '221 bye\r\n';
  return '250 ok\r\n';
}
