import { isIP } from 'node:net';
import type { Endpoint } from './options';

/** How people write endpoints and address blocks, in settings and on the command line. */

/** `192.0.2.53`, `192.0.2.53:5353`, `2001:db8::53`, `[2001:db8::53]:5353`, or a name with or without port. */
export function readEndpoint(text: string, defaultPort: number | null): Endpoint | null {
  const match = /^\[([0-9A-Fa-f:.]+)\](?::(\d{1,5}))?$|^([^\s:[\]/@]+)(?::(\d{1,5}))?$/.exec(text);
  if (!match) return /^[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*$/.test(text) ? portless(text, defaultPort) : null;
  const host = match[1] ?? match[3] ?? '';
  const digits = match[2] ?? match[4];
  if (digits === undefined) return portless(host, defaultPort);
  const port = Number(digits);
  return port >= 1 && port <= 65_535 ? { host, port } : null;
}

function portless(host: string, port: number | null): Endpoint | null {
  return port === null ? null : { host, port };
}

/** Whether a text is an address or a CIDR block: `192.0.2.1`, `192.0.2.0/24`, `2001:db8::/32`. */
export function isAddressBlock(text: string): boolean {
  const [address = '', length, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= (family === 4 ? 32 : 128));
}
