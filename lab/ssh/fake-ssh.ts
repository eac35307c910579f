import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What the stand-in for `ssh` does with a host that it is to log in to. */
export interface FakeJumpHost {
  /** Lines on standard error, before all else. */
  readonly says?: readonly string[];
  /**
   * `connect`: connects to the destination, the default. `drop`: connects, and breaks off behind the first words.
   * `exit`: ends. `hang`: does nothing more. `flood`: writes to standard error without end.
   */
  readonly then?: 'connect' | 'drop' | 'exit' | 'hang' | 'flood';
  /** The exit status; the default is that of `ssh` for its own failures. */
  readonly code?: number;
  readonly ignoresTermination?: boolean;
  /** Tells nothing of its progress. */
  readonly isQuiet?: boolean;
}

/** A folder with an executable `ssh`, to be put first into the PATH. */
export interface FakeSsh {
  readonly folder: string;
  /** Each start, with the id of the process. */
  starts(): readonly { readonly pid: number; readonly args: readonly string[] }[];
  remove(): void;
}

/**
 * @param socks The proxy through which it connects, in the place of the jump host's network; null: directly.
 */
export function installFakeSsh(
  hosts: Readonly<Record<string, FakeJumpHost>>,
  socks: { readonly host: string; readonly port: number } | null = null,
): FakeSsh {
  const folder = mkdtempSync(join(tmpdir(), 'fake-ssh-'));
  const [behaviours, starts] = [join(folder, 'behaviours.json'), join(folder, 'starts')];
  writeFileSync(behaviours, JSON.stringify({ hosts, socks }));
  writeFileSync(starts, '');
  const script = fileURLToPath(new URL('fake-ssh-program.mjs', import.meta.url));
  const words = [process.execPath, script, behaviours, starts].map((word) => `'${word}'`).join(' ');
  writeFileSync(join(folder, 'ssh'), `#!/bin/sh\nexec ${words} "$@"\n`);
  chmodSync(join(folder, 'ssh'), 0o755);
  return {
    folder,
    starts: () =>
      readFileSync(starts, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as ReturnType<FakeSsh['starts']>[number]),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** Whether a process is there; one that ended, and that nobody has waited for yet, is not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    // The state stands behind the name, which is in parentheses.
    return !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return true;
  }
}
