import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { type SecureContext, TLSSocket } from 'node:tls';

/** A mail server of our own that nobody else can reach. */
export interface LoopbackServer {
  readonly port: number;
  stop(): Promise<void>;
}

const commands: Readonly<Record<string, string>> = { EHLO: '250-localhost\r\n250 STARTTLS\r\n', QUIT: '221 bye\r\n' };

/** Speaks as much SMTP as a probe does, in the clear and inside TLS. */
export async function startLoopbackServer(secureContext: SecureContext): Promise<LoopbackServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    const inTheClear = (chunk: Buffer): void => {
      if (!chunk.toString('latin1').startsWith('STARTTLS')) {
        answer(socket, chunk);
        return;
      }
      socket.off('data', inTheClear);
      socket.write('220 go ahead\r\n');
      const secure = new TLSSocket(socket, { isServer: true, secureContext });
      secure.on('error', () => socket.destroy());
      secure.on('data', (inside: Buffer) => answer(secure, inside));
    };
    socket.on('data', inTheClear);
    socket.write('220 localhost ESMTP\r\n');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function answer(socket: Socket, line: Buffer): void {
  socket.write(commands[line.subarray(0, 4).toString('latin1')] ?? '502 not implemented\r\n');
}
