import type { ListConfig } from '../config/list-config';
import type { Evidence } from '../probe/evidence';
import { serverNamesByNextHop } from '../verdict/server-names';
import type { ReviewedFile, RevisedFile } from './change';
import { changedNextHops } from './next-hops';
import { reviewFile } from './review';

/** All that one merge request changes, and by what it is judged. */
export interface ChangeSet {
  readonly files: readonly RevisedFile[];
  /** The configuration that the base has for a file. */
  readonly configOf: (path: string) => ListConfig;
  /** The reason that comes with the change as a whole. */
  readonly reason: string | null;
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
}

export function reviewChange(change: ChangeSet, { evidence, earlier }: Looks): readonly ReviewedFile[] {
  const { files, reason } = change;
  return files.map((file) => reviewFile(file, { config: configFor(file, change), evidence, earlier, reason }));
}

/** The domains of the entries that did not hold, in lower case: worth a second look, for a server may have been busy. */
export function doubtfulIn(files: readonly ReviewedFile[]): readonly string[] {
  const outcomes: readonly unknown[] = ['weaker', 'deferred', 'bounced'];
  const doubtful = files.flatMap(({ changes }) => changes.filter(({ live }) => outcomes.includes(live?.after)));
  return [...new Set(doubtful.map(({ subject }) => subject.toLowerCase()))];
}

/** Nobody looked. */
export const noLooks: Looks = { evidence: new Map(), earlier: new Map() };

/** A file that moved is judged as it was where it came from. */
function configFor({ path, previousPath }: RevisedFile, { configOf }: ChangeSet): ListConfig {
  return configOf(previousPath ?? path);
}
