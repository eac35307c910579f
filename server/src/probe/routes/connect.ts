import type { Duplex } from 'node:stream';
import type { Connect } from '../address';
import type { Limits } from '../dns/attempt';
import { formatEndpoint } from '../dns/endpoint';
import { Fault } from '../fault';
import type { Endpoint, ProbeOptions, Route } from '../options';
import { createScreen } from '../screening/screen';
import { connectDirectly } from './direct';
import { isJumpHost, JumpHostError, jumpHostName } from './jump-host';
import { connectThroughSocks5 } from './socks5';
import { connectThroughSsh } from './ssh';

/**
 * The one way by which the probe connects to a destination: screened first, then over the route. The socket is paused.
 *
 * @throws AllowedAddressError or JumpHostError where they are not well-formed.
 */
export function createConnect({
  route,
  allowAddresses,
  deadlines,
}: Pick<ProbeOptions, 'route' | 'allowAddresses' | 'deadlines'>): Connect {
  if (route.kind === 'ssh' && !isJumpHost(route)) throw new JumpHostError(route);
  const screen = createScreen(allowAddresses);
  return async (address, port, signal) => {
    signal.throwIfAborted();
    const refusal = screen(address);
    if (refusal !== null) throw new Fault('address-refused', `${address} ${refusal}`);
    const stream = await open(route, { host: address, port }, { timeout: deadlines.connect, signal });
    return stream.pause();
  };
}

function open(route: Route, destination: Endpoint, limits: Limits): Promise<Duplex> {
  switch (route.kind) {
    case 'direct':
      return connectDirectly(destination, limits);
    case 'socks5':
      return connectThroughSocks5(route, destination, limits);
    case 'ssh':
      return connectThroughSsh(route, destination, limits);
  }
}

/** `direct`, `socks5 127.0.0.1:1080`, `ssh mail.example.org`. */
export function routeName(route: Route): string {
  switch (route.kind) {
    case 'direct':
      return 'direct';
    case 'socks5':
      return `socks5 ${formatEndpoint(route)}`;
    case 'ssh':
      return `ssh ${jumpHostName(route)}`;
  }
}
