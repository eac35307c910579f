import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { listen, stopServer } from './sockets';

/** A relay that puts a server at a distance, where `tc netem` can't: whatever passes takes half a round trip. */
export interface DistantServer {
  readonly host: string;
  readonly port: number;
  stop(): Promise<void>;
}

export interface Distance {
  /** Milliseconds. */
  readonly roundTrip: number;
  /** Where to listen. */
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
}

interface Near {
  readonly host: string;
  readonly port: number;
}

/**
 * For TCP. The handshake of TCP itself can't be delayed: its round trip is added before the first byte, so that the
 * client waits for a greeting as long as it would, and a little less for the connection.
 */
export async function startDistantServer(near: Near, { roundTrip, host, port }: Distance): Promise<DistantServer> {
  const sockets = new Set<Socket>();
  const track = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  };
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    track(client);
    client.pause();
    // Its own trip and that of the acknowledgement by which the server learns of the client.
    later(client, 1.5 * roundTrip, () => {
      const target = connect({ ...near, allowHalfOpen: true, noDelay: true });
      track(target);
      pass(client, target, roundTrip / 2);
      pass(target, client, roundTrip / 2);
    });
  });
  const bound = await listen(server, host, port);
  return { host, port: bound, stop: () => stopServer(server, sockets) };
}

/** In the order in which it came: timers of one length end in the order of their start. */
function pass(from: Socket, to: Socket, delay: number): void {
  from.on('data', (chunk) => later(to, delay, () => to.write(chunk)));
  from.on('end', () => later(to, delay, () => to.end()));
  from.on('close', () => later(to, delay, () => to.destroySoon()));
  from.resume();
}

function later(socket: Socket, milliseconds: number, action: () => void): void {
  setTimeout(() => {
    if (!socket.destroyed) action();
  }, milliseconds);
}

/** For DNS over UDP. */
export async function startDistantResolver(near: Near, { roundTrip, host, port }: Distance): Promise<DistantServer> {
  const far = createSocket('udp4');
  const forwarding = new Set<UdpSocket>();
  far.on('message', (question, client) => {
    const own = createSocket('udp4');
    forwarding.add(own);
    own.on('close', () => forwarding.delete(own));
    own.on('message', (answer) => {
      own.close();
      setTimeout(() => {
        if (isOpen) far.send(answer, client.port, client.address);
      }, roundTrip / 2);
    });
    setTimeout(() => {
      if (isOpen) own.send(question, near.port, near.host);
    }, roundTrip / 2);
  });
  let isOpen = true;
  far.bind(port, host);
  await once(far, 'listening');
  return {
    host,
    port: far.address().port,
    stop: async () => {
      isOpen = false;
      for (const own of forwarding) own.close();
      await new Promise<void>((resolve) => far.close(() => resolve()));
    },
  };
}
