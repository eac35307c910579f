import { createHash } from 'node:crypto';
import type { Evidence } from '../probe/evidence';
import { type NoMailSince, nextNoMailSince } from '../verdict/no-mail-since';
import { hasSeen } from './look';
import type { LookStore, Remembered } from './store';

/** A folder of small files; each is written in one step. */
export interface LookFiles {
  /** Null where there is none. */
  readonly read: (name: string) => Promise<string | null>;
  readonly write: (name: string, text: string) => Promise<void>;
}

/** What one file of the folder holds: all that is known of one next-hop. */
export interface LookFile {
  readonly version: 1;
  readonly nextHop: string;
  /** When the run began that the looks belong to, ISO 8601. */
  readonly run: string;
  readonly looks: readonly Evidence[];
  readonly previous: readonly Evidence[];
  /** The answer of every look since a first one that the domain takes no mail; earlier files do not tell it. */
  readonly noMail?: NoMailSince | null;
}

export interface LookFilesOptions {
  /** When the run began; the same for one that goes on after an interruption. */
  readonly run: string;
  /** Milliseconds for which what an earlier run saw stands for this one, too. */
  readonly maxAge: number;
  readonly now: () => number;
  /** Reads the text of a file. Throws with a message for people where it is none of ours. */
  readonly parse: (name: string, text: string) => LookFile;
}

/** Keeps the looks in files, one for each next-hop. */
export function createLookFiles(files: LookFiles, { run, maxAge, now, parse }: LookFilesOptions): LookStore {
  const read = async (nextHop: string): Promise<LookFile | null> => {
    const name = lookFileName(nextHop);
    const text = await files.read(name);
    return text === null ? null : parse(name, text);
  };
  const remembered = (file: LookFile | null): Remembered => {
    if (file === null) return { looks: [], previous: [] };
    const { looks, previous } = file;
    const last = looks.at(-1);
    const age = last === undefined ? Number.NaN : now() - Date.parse(last.finishedAt);
    // A clock that went wrong may have put it into the future.
    const isRecent = age >= 0 && age < maxAge;
    if (file.run === run || isRecent) return { looks, previous };
    // What could not be tested is nothing to compare with.
    return { looks: [], previous: looks.some(hasSeen) ? looks : previous };
  };
  return {
    recall: async (nextHop) => remembered(await read(nextHop)),
    add: async (nextHop, look) => {
      const known = await read(nextHop);
      const { looks, previous } = remembered(known);
      const noMail = nextNoMailSince(noMailIn(known), look);
      const file: LookFile = { version: 1, nextHop, run, looks: [...looks, look], previous, noMail };
      await files.write(lookFileName(nextHop), `${JSON.stringify(file)}\n`);
    },
  };
}

/** Since when every look says that the domain takes no mail; null where it does, or where nobody looked. */
export function noMailIn(file: LookFile | null): NoMailSince | null {
  if (file === null) return null;
  const { noMail, previous, looks } = file;
  return noMail === undefined ? [...previous, ...looks].reduce<NoMailSince | null>(nextNoMailSince, null) : noMail;
}

/** Every file of the folder that holds looks; what is none of ours is passed over. */
export async function* allLookFiles(
  files: Pick<LookFiles, 'read'> & { readonly list: () => Promise<readonly string[]> },
  parse: (text: string) => LookFile | null,
): AsyncGenerator<{ readonly name: string; readonly file: LookFile }> {
  for (const name of await files.list()) {
    if (!name.endsWith('.json') || name.startsWith('.')) continue;
    const file = parse((await files.read(name)) ?? '');
    if (file !== null && lookFileName(file.nextHop) === name) yield { name, file };
  }
}

/** Longer names are cut, and told apart by a digest: a file system takes 255 bytes. */
const maxName = 180;

/** A file name for a next-hop in lower case, no two the same: `[mx.example.org]:587` becomes `%5Bmx.example.org%5D%3A587.json`. */
export function lookFileName(nextHop: string): string {
  const name = encodeURIComponent(nextHop).replace(/^\./, '%2E').replace(/\*/g, '%2A');
  if (name.length <= maxName) return `${name}.json`;
  return `${name.slice(0, maxName)}.${createHash('sha256').update(nextHop).digest('hex')}.json`;
}
