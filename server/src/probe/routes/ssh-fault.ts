import { isIPv6 } from 'node:net';
import type { CauseId } from '../cause';
import { formatEndpoint } from '../dns/endpoint';
import { inSeconds } from '../duration';
import { Fault } from '../fault';
import type { Endpoint } from '../options';
import { printableText, shortened } from '../printable';
import { type JumpHost, jumpHostName } from './jump-host';

/** Whom the words of a cause are about. */
export interface SshWay {
  readonly jump: JumpHost;
  readonly destination: Endpoint;
}

export interface SshEnding {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** What `ssh` said at last. */
  readonly messages: readonly string[];
}

interface Reason {
  /** A message of ssh(1), or what sshd(8) of the jump host told it, there with the words of its system. */
  readonly words: RegExp;
  readonly id: CauseId;
  /** From the names of the destination and of the jump host. */
  readonly text: (destination: string, jump: string) => string;
}

const openFailed = /open failed: /.source;
/** With an IPv6 address, these mean that the jump host has none. */
const withoutIpv6 = /open failed: connect failed: .*(?:unreachable|No route|annot assign|not supported)/;

/** The first that fits decides. */
const reasons: readonly Reason[] = [
  {
    words: new RegExp(`${openFailed}connect failed: .*refused`),
    id: 'connection-refused',
    text: (destination, jump) => `${destination} refused the connection from ${jump}`,
  },
  {
    words: new RegExp(`${openFailed}connect failed: .*timed out`),
    id: 'connect-timeout',
    text: (destination, jump) => `${destination} did not answer ${jump}`,
  },
  {
    words: new RegExp(`${openFailed}administratively prohibited`),
    id: 'route-failed',
    text: (destination, jump) =>
      `${jump} does not let ssh connect to ${destination} (AllowTcpForwarding or PermitOpen in its sshd_config)`,
  },
  {
    words: new RegExp(`${openFailed}connect failed: `),
    id: 'network-unreachable',
    text: (destination, jump) => `${destination} could not be reached from ${jump}`,
  },
  {
    words: new RegExp(`${openFailed}|Stdio forwarding request failed`),
    id: 'route-failed',
    text: (destination, jump) => `${jump} could not connect to ${destination}`,
  },
  {
    words: /REMOTE HOST IDENTIFICATION HAS CHANGED|Host key for .* has changed|REVOKED HOST KEY/,
    id: 'route-failed',
    text: (_, jump) =>
      `the host key of ${jump} is another one than before: somebody may sit in between; nothing was sent`,
  },
  {
    words: /Host key verification failed|host key is known for/,
    id: 'route-failed',
    text: (_, jump) => `the host key of ${jump} is not known: log in once by hand, and compare it`,
  },
  {
    words: /Permission denied \(|Too many authentication failures|No supported authentication methods/,
    id: 'route-failed',
    text: (_, jump) => `${jump} did not accept the login without a question: load the key into the agent of ssh`,
  },
  {
    words: /Could not resolve hostname/,
    id: 'route-failed',
    text: (_, jump) => `the name of the jump host ${jump} could not be resolved`,
  },
  {
    words: /connect to host .*refused/,
    id: 'route-failed',
    text: (_, jump) => `${jump} refused the connection of ssh`,
  },
  {
    words: /(?:connect to host|Connection to|Connection).*timed out|Timeout, server/,
    id: 'route-failed',
    text: (_, jump) => `${jump} did not answer ssh`,
  },
  {
    words: /connect to host /,
    id: 'route-failed',
    text: (_, jump) => `${jump} could not be reached by ssh`,
  },
  {
    words: /(?:closed by|Connection closed|Connection reset|reset by peer|Broken pipe)/,
    id: 'route-failed',
    text: (_, jump) => `${jump} closed the connection of ssh`,
  },
];

/** Why `ssh` ended by itself. */
export function sshFault({ jump, destination }: SshWay, ending: SshEnding): Fault {
  const [to, by] = [formatEndpoint(destination), jumpHostName(jump)];
  const said = ending.messages.join('\n');
  if (isIPv6(destination.host) && withoutIpv6.test(said)) {
    return new Fault('no-ipv6', `${to} could not be tried: ${by} has no IPv6`);
  }
  const reason = reasons.find(({ words }) => words.test(said));
  if (reason !== undefined) return new Fault(reason.id, reason.text(to, by));
  return new Fault('route-failed', `ssh to ${by} failed: ${lastWords(ending)}`);
}

/** Why `ssh` could not be started. */
export function startFault({ code = 'unknown error' }: NodeJS.ErrnoException): Fault {
  return new Fault(
    'route-failed',
    code === 'ENOENT'
      ? 'there is no ssh on this machine: the route needs the client of OpenSSH on the PATH'
      : `ssh could not be started (${code})`,
  );
}

/** @param within Milliseconds that were waited. */
export function loginTimeout({ jump }: SshWay, within: number): Fault {
  return new Fault('route-failed', `${jumpHostName(jump)} did not let ssh log in within ${inSeconds(within)}`);
}

/** @param within Milliseconds that were waited. */
export function destinationTimeout({ jump, destination }: SshWay, within: number): Fault {
  const text = `${formatEndpoint(destination)} did not answer ${jumpHostName(jump)} within ${inSeconds(within)}`;
  return new Fault('connect-timeout', text);
}

function lastWords({ messages, signal, code }: SshEnding): string {
  const last = messages.at(-1);
  if (last !== undefined) return shortened(printableText(last));
  return signal === null ? `it ended with status ${code ?? 'unknown'}` : `it was ended by ${signal}`;
}
