import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { listen, stopServer } from '../sockets';

const daemon = '/usr/sbin/sshd';

/** Why there can be no server of OpenSSH here; null if there can. */
export function missingSsh(): string | null {
  if (!existsSync(daemon)) return 'sshd (openssh-server) is not installed';
  return findClient() === null ? 'ssh (openssh-client) is not installed' : null;
}

/** A real sshd(8) on a loopback port, with keys of its own, and the real ssh(1) set up for it. */
export interface SshServer {
  /** A folder with an `ssh` that reads no settings but ours, to be put first into the PATH. */
  readonly folder: string;
  stop(): Promise<void>;
}

/**
 * The `Host` names that the client knows; all are the same server. `good` works; the others fail as their names say.
 * `shared` asks for a connection that stays for others.
 */
export type JumpHostName = 'good' | 'unknown-key' | 'changed-key' | 'no-login' | 'restricted' | 'closed' | 'shared';

export async function startSshServer(): Promise<SshServer> {
  const folder = mkdtempSync(join(tmpdir(), 'sshd-'));
  const at = (name: string): string => join(folder, name);
  for (const name of ['host', 'login', 'stranger', 'restricted']) makeKey(at(name));
  const port = await freePort();
  const closed = await freePort();
  const publicKey = (name: string): string => readFileSync(at(`${name}.pub`), 'utf8').trim();
  writeFileSync(at('authorized_keys'), `${publicKey('login')}\nrestrict ${publicKey('restricted')}\n`);
  writeFileSync(at('known_hosts'), `[127.0.0.1]:${port} ${publicKey('host')}\n`);
  writeFileSync(at('other_hosts'), `[127.0.0.1]:${port} ${publicKey('stranger')}\n`);
  writeFileSync(at('sshd_config'), serverSettings(port, at));
  writeFileSync(at('ssh_config'), clientSettings(port, closed, at));
  writeFileSync(at('ssh'), `#!/bin/sh\nexec '${findClient()}' -F '${at('ssh_config')}' "$@"\n`, { mode: 0o755 });
  // The folder that a daemon of root locks itself into; systemd makes it where it starts the daemon.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  const server = spawn(daemon, ['-D', '-e', '-f', at('sshd_config')], { stdio: 'ignore' });
  await listening(server, port);
  return {
    folder,
    stop: async () => {
      const ended = once(server, 'exit');
      server.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}

function makeKey(path: string): void {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', path]);
}

function serverSettings(port: number, at: (name: string) => string): string {
  return [
    `ListenAddress 127.0.0.1:${port}`,
    `HostKey ${at('host')}`,
    'PidFile none',
    `AuthorizedKeysFile ${at('authorized_keys')}`,
    'StrictModes no',
    'UsePAM no',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    '',
  ].join('\n');
}

function clientSettings(port: number, closed: number, at: (name: string) => string): string {
  const login = `IdentityFile ${at('login')}`;
  const special: Readonly<Record<JumpHostName, readonly string[]>> = {
    good: [login],
    'unknown-key': [login, 'UserKnownHostsFile /dev/null'],
    'changed-key': [login, `UserKnownHostsFile ${at('other_hosts')}`],
    'no-login': [`IdentityFile ${at('stranger')}`],
    restricted: [`IdentityFile ${at('restricted')}`],
    closed: [login, `Port ${closed}`],
    shared: [login, 'ControlMaster auto', `ControlPath ${at('control')}`, 'ControlPersist yes'],
  };
  // Of two values the first counts.
  const common = [
    'Host *',
    'HostName 127.0.0.1',
    `Port ${port}`,
    'IdentitiesOnly yes',
    'IdentityAgent none',
    `UserKnownHostsFile ${at('known_hosts')}`,
    'GlobalKnownHostsFile /dev/null',
  ];
  const own = Object.entries(special).flatMap(([name, lines]) => [`Host ${name}`, ...lines]);
  return [...own, ...common, ''].join('\n');
}

function findClient(): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.map((folder) => join(folder, 'ssh')).find((path) => existsSync(path)) ?? null;
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server, '127.0.0.1', 0);
  await stopServer(server, []);
  return port;
}

async function listening(server: ChildProcess, port: number): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (performance.now() < deadline && server.exitCode === null) {
    if (await isListening(port)) return;
    await setTimeout(20);
  }
  server.kill('SIGKILL');
  throw new Error('sshd does not listen');
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
