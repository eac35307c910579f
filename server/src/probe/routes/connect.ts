import type { Connect } from '../address';
import { formatEndpoint } from '../dns/endpoint';
import { Fault } from '../fault';
import type { ProbeOptions, Route } from '../options';
import { createScreen } from '../screening/screen';
import { connectDirectly } from './direct';
import { connectThroughSocks5 } from './socks5';

/**
 * The one way by which the probe connects to a destination: screened first, then over the route. The socket is paused.
 *
 * @throws AllowedAddressError where the allowed addresses are not well-formed.
 */
export function createConnect({
  route,
  allowAddresses,
  deadlines,
}: Pick<ProbeOptions, 'route' | 'allowAddresses' | 'deadlines'>): Connect {
  const screen = createScreen(allowAddresses);
  return async (address, port, signal) => {
    signal.throwIfAborted();
    const refusal = screen(address);
    if (refusal !== null) throw new Fault('address-refused', `${address} ${refusal}`);
    const destination = { host: address, port };
    const limits = { timeout: deadlines.connect, signal };
    const socket = await (route.kind === 'direct'
      ? connectDirectly(destination, limits)
      : connectThroughSocks5(route, destination, limits));
    return socket.pause();
  };
}

/** `direct`, `socks5 127.0.0.1:1080`. */
export function routeName(route: Route): string {
  return route.kind === 'direct' ? 'direct' : `${route.kind} ${formatEndpoint(route)}`;
}
