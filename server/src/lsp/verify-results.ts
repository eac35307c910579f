import { createHash } from 'node:crypto';
import { withGoodSince } from '../verify/good-since';
import { entryId, type ToldEntry } from '../verify/told-entry';
import { readToldTable, type ToldTable } from '../verify/told-table';

/** What is known of the entries of tables that were verified, by their URIs: kept from session to session where there is a folder. */
export interface VerifyResults {
  /** By the id of the entry. Never rejects: what can't be read counts as never seen. */
  readonly of: (uri: string) => Promise<ReadonlyMap<string, ToldEntry>>;
  readonly put: (uri: string, told: readonly ToldEntry[]) => Promise<void>;
  /** Writes what was put, and resolves when it is on the disk. Never rejects. */
  readonly save: (uri: string) => Promise<void>;
}

/** A folder of small files. */
export interface ResultFiles {
  readonly read: (name: string) => Promise<string | null>;
  readonly write: (name: string, text: string) => Promise<void>;
}

interface Known {
  readonly entries: Map<string, ToldEntry>;
  isSaved: boolean;
}

/**
 * @param openFiles null where nothing is kept.
 * @param onProblem told when results can't be written; they stay in memory then.
 */
export function createVerifyResults(
  openFiles: (() => Promise<ResultFiles>) | null,
  onProblem: (error: unknown) => void,
): VerifyResults {
  const tables = new Map<string, Promise<Known>>();
  let opened: Promise<ResultFiles> | undefined;
  let saving: Promise<void> = Promise.resolve();

  async function load(uri: string): Promise<Known> {
    if (openFiles === null) return { entries: new Map(), isSaved: true };
    try {
      const text = await (await (opened ??= openFiles())).read(fileNameOf(uri));
      const told = text === null ? [] : (readToldTable(text, uri)?.entries ?? []);
      return { entries: new Map(told.map((each) => [entryId(each), each])), isSaved: true };
    } catch (error) {
      onProblem(error);
      return { entries: new Map(), isSaved: true };
    }
  }

  function known(uri: string): Promise<Known> {
    const found = tables.get(uri) ?? load(uri);
    tables.set(uri, found);
    return found;
  }

  async function write(uri: string): Promise<void> {
    const table = await known(uri);
    if (openFiles === null || table.isSaved) return;
    table.isSaved = true;
    const written: ToldTable = { version: 1, uri, entries: [...table.entries.values()] };
    try {
      await (await (opened ??= openFiles())).write(fileNameOf(uri), `${JSON.stringify(written)}\n`);
    } catch (error) {
      onProblem(error);
    }
  }

  return {
    of: async (uri) => (await known(uri)).entries,
    async put(uri, told) {
      const table = await known(uri);
      for (const each of told) table.entries.set(entryId(each), withGoodSince(each, table.entries.get(entryId(each))));
      table.isSaved = false;
    },
    save(uri) {
      // One after the other: an older state must not take the place of a newer one.
      saving = saving.then(() => write(uri));
      return saving;
    },
  };
}

function fileNameOf(uri: string): string {
  return `${createHash('sha256').update(uri).digest('hex')}.json`;
}
