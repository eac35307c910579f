import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** The ids of the running children of this process whose command line matches. */
export async function childProcesses(command: RegExp): Promise<readonly number[]> {
  const rows = process.platform === 'linux' ? await rowsOfProc() : await rowsOfPs();
  return rows.filter((row) => row.parent === process.pid && command.test(row.command)).map(({ id }) => id);
}

interface Row {
  readonly id: number;
  readonly parent: number;
  readonly command: string;
}

/** A bare Linux has no ps(1). */
async function rowsOfProc(): Promise<Row[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const rows = await Promise.all(
    ids.map(async (id) => {
      const [status, command] = await Promise.all([
        readFile(`/proc/${id}/status`, 'utf8'),
        readFile(`/proc/${id}/cmdline`, 'utf8'),
      ]).catch(() => ['', '']);
      const parent = Number(/^PPid:\s*(\d+)$/m.exec(status)?.[1]);
      return { id: Number(id), parent, command: command.replace(/\0/g, ' ') };
    }),
  );
  return rows;
}

async function rowsOfPs(): Promise<Row[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,args=']);
  return [...stdout.matchAll(/^\s*(\d+)\s+(\d+)\s+(.*)$/gm)].map(([, id, parent, command]) => ({
    id: Number(id),
    parent: Number(parent),
    command: command ?? '',
  }));
}
