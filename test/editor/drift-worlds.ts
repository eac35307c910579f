import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Lab, type LabOptions, startLab } from '../../lab/lab';
import { type DriftSettings, driftingList } from './drifting-list';
import type { Settings } from './editor-folder';
import { labSettings } from './settings';

/** Both worlds at once: an editor goes from one to the other by its settings. */
export interface DriftWorlds {
  readonly settings: DriftSettings;
  readonly stop: () => Promise<void>;
}

/** A minute of a server that counts connections, and all that it lets others wait for, are so much of a minute here. */
const delayScale = 0.005;

/** What the lab is started with for one of the worlds. */
export function driftLab(when: keyof DriftSettings): LabOptions {
  return { scenarios: [driftingList[when]], delayScale };
}

/** Starts both, and writes their files into a folder. */
export async function startDriftWorlds(folder: string): Promise<DriftWorlds> {
  const labs: Lab[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(labs.map((lab) => lab.stop()));
  };
  const start = async (when: keyof DriftSettings): Promise<Settings> => {
    const lab = await startLab(driftLab(when));
    labs.push(lab);
    const files = join(folder, when);
    await mkdir(files, { recursive: true });
    return labSettings(lab, await lab.files(files));
  };
  try {
    return { settings: { before: await start('before'), after: await start('after') }, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
