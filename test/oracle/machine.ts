import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** Debian keeps the administrator's programs out of an ordinary user's search path. */
export const programPath = [process.env['PATH'] ?? '', '/usr/sbin', '/usr/local/sbin', '/sbin'].join(path.delimiter);

/** How a namespace with a network of its own can be had: the arguments of unshare(1), or the reason why not. */
export type Machine = { readonly unshare: readonly string[] } | { readonly reason: string };

const isolated = ['--mount', '--net', '--pid', '--fork', '--kill-child', '--mount-proc'];

/**
 * What this machine can. Postfix changes to several user ids, so it needs root, or a user namespace with a range of
 * ids (newuidmap and /etc/subuid); one mapped id is not enough.
 */
export function namespaceFor(programs: readonly string[]): Machine {
  const missing = programs.filter((program) => !isInstalled(program));
  if (missing.length > 0) return { reason: `needs ${missing.join(', ')}` };
  if (process.platform !== 'linux') return { reason: 'needs Linux namespaces' };
  const candidates = process.getuid?.() === 0 ? [isolated] : [['--user', '--map-root-user', '--map-auto', ...isolated]];
  for (const unshare of candidates) {
    if (spawnSync('unshare', [...unshare, 'true'], { env: environment() }).status === 0) return { unshare };
  }
  return { reason: 'needs root, or newuidmap and a range in /etc/subuid, and permission to make namespaces' };
}

/** The release of the installed Postfix, as `3.7.11`; empty without one. */
export function mailVersion(): string {
  return isInstalled('postconf')
    ? spawnSync('postconf', ['-h', 'mail_version'], { env: environment(), encoding: 'utf8' }).stdout.trim()
    : '';
}

/** The lookup table types of the installed Postfix. */
export function tableTypes(): readonly string[] {
  const { stdout } = spawnSync('postconf', ['-m'], { env: environment(), encoding: 'utf8' });
  return stdout.split('\n').filter((line) => line !== '');
}

export function isInstalled(program: string): boolean {
  return programPath.split(path.delimiter).some((folder) => {
    try {
      accessSync(path.join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

export function environment(): NodeJS.ProcessEnv {
  return { ...process.env, PATH: programPath, LC_ALL: 'C' };
}

/**
 * Whether a suite that the machine can't run is to be left out. With REQUIRE_ALL=1 nothing may be left out.
 *
 * @throws Error with the reason where the suite must run and can't.
 */
export function skip(suite: string, reason: string | null): boolean {
  if (reason === null) return false;
  if (process.env['REQUIRE_ALL'] === '1') throw new Error(`${suite}: ${reason}`);
  console.log(`SKIPPED ${suite}: ${reason}`);
  return true;
}
