import { isIPv6 } from 'node:net';

/** Where `ssh` logs in, so that connections start from there. */
export interface JumpHost {
  /** Null: whom ssh_config(5) names, else the user of this machine. */
  readonly user: string | null;
  /** A name, also one that only ssh_config(5) knows, or an address. */
  readonly host: string;
  /** Null: that of ssh_config(5), else 22. */
  readonly port: number | null;
}

/** A jump host that must not become an argument of `ssh`. */
export class JumpHostError extends Error {
  override readonly name = 'JumpHostError';

  constructor({ host }: JumpHost) {
    super(`${JSON.stringify(host)} is no host to log in to by ssh`);
  }
}

/**
 * Neither can begin with a hyphen, which would make an option of it, nor hold blanks, control characters, or anything
 * that a shell reads: ssh_config(5) hands both on to the commands of `ProxyCommand` and `Match exec`.
 */
const hostForm = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,254}$/;
const userForm = /^[A-Za-z0-9_][A-Za-z0-9_.+-]{0,63}$/;
const form = /^(?:([^@]*)@)?(?:\[([^\]]*)\]|([^:[\]]*))(?::(\d{1,5}))?$/;

/** `mail.example.org`, `admin@mail.example.org:2222`, `[2001:db8::1]:22`, a `Host` of ssh_config(5); null for all else. */
export function readJumpHost(text: string): JumpHost | null {
  const match = form.exec(text);
  if (match === null) return null;
  const [, user, address, name = '', port] = match;
  if (address !== undefined && !isIPv6(address)) return null;
  const jump = { user: user ?? null, host: address ?? name, port: port === undefined ? null : Number(port) };
  return isJumpHost(jump) ? jump : null;
}

export function isJumpHost({ user, host, port }: JumpHost): boolean {
  const isHost = hostForm.test(host) || (isIPv6(host) && !host.includes('%'));
  return isHost && (user === null || userForm.test(user)) && (port === null || (port >= 1 && port <= 65_535));
}

/** Without the user, who may be a person: `mail.example.org`, `[2001:db8::1]:2222`. */
export function jumpHostName({ host, port }: JumpHost): string {
  if (port === null) return host;
  return isIPv6(host) ? `[${host}]:${port}` : `${host}:${port}`;
}
