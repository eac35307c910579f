import { masterCfOf, type RevisedSite, type SiteTexts, tableFilesOf } from '../review/site/revised-site';
import type { GitRepository } from '../system/git';
import { reviewedLanguage } from './language';
import { readSides, readWorkingSide, type Side, textOf } from './side';

/** More main.cf are read file by file alone. */
const mostSites = 50;

export interface ReadSites {
  readonly sites: readonly RevisedSite[];
  /** How many more main.cf there are than are read with their tables. */
  readonly left: number;
}

/** The files of one revision. */
interface Revision {
  readonly paths: ReadonlySet<string>;
  /** Those of them that are there, in their order. */
  readonly read: (paths: readonly string[]) => Promise<readonly Side[]>;
}

/**
 * Each main.cf that both revisions have at the same place, with its master.cf and the tables that it names, as far as they lie in the
 * repository; those of which nothing changes are left out.
 *
 * @param head a commit; null for the working tree, where `openText` tells what an editor shows
 */
export async function readSites(
  base: string,
  head: string | null,
  repository: GitRepository,
  openText: (path: string) => string | null = () => null,
): Promise<ReadSites> {
  const before = await openCommit(base, repository);
  const mains = [...before.paths].filter((path) => reviewedLanguage([path]) === 'main-cf');
  if (mains.length === 0) return { sites: [], left: 0 };
  const after = head === null ? await openWorkingTree(repository, openText) : await openCommit(head, repository);
  const both = mains.filter((path) => after.paths.has(path));
  const kept = both.slice(0, mostSites);
  const [old, now] = [await readTexts(kept, before), await readTexts(kept, after)];
  const sites = kept.flatMap((path, index): readonly RevisedSite[] => {
    const [was, is] = [old[index], now[index]];
    // A link, or what is no text, is no main.cf.
    if (was?.has(path) !== true || is?.has(path) !== true || isSame(was, is)) return [];
    return [{ path, before: was, after: is }];
  });
  return { sites, left: both.length - kept.length };
}

async function openCommit(commit: string, repository: GitRepository): Promise<Revision> {
  const blobs = new Map((await repository.tree(commit)).map((file) => [file.path, file]));
  return {
    paths: new Set(blobs.keys()),
    read: (paths) =>
      readSides(
        paths.map((path) => blobs.get(path) ?? null),
        repository,
      ),
  };
}

async function openWorkingTree(
  repository: GitRepository,
  openText: (path: string) => string | null,
): Promise<Revision> {
  const files = await repository.workingFiles();
  return {
    paths: new Set(files.map(({ path }) => path)),
    read: (paths) =>
      Promise.all(
        paths.map(async (path) => {
          const text = openText(path);
          return text === null ? readWorkingSide(path, repository) : { text };
        }),
      ),
  };
}

/** For each main.cf what lies around it; all files of a kind are read together. */
async function readTexts(mains: readonly string[], revision: Revision): Promise<readonly SiteTexts[]> {
  const settings = await readThere(
    mains.flatMap((path) => [path, masterCfOf(path)]),
    revision,
  );
  const files = mains.map((path) => [path, masterCfOf(path), ...tableFilesOf(path, settings)]);
  const all = new Map([...settings, ...(await readThere(files.flat(), revision))]);
  return files.map(
    (own) =>
      new Map(
        own.flatMap((path) => {
          const text = all.get(path);
          return text === undefined ? [] : [[path, text] as const];
        }),
      ),
  );
}

/** What can't be read is left out. */
async function readThere(paths: readonly string[], { paths: there, read }: Revision): Promise<SiteTexts> {
  const found = [...new Set(paths)].filter((path) => there.has(path));
  const sides = await read(found);
  return new Map(
    found.flatMap((path, index) => {
      const text = textOf(sides[index] ?? null);
      return text === null ? [] : [[path, text] as const];
    }),
  );
}

function isSame(before: SiteTexts, after: SiteTexts): boolean {
  return before.size === after.size && [...before].every(([path, text]) => after.get(path) === text);
}
