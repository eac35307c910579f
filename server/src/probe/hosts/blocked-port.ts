import type { Cause, CauseId } from '../cause';
import type { AddressEvidence, HostEvidence } from '../evidence';
import type { Route } from '../options';

const blockablePort = 25;

/** What a network that keeps its users from sending mail looks like from inside. */
const looksBlocked: ReadonlySet<CauseId> = new Set(['connect-timeout', 'connection-refused', 'network-unreachable']);

const advice =
  'to probe from a place that may connect to port 25, best the mail server itself, set a route: ssh to it, or a SOCKS5 proxy there';

/** What became of the connections to port 25 in one run, for whatever domain. */
export interface RunConnections {
  /** Some came about, so that nothing is blocked. */
  readonly canConnect: boolean;
  /** Why there was none, by address. */
  readonly failed: ReadonlyMap<string, CauseId>;
}

/**
 * Many networks let nobody connect to port 25 of others. Where no address at all could be connected to, and all failed
 * alike, the causes say so, and what helps; they remain untested.
 * The servers of other domains are the control: a server of its own that is down says nothing of them.
 */
export function explainBlockedPort(
  hosts: readonly HostEvidence[],
  route: Route,
  { canConnect, failed }: RunConnections,
): readonly HostEvidence[] {
  if (canConnect || route.kind !== 'direct') return hosts;
  const tried = hosts.flatMap(({ addresses }) => addresses).filter(wasTried);
  const [first] = tried;
  if (first?.cause === undefined || !looksBlocked.has(first.cause.id)) return hosts;
  const { id } = first.cause;
  if (!tried.every(({ cause, port }) => cause?.id === id && port === blockablePort)) return hosts;
  const alike = [...failed].filter(([, cause]) => cause === id).map(([address]) => address);
  const isOne = new Set([...tried.map(({ address }) => address), ...alike]).size === 1;
  // One server that refuses connections, or can't be reached, is no sign of more than that.
  if (isOne && id !== 'connect-timeout') return hosts;
  const guess = isOne
    ? 'either the server is down or this network blocks port 25'
    : 'since all addresses failed alike, this network probably blocks port 25';
  return hosts.map((host) => ({ ...host, addresses: host.addresses.map((each) => explained(each, guess)) }));
}

/** Neither refused by us, nor without IPv6 from here, nor left out for want of time. */
function wasTried({ outcome, cause }: AddressEvidence): boolean {
  const untried: readonly (CauseId | undefined)[] = [
    'address-refused',
    'asked-recently',
    'no-probe',
    'no-ipv6',
    'cancelled',
    'deadline',
  ];
  return outcome !== 'untested' || !untried.includes(cause?.id);
}

function explained(address: AddressEvidence, guess: string): AddressEvidence {
  const { cause } = address;
  if (cause === undefined || !wasTried(address)) return address;
  const told: Cause = { ...cause, text: `${cause.text}; ${guess}; ${advice}` };
  return { ...address, cause: told };
}
