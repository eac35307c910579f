import { isIPv6 } from 'node:net';
import type { Endpoint } from '../options';

/** `192.0.2.53:53`, `[2001:db8::53]:53`. */
export function formatEndpoint({ host, port }: Endpoint): string {
  return isIPv6(host) ? `[${host}]:${port}` : `${host}:${port}`;
}
