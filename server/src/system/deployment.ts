import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetchRemote } from './git-remote';
import { openMapStore } from './map-store';
import { openPostfix } from './postmap';

/** What puts a list in force on this machine. */
export interface Deployment {
  readonly openPostfix: typeof openPostfix;
  readonly openMapStore: typeof openMapStore;
  readonly fetchRemote: typeof fetchRemote;
  /** Does some work in a folder that is gone afterwards. */
  readonly inScratchFolder: <T>(work: (folder: string) => Promise<T>) => Promise<T>;
}

export const deployment: Deployment = {
  openPostfix,
  openMapStore,
  fetchRemote,
  inScratchFolder: async (work) => {
    const folder = await mkdtemp(join(tmpdir(), 'postfix-tls-policy-'));
    try {
      return await work(folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
