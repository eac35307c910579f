import { Fault } from '../fault';

/**
 * @param who The names of the resolvers.
 * @param within Milliseconds that were waited.
 */
export function timeoutFault(who: readonly string[], within: number): Fault {
  const seconds = within >= 1_000 ? `${Math.round(within / 1_000)} s` : `${Math.round(within)} ms`;
  return new Fault('dns-timeout', `no reply from ${who.join(' and ')} within ${seconds}`);
}

/** The system's own word for the error, `ECONNREFUSED`, stands in the text. */
export function unreachableFault(who: string, error: NodeJS.ErrnoException): Fault {
  return new Fault('dns-unreachable', `${who} could not be asked: ${error.code ?? error.message}`);
}

export function malformedFault(who: string, what: string): Fault {
  return new Fault('dns-malformed', `${who} ${what}`);
}
