import { constants, type Dirent } from 'node:fs';
import { open, readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';

export interface FoundSource {
  /** As it was found, through a symbolic link where one stands there. */
  readonly path: string;
  /** Another one as soon as the content may be another. */
  readonly revision: string;
  /** In bytes. */
  readonly size: number;
}

/** Folders whose files nobody edits. */
const skipped: ReadonlySet<string> = new Set(['.git', '.hg', '.svn', 'node_modules']);
/** Folders that are looked into at most: a person may have opened the whole disk. */
const mostFolders = 5_000;
const mostFiles = 1_000;
/** Larger files are left out. */
const maxBytes = 64 * 1024 * 1024;
/** Bytes of a file in which a NUL says that it is no text. */
const head = 8_192;

/**
 * The plain files of these names in some folders and below, the nearest folders first. A link to a file counts as the file,
 * and a file is told once; links to folders are not followed, for they may lead anywhere, or round in a circle. What can't
 * be read, or is too large, is left out. Never rejects.
 */
export async function findSources(
  folders: readonly string[],
  isWanted: (fileName: string) => boolean,
  signal: AbortSignal,
): Promise<readonly FoundSource[]> {
  const found = new Map<string, FoundSource>();
  const queue = [...folders];
  for (let looked = 0; looked < queue.length && looked < mostFolders && !signal.aborted; looked++) {
    const folder = queue[looked] ?? '';
    for (const entry of await entriesOf(folder)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!skipped.has(entry.name) && queue.length < mostFolders) queue.push(path);
      } else if (isWanted(entry.name) && found.size < mostFiles) {
        const source = await lookAt(path);
        if (source !== null && !found.has(source.real)) found.set(source.real, source.source);
      }
    }
  }
  return [...found.values()];
}

async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}

async function lookAt(path: string): Promise<{ readonly real: string; readonly source: FoundSource } | null> {
  try {
    const [real, status] = [await realpath(path), await stat(path)];
    if (!status.isFile() || status.size > maxBytes) return null;
    return { real, source: { path, revision: revisionOf(status), size: status.size } };
  } catch {
    return null;
  }
}

/** Another one as soon as the content of a file may be another; null for what is no plain file, or is not there. Never rejects. */
export async function fileRevision(path: string): Promise<string | null> {
  try {
    const status = await stat(path);
    return status.isFile() ? revisionOf(status) : null;
  } catch {
    return null;
  }
}

function revisionOf({ mtimeMs, size }: { readonly mtimeMs: number; readonly size: number }): string {
  return `${mtimeMs} ${size}`;
}

/** The bytes of a file that was found; null where it is gone, can't be read, is too large by now, or is no text. */
export async function readSource(path: string): Promise<Uint8Array | null> {
  try {
    // A pipe that came in its place meanwhile must not let us wait.
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const status = await file.stat();
      if (!status.isFile() || status.size > maxBytes) return null;
      const bytes = await file.readFile();
      return bytes.subarray(0, head).includes(0) ? null : bytes;
    } finally {
      await file.close();
    }
  } catch {
    return null;
  }
}
