import { join } from 'node:path';
import { version } from '../../../package.json';
import { openFileFolder } from '../system/file-folder';
import { fileRevision, findSources, readSource } from '../system/find-files';
import { folderUri } from '../system/folder-uri';
import { lookAtFile } from '../system/look-at-file';
import { readNearestFile } from '../system/nearest-file';
import { createTemporaryFiles } from '../system/temporary-file';
import { readTextFile } from '../system/text-file';
import type { Runtime } from './runtime';

/** The runtime of a real server. `packageFolder` holds `docs/rules`, unless the program alone was copied. */
export function createRuntime(packageFolder: string): Runtime {
  const temporary = createTemporaryFiles('postfix-tls-policy');
  return {
    version,
    rulePages: folderUri(join(packageFolder, 'docs', 'rules')),
    readTextFile,
    readCaFolder: async (path) => (await import('../system/ca-folder')).readCaFolder(path),
    readNearestFile,
    findSources,
    readSource,
    fileRevision,
    lookAtFile,
    writeTemporaryFile: (name, content) => temporary.write(name, content),
    openFolder: openFileFolder,
    openRepository: async (folder, signal) => (await import('../system/git')).openRepository(folder, signal),
    askPostconf: async () => (await import('../system/postconf')).askPostconf(),
    loadProbing: async () => (await import('./probing-live')).probing,
  };
}
