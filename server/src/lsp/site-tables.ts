import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseMainCf } from '../maincf/parse';
import { type NamedTable, namedTable } from '../site/table-type';
import { filePath } from './file-path';

/** What the main.cf files say about the policy tables that lie in their folders. */
export interface SiteTables {
  /**
   * How the main.cf in the folder of a document names it; null where none does. The same object as long as that main.cf stays
   * as it is. Never rejects.
   */
  of(uri: string): Promise<NamedTable | null>;
  /** An editor opened, changed or closed a document. */
  edited(uri: string): void;
  /** Looks at all files again, since one of them may have changed. */
  reread(): Promise<void>;
}

/** What the files are read by, and who wants to know of them. */
export interface SiteMeans {
  /** Rejects where there is none, and where it can't be read. */
  readonly readTextFile: (path: string) => Promise<string>;
  /** The text of a document that an editor has open; null for one that is not. */
  readonly openText: (uri: string) => string | null;
  /** In milliseconds from some moment on. */
  readonly now: () => number;
  /** Called when a table is named in another way than was told before. */
  readonly changed: () => void;
}

/** Milliseconds after which a file is looked at again: not every editor watches files. */
const maxAge = 2_000;

interface Folder {
  readonly path: string;
  /** Null where there is no main.cf. */
  text: string | null;
  /** What was told of each table, by its path. */
  readonly named: Map<string, NamedTable | null>;
  lookedAt: number;
}

export function createSiteTables(means: SiteMeans): SiteTables {
  const { now, changed } = means;
  const folders = new Map<string, Promise<Folder>>();

  async function look(path: string): Promise<Folder> {
    return { path, text: await readMainCf(path, means), named: new Map(), lookedAt: now() };
  }

  /** Reads the main.cf of a folder again, and tells where that changes what was told. */
  async function lookAgain(folder: Folder): Promise<void> {
    folder.lookedAt = now();
    const text = await readMainCf(folder.path, means);
    if (text === folder.text) return;
    folder.text = text;
    let isChanged = false;
    for (const [path, before] of folder.named) {
      const after = nameOf(folder, path);
      if (after?.type === before?.type && after?.reference === before?.reference) continue;
      folder.named.set(path, after);
      isChanged = true;
    }
    if (isChanged) changed();
  }

  /** One after the other, so that no slow look at an old file comes after a quick one at the new. */
  let looking: Promise<void> = Promise.resolve();
  function lookAtAll(some: Iterable<Promise<Folder>>): Promise<void> {
    const these = [...some];
    looking = looking.then(async () => {
      for (const folder of these) await lookAgain(await folder);
    });
    return looking;
  }

  return {
    async of(uri) {
      const path = filePath(uri);
      if (path === null || basename(path) === mainCfName) return null;
      const key = dirname(path);
      const found = folders.get(key) ?? look(key);
      folders.set(key, found);
      const folder = await found;
      if (now() - folder.lookedAt > maxAge) {
        folder.lookedAt = now();
        void lookAtAll([found]);
      }
      const known = folder.named.get(path);
      if (known !== undefined) return known;
      const named = nameOf(folder, path);
      folder.named.set(path, named);
      return named;
    },
    edited(uri) {
      const path = filePath(uri);
      if (path === null || basename(path) !== mainCfName) return;
      const folder = folders.get(dirname(path));
      if (folder !== undefined) void lookAtAll([folder]);
    },
    reread: () => lookAtAll(folders.values()),
  };
}

const mainCfName = 'main.cf';

function nameOf({ path: folder, text }: Folder, path: string): NamedTable | null {
  return text === null ? null : namedTable(parseMainCf(text), path, { folder, root: null });
}

async function readMainCf(folder: string, { openText, readTextFile }: SiteMeans): Promise<string | null> {
  const path = join(folder, mainCfName);
  return openText(pathToFileURL(path).href) ?? (await readTextFile(path).catch(() => null));
}
