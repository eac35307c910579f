import { Fault } from '../fault';
import type { Endpoint } from '../options';
import { formatEndpoint } from './endpoint';

/** @param within Milliseconds that were waited. */
export function timeoutFault(endpoints: readonly Endpoint[], within: number): Fault {
  const seconds = within >= 1_000 ? `${Math.round(within / 1_000)} s` : `${Math.round(within)} ms`;
  return new Fault('dns-timeout', `no reply from ${endpoints.map(formatEndpoint).join(' and ')} within ${seconds}`);
}

/** The system's own word for the error, `ECONNREFUSED`, stands in the text. */
export function unreachableFault(endpoint: Endpoint, error: NodeJS.ErrnoException): Fault {
  return new Fault('dns-unreachable', `${formatEndpoint(endpoint)} could not be asked: ${error.code ?? error.message}`);
}

export function malformedFault(endpoint: Endpoint, what: string): Fault {
  return new Fault('dns-malformed', `${formatEndpoint(endpoint)} ${what}`);
}
