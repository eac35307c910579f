/** How far `ssh` has come: logged in to the jump host, then connected from there to the destination. */
export type SshProgress = 'starting' | 'logged-in' | 'connected';

/** What `ssh` says on standard error, as far as it is of use. */
export interface SshLog {
  /** Whether the progress changed. */
  add(chunk: Uint8Array): boolean;
  readonly progress: SshProgress;
  /** Its latest messages, those for debugging left out; at most 4 KiB. */
  readonly messages: readonly string[];
}

/** Octets of messages that are kept. */
export const logLimit = 4 * 1024;

/** The level at which `ssh` tells that a connection came about, in the same words since 2012 at the latest. */
export const logLevel = 'DEBUG2';

const loggedIn = 'Authenticated to ';
/** The second one where another `ssh`, the master, holds the connection to the jump host. */
const connected = /^debug\d: (?:channel \d+: open confirm |mux_client_request_stdio_fwd: master session id)/;
const forDebugging = /^debug\d: /;

export function createSshLog(): SshLog {
  let progress: SshProgress = 'starting';
  let line = '';
  let messages: string[] = [];

  const endLine = (): void => {
    line = line.replace(/\r$/, '');
    if (connected.test(line)) progress = 'connected';
    else if (progress === 'starting' && line.startsWith(loggedIn)) progress = 'logged-in';
    if (line !== '' && !forDebugging.test(line)) messages = lastOf([...messages, line]);
    line = '';
  };

  return {
    add(chunk) {
      const before = progress;
      const [first = '', ...rest] = Buffer.from(chunk).toString('latin1').split('\n');
      line = (line + first).slice(0, logLimit);
      for (const next of rest) {
        endLine();
        line = next.slice(0, logLimit);
      }
      return progress !== before;
    },
    get progress() {
      return progress;
    },
    get messages() {
      return line === '' || forDebugging.test(line) ? messages : lastOf([...messages, line]);
    },
  };
}

/** As many of the last lines as the limit takes. */
function lastOf(lines: readonly string[]): string[] {
  let octets = 0;
  const first = lines.findLastIndex((line) => (octets += line.length) > logLimit);
  return lines.slice(first + 1);
}
