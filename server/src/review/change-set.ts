import type { ListConfig } from '../config/list-config';
import type { Evidence } from '../probe/evidence';
import { serverNamesByNextHop } from '../verdict/server-names';
import type { ReviewedChange, ReviewedFile, RevisedFile } from './change';
import { changedNextHops } from './next-hops';
import { reviewFile } from './review';
import type { RevisedSite } from './site/revised-site';
import { openSites, siteParts, tableSiteOf } from './site/sites-of-change';

/** All that one merge request changes, and by what it is judged. */
export interface ChangeSet {
  readonly files: readonly RevisedFile[];
  /** The configuration that the base has for a file. */
  readonly configOf: (path: string) => ListConfig;
  /** The reason that comes with the change as a whole. */
  readonly reason: string | null;
  /** Each main.cf that both revisions have, where something of its site changes. */
  readonly sites: readonly RevisedSite[];
}

/** The next-hops that are worth a look, each with the server names that its entries send. */
export function nextHopsIn(change: ChangeSet): ReadonlyMap<string, readonly string[]> {
  const { files, reason } = change;
  const offline = { evidence: new Map(), reason };
  const asked = files.flatMap((file) => changedNextHops(file, { ...offline, config: configFor(file, change) }));
  return serverNamesByNextHop(asked);
}

/** The configurations that the files are judged by. */
export function configsIn(change: ChangeSet): readonly ListConfig[] {
  return change.files.map((file) => configFor(file, change));
}

/** Who asked not to be probed. */
export function noProbeIn(change: ChangeSet): readonly string[] {
  return [...new Set(configsIn(change).flatMap(({ noProbe }) => noProbe))];
}

/** What was seen of the next-hops that a change names, by them in lower case. */
export interface Looks {
  readonly evidence: ReadonlyMap<string, Evidence>;
  /** What an earlier look saw. */
  readonly earlier: ReadonlyMap<string, Evidence>;
  /** Whether an entry is accepted only where two looks agree; where nobody looked twice, it could not be tested. */
  readonly needsTwo: boolean;
}

export function reviewChange(change: ChangeSet, looks: Looks): readonly ReviewedFile[] {
  const { files, reason, configOf } = change;
  const sites = openSites(change.sites, (path) => configOf(path).postfixVersions);
  const optionsOf = (file: RevisedFile) => ({
    config: configFor(file, change),
    ...looks,
    reason,
    within: tableSiteOf(file, sites),
  });
  const reviewed = new Map(files.map((file) => [file.path, reviewFile(file, optionsOf(file))]));
  for (const { path, text, ...part } of siteParts(sites, [...reviewed.values()])) {
    const unchanged = { path, previousPath: null, language: 'main-cf', before: text, after: text } as const;
    const file = files.find((each) => each.path === path) ?? unchanged;
    reviewed.set(path, reviewFile(file, optionsOf(file), part));
  }
  return [...reviewed.values()];
}

/**
 * The next-hops that are worth a second look, in lower case: those of the entries that did not hold, for a server may have been
 * busy; and where two looks have to agree, those whose entries nothing else speaks against.
 */
export function worthSecondLook(
  files: readonly ReviewedFile[],
  { needsTwo }: Pick<Looks, 'needsTwo'>,
): readonly string[] {
  const failed: readonly unknown[] = ['weaker', 'deferred', 'bounced'];
  const isWorth = ({ live, verdict }: ReviewedChange): boolean =>
    failed.includes(live?.after) || (needsTwo && live?.after === 'holds' && verdict !== 'needs-change');
  const worth = files.flatMap(({ changes }) => changes.filter(isWorth));
  return [...new Set(worth.flatMap(({ nextHops }) => nextHops))];
}

/** Nobody looked. */
export const noLooks: Looks = { evidence: new Map(), earlier: new Map(), needsTwo: false };

/** The paths by whose configurations the files are judged: a file that moved as it was where it came from. */
export function judgedPaths({ files }: Pick<ChangeSet, 'files'>): readonly string[] {
  return files.map(judgedPath);
}

function judgedPath({ path, previousPath }: RevisedFile): string {
  return previousPath ?? path;
}

function configFor(file: RevisedFile, { configOf }: ChangeSet): ListConfig {
  return configOf(judgedPath(file));
}
