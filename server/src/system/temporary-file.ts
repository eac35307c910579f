import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Writes files that only the own user can read, and that go away with the process. */
export interface TemporaryFiles {
  /** Returns the URI of the file. The name must be a plain file name; the same name replaces the earlier content. */
  write(name: string, content: string): Promise<string>;
}

/** The folder is made at the first file; most processes never write one. */
export function createTemporaryFiles(prefix: string): TemporaryFiles {
  let folder: string | undefined;

  function ensureFolder(): string {
    if (folder !== undefined) return folder;
    const made = mkdtempSync(join(tmpdir(), `${prefix}-`));
    // Only synchronous work is possible while the process ends.
    process.once('exit', () => rmSync(made, { recursive: true, force: true }));
    folder = made;
    return made;
  }

  return {
    async write(name, content) {
      const path = join(ensureFolder(), name);
      await writeFile(path, content, { mode: 0o600 });
      return pathToFileURL(path).href;
    },
  };
}
