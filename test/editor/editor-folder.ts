import { cp, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './paths';
import { quietSettings } from './settings';
import { removeAtExit } from './started';

/** A folder in the system's temporary folder that holds all that one run of an editor reads and writes. */
export interface EditorFolder {
  readonly path: string;
  /** A fresh copy of `examples/`. */
  readonly workspace: string;
  /** For `--user-data-dir`. */
  readonly userData: string;
  /** For `--extensions-dir`. */
  readonly extensions: string;
  /** For the lab's files. */
  readonly lab: string;
  remove(): Promise<void>;
}

/** Makes the folder, with `examples/` copied into it. */
export async function createEditorFolder(): Promise<EditorFolder> {
  // The real path, because editors resolve links and then report other paths than they were given (macOS: /var).
  const path = await mkdtemp(join(await realpath(tmpdir()), 'postfix-tls-policy-'));
  removeAtExit(path);
  const folder: EditorFolder = {
    path,
    workspace: join(path, 'examples'),
    userData: join(path, 'data'),
    extensions: join(path, 'extensions'),
    lab: join(path, 'lab'),
    remove: () => rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }),
  };
  await cp(join(root, 'examples'), folder.workspace, { recursive: true });
  await Promise.all([folder.userData, folder.extensions, folder.lab].map((each) => mkdir(each, { recursive: true })));
  return folder;
}

/** Settings by their full names. */
export type Settings = Readonly<Record<string, unknown>>;

/**
 * Writes the settings of a run: the person's and the machine's. In code-server, as in every remote window, machine settings count only in the machine's
 * own file; on the desktop that file is not read and the user's file holds both.
 */
export async function writeSettings(folder: EditorFolder, user: Settings, machine: Settings): Promise<void> {
  await writeSettingsFile(join(folder.userData, 'User'), { ...quietSettings, ...user, ...machine });
  await writeSettingsFile(join(folder.userData, 'Machine'), machine);
}

async function writeSettingsFile(folder: string, settings: Settings): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'settings.json'), `${JSON.stringify(settings, null, 2)}\n`);
}
