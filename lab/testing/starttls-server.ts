import { createServer, type Socket } from 'node:net';
import { listen, stopServer } from '../sockets';

/** An SMTP server that is well-behaved up to STARTTLS; what then comes is up to whoever made it. */
export interface StartTlsServer {
  readonly port: number;
  /** When each connection came, in milliseconds of `performance.now()`. */
  readonly arrivals: readonly number[];
  readonly open: ReadonlySet<Socket>;
  stop(): Promise<void>;
}

/**
 * @param serve Gets the socket of the connection of this number, counted from 0, right behind the reply to STARTTLS.
 * @param greeting Of the connection of this number; any but 220 ends the dialogue.
 */
export async function startStartTlsServer(
  serve: (socket: Socket, connection: number) => void,
  greeting: (connection: number) => string = () => '220 mx.example ESMTP',
): Promise<StartTlsServer> {
  const open = new Set<Socket>();
  const arrivals: number[] = [];
  const server = createServer((socket) => {
    const connection = arrivals.push(performance.now()) - 1;
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
    const onData = (chunk: Buffer): void => {
      const [command = ''] = chunk.toString('latin1').split(/[ \r]/);
      if (command === 'STARTTLS') {
        socket.off('data', onData);
        socket.write('220 go ahead\r\n');
        serve(socket, connection);
      } else if (command === 'EHLO') socket.write('250-mx.example\r\n250 STARTTLS\r\n');
      else socket.end('221 bye\r\n');
    };
    socket.on('data', onData);
    socket.write(`${greeting(connection)}\r\n`);
  });
  const port = await listen(server, '127.0.0.1', 0);
  return { port, arrivals, open, stop: () => stopServer(server, open) };
}
