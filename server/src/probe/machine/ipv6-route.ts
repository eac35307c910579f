import { createSocket } from 'node:dgram';

/** An address of the global unicast range that is nobody's: nothing is ever sent to it. */
const somewhere = '2000::1';
const anyPort = 9;

/** Whether this machine knows a way to IPv6 addresses, by its own table of routes; nobody is asked. */
export function hasIpv6Route(): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket('udp6');
    const end = (found: boolean): void => {
      socket.close(() => resolve(found));
    };
    socket.once('error', () => end(false));
    // To connect a UDP socket only looks up the route.
    socket.connect(anyPort, somewhere, () => end(true));
  });
}
