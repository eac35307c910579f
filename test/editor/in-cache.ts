import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cache } from './paths';
import { isRunning } from './process-group';
import { removeAtExit } from './started';

/**
 * The folder of this name in the cache; where it is missing, `fill` fetches what belongs there. The folder appears in one step,
 * so that its presence says that it is whole.
 *
 * @param fill gets an empty folder of its own.
 */
export async function inCache(name: string, fill: (workshop: string) => Promise<void>): Promise<string> {
  const home = join(cache, name);
  if (existsSync(home)) return home;
  await removeAbandoned(name);
  const workshop = `${home}.${process.pid}`;
  await mkdir(workshop, { recursive: true });
  removeAtExit(workshop);
  try {
    await fill(workshop);
    await publish(workshop, home);
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
  return home;
}

/** Half an installation is left behind only by a run that was killed; its process id is the ending of the name. */
async function removeAbandoned(name: string): Promise<void> {
  for (const entry of await readdir(cache).catch(() => [])) {
    const [, pid] = entry.split(`${name}.`);
    if (pid !== undefined && !isRunning(Number(pid))) await rm(join(cache, entry), { recursive: true });
  }
}

/** Another run may have been faster; then its installation stands. */
async function publish(workshop: string, home: string): Promise<void> {
  try {
    await rename(workshop, home);
  } catch (error) {
    if (!existsSync(home)) throw error;
  }
}
