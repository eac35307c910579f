import { randomBytes } from 'node:crypto';
import { chmod, chown, lstat, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { claimFolder, type Release } from './claim';
import { describeFileError } from './input-file';
import { indexSuffixes, type MapType, namesakes } from './map-type';
import type { Postfix } from './postmap';
import { syncFolder, temporaryPattern, writeInOneStep } from './write-in-one-step';

/**
 * A lookup table of a Postfix that runs: its text, the index beside it, and a folder `TABLE.deploy` for what belongs to its
 * deployment. All of it lies in one file system, so that a name changes its file in one step. Every method rejects with a
 * message for people.
 */
export interface MapStore {
  /** The folder for what is kept from run to run; made by `claim`. */
  readonly folder: string;
  /** Makes the folder, keeps other runs away, and takes away what a killed one left. */
  readonly claim: () => Promise<Release>;
  /** The text; null where there is none. */
  readonly text: () => Promise<Uint8Array | null>;
  /** What is known from the runs before; null: nothing. */
  readonly state: () => Promise<string | null>;
  readonly writeState: (text: string) => Promise<void>;
  /** What the table answers for the keys; null where its index is missing, older than the text, or can't be read. */
  readonly ask: (keys: readonly string[]) => Promise<ReadonlyMap<string, string> | null>;
  /**
   * Rejects where no other table can take the place: there is no folder for it, a link or something else stands there, or an index
   * of another type that has the same name, in the place of which Postfix could open no other.
   */
  readonly check: () => Promise<void>;
  /** Writes a new text and its index into a folder of their own, on the disk when it resolves. */
  readonly build: (text: Uint8Array) => Promise<BuiltMap>;
  /** Keeps a copy of the text and the index that are in force; a copy and no link, since Postfix looks for the end of a file's last name. */
  readonly keepCopy: () => Promise<void>;
  /** Puts the new text in its place, and then the new index: the second one is what Postfix goes by, but at texthash. */
  readonly install: (built: BuiltMap, parts: 'text and index' | 'index') => Promise<void>;
}

export interface BuiltMap {
  readonly path: string;
  /** What postmap(1) warns of. */
  readonly warnings: readonly string[];
  readonly ask: (keys: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  readonly discard: () => Promise<void>;
}

export interface MapStoreOptions {
  readonly path: string;
  readonly type: MapType;
  readonly postfix: Postfix;
  /** Told of each step before it is taken; a test ends the process there. */
  readonly onStep?: (step: string) => Promise<void>;
}

const buildPrefix = 'build-';
/** Milliseconds that a run waits for another one. */
const patience = 10_000;

export function openMapStore({ path, type, postfix, onStep = () => Promise.resolve() }: MapStoreOptions): MapStore {
  const suffix = indexSuffixes[type];
  const folder = `${path}.deploy`;
  const name = basename(path);
  const statePath = join(folder, 'state.json');
  const indexOf = (text: string): string | null => (suffix === null ? null : `${text}${suffix}`);
  const told = <T>(work: () => Promise<T>): Promise<T> => tellingPlace(path, work);
  const step = <T>(what: string, work: () => Promise<T>): Promise<T> => told(async () => (await onStep(what), work()));

  return {
    folder,
    claim: async () => {
      await step('make folder', () => makeFolder(path, indexOf(path), folder));
      const release = await told(() => claimFolder(folder, patience));
      try {
        await step('clean up', () => cleanUp(folder));
      } catch (error) {
        await release();
        throw error;
      }
      return release;
    },
    text: () => told(() => readIfThere(path)),
    state: () => told(async () => (await readIfThere(statePath))?.toString('utf8') ?? null),
    writeState: (text) => step('write state', () => writeInOneStep(statePath, Buffer.from(text), { mode: 0o644 })),
    ask: async (keys) => {
      const [text, index] = await told(() => Promise.all([statIfThere(path), statIfThere(indexOf(path) ?? path)]));
      if (index === null || (text !== null && index.mtimeMs < text.mtimeMs)) return null;
      // One that is cut off or no database is behind, and made anew; what else is wrong with postmap(1) shows there.
      return postfix.ask(type, path, keys).catch(() => null);
    },
    check: async () => {
      const index = indexOf(path);
      await told(() => checkPlace(path, index));
      if (index === null || namesakes(type).length === 0 || (await told(() => statIfThere(index))) === null) return;
      const opensAs = (each: MapType): Promise<boolean> =>
        postfix.ask(each, path, ['*']).then(
          () => true,
          () => false,
        );
      if (await opensAs(type)) return;
      for (const other of namesakes(type)) {
        if (await opensAs(other)) throw new Error(`${index} is a ${other} table; add --type ${other}`);
      }
    },
    build: async (text) => {
      const place = join(folder, `${buildPrefix}${randomBytes(8).toString('hex')}`);
      const built = join(place, name);
      const index = indexOf(built);
      const discard = (): Promise<void> => rm(place, { recursive: true, force: true });
      try {
        await step('write text', () => writeLike(path, place, built, text));
        const warnings = index === null ? [] : await step('compile', () => postfix.compile(type, built));
        if (index !== null) await step('sync index', () => finishLike(`${path}${suffix ?? ''}`, index));
        return { path: built, warnings, ask: (keys) => postfix.ask(type, built, keys), discard };
      } catch (error) {
        await discard();
        throw error;
      }
    },
    keepCopy: async () => {
      const kept = join(folder, 'previous');
      await step('make copy folder', () => mkdir(kept, { recursive: true }));
      for (const each of [path, indexOf(path)]) {
        if (each !== null) await step(`copy ${basename(each)}`, () => copyIfThere(each, join(kept, basename(each))));
      }
    },
    install: async (built, parts) => {
      const index = indexOf(built.path);
      if (parts === 'text and index') await step('replace text', () => rename(built.path, path));
      if (index !== null) await step('replace index', () => rename(index, `${path}${suffix ?? ''}`));
      await step('sync folder', () => syncFolder(dirname(path)));
      await step('clean up build', built.discard);
    },
  };
}

/** Resolves to what stands there. */
async function checkPlace(path: string, index: string | null) {
  if ((await statIfThere(dirname(path))) === null) throw new Error(`there is no folder ${dirname(path)}`);
  const existing = await statIfThere(path);
  if (existing?.isSymbolicLink() === true) throw new Error('it is a symbolic link; name the file that it leads to');
  if (existing !== null && !existing.isFile()) throw new Error('it is no regular file');
  // A new one would take the place of the link alone, and what else reads the file behind it would stay with the old one.
  if (index !== null && (await statIfThere(index))?.isFile() === false) {
    throw new Error(`its index ${basename(index)} is no regular file; put a copy of what it leads to in its place`);
  }
  return existing;
}

async function makeFolder(path: string, index: string | null, folder: string): Promise<void> {
  const existing = await checkPlace(path, index);
  await mkdir(folder).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  });
  const [here, beside] = [await stat(dirname(path)), await stat(folder)];
  if (!beside.isDirectory()) throw new Error(`${folder} is no folder`);
  if (here.dev !== beside.dev) throw new Error(`${folder} lies in another file system than the table`);
  // Whatever the umask: postmap(1) runs as the owner of the table, who has to get through.
  if (existing !== null && existing.uid !== beside.uid) await chmod(folder, (beside.mode & 0o7777) | 0o011);
}

/** What runs left that were killed; nobody else is at work. */
async function cleanUp(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.startsWith(buildPrefix)) await rm(join(folder, name), { recursive: true, force: true });
  }
  for (const place of [folder, join(folder, 'previous')]) {
    const names = await readdir(place).catch(() => []);
    for (const name of names) if (temporaryPattern.test(name)) await rm(join(place, name), { force: true });
  }
}

/** A new file in a new folder, with the owner and the mode of the one whose place it takes. */
async function writeLike(like: string, place: string, path: string, content: Uint8Array): Promise<void> {
  await mkdir(place, { mode: 0o700 });
  const old = await statIfThere(like);
  const file = await open(path, 'wx', 0o644);
  try {
    await file.writeFile(content);
    if (old !== null) {
      await giveTo(place, old);
      await giveTo(path, old);
      await file.chmod(old.mode & 0o7777);
    } else await file.chmod(0o644);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** postmap(1) writes as the owner of the text, and gives the index its mode. */
async function finishLike(like: string, path: string): Promise<void> {
  const old = await statIfThere(like);
  if (old !== null) {
    await giveTo(path, old);
    await chmod(path, old.mode & 0o7777);
  }
  const file = await open(path, 'r+');
  await file.sync().finally(() => file.close());
}

async function giveTo(path: string, { uid, gid }: { readonly uid: number; readonly gid: number }): Promise<void> {
  const made = await stat(path);
  if (made.uid === uid && made.gid === gid) return;
  await chown(path, uid, gid).catch(() => {
    throw new Error('it belongs to another user or group, to whom the new one could not be given');
  });
}

async function copyIfThere(from: string, to: string): Promise<void> {
  const status = await statIfThere(from);
  if (status === null) return;
  await writeInOneStep(to, await readFile(from), {
    mode: 0o600,
    prepare: async (file) => {
      await file.chown(status.uid, status.gid).catch(() => undefined);
      await file.chmod(status.mode & 0o7777);
    },
  });
}

async function readIfThere(path: string): Promise<Buffer | null> {
  return ifThere(() => readFile(path));
}

async function statIfThere(path: string) {
  return ifThere(() => lstat(path));
}

async function ifThere<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** With the table in front of a message that does not name it. */
async function tellingPlace<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const reason = describeFileError(error);
    throw new Error(reason.includes(path) ? reason : `${path}: ${reason}`);
  }
}
