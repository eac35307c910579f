import { open, readdir, readFile, stat, unlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** Gives a folder back to others. */
export type Release = () => Promise<void>;

/** Who works in a folder, as the name of a claim tells it. */
interface Claimant {
  readonly pid: string;
  /** When the process began, so that a later one with the same number is another. */
  readonly start: string;
  /** The run of the system that the numbers belong to. */
  readonly boot: string;
  readonly host: string;
}

const claimName = /^claim-(\d+)-(\d+)-([0-9a-f]+)-(.*)$/;
/** Milliseconds after which the claim of another machine, of whose processes nobody here knows, counts for nothing. */
const abandoned = 3_600_000;
/** Milliseconds between two tries, at least; twice as much at most, so that two that meet part again. */
const pause = 50;

/**
 * Claims a folder for this process. Every process puts a claim of its own there, takes away those of processes that are gone, and
 * gives way where another one stands: so no claim is ever taken over, and two processes never work at the same time. Rejects
 * with a message for people when the folder is not free within `patience` milliseconds.
 */
export async function claimFolder(folder: string, patience: number): Promise<Release> {
  const own = await describeProcess();
  const path = join(folder, `claim-${own.pid}-${own.start}-${own.boot}-${own.host}`);
  const end = Date.now() + patience;
  for (;;) {
    await (await open(path, 'w', 0o644)).close();
    const other = await findOther(folder, own);
    if (other === null) return () => unlink(path).catch(() => undefined);
    await unlink(path);
    if (Date.now() > end) {
      throw new Error(`another run is at work there (process ${other.pid} on ${other.host}), so nothing was done`);
    }
    await setTimeout(pause * (1 + Math.random()));
  }
}

/** Somebody else who is at work in the folder. */
async function findOther(folder: string, own: Claimant): Promise<Claimant | null> {
  let found: Claimant | null = null;
  for (const name of await readdir(folder)) {
    const [, pid, start, boot, host] = claimName.exec(name) ?? [];
    if (pid === undefined || start === undefined || boot === undefined || host === undefined) continue;
    const other = { pid, start, boot, host };
    if (JSON.stringify(other) === JSON.stringify(own)) continue;
    if (await isAtWork(other, own, join(folder, name))) found = other;
    else await unlink(join(folder, name)).catch(() => undefined);
  }
  return found;
}

async function isAtWork({ pid, start, boot, host }: Claimant, own: Claimant, path: string): Promise<boolean> {
  if (host !== own.host) {
    const age = await stat(path).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => abandoned,
    );
    return age < abandoned;
  }
  return boot === own.boot && start === (await startOf(Number(pid)));
}

async function describeProcess(): Promise<Claimant> {
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '0');
  return {
    pid: String(process.pid),
    start: (await startOf(process.pid)) ?? '0',
    boot: boot.replace(/[^0-9a-f]/g, ''),
    host: hostname().replace(/[^\w.-]/g, '_'),
  };
}

/** Field 22 of proc_pid_stat(5); `0` where the system tells no more than that the process is there; null where it is gone. */
async function startOf(pid: number): Promise<string | null> {
  try {
    const text = await readFile(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? '0';
  } catch {
    if (process.platform === 'linux') return null;
  }
  try {
    process.kill(pid, 0);
    return '0';
  } catch {
    return null;
  }
}
