import type { Endpoint } from './options';

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
