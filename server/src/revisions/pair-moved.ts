import type { RevisedFile } from '../review/change';

/** Of two texts at least this share of lines is the same where one is taken for the other, as git takes it by default. */
const leastAlike = 0.5;

/**
 * Files that went, taken together with new ones that say much the same: they moved. Each old file serves once, where it is most
 * alike.
 */
export function pairMoved(files: readonly RevisedFile[]): readonly RevisedFile[] {
  const gone = files.filter(({ after }) => after === null);
  const fresh = files.filter(({ before }) => before === null);
  const pairs = fresh
    .flatMap((to) => gone.map((from) => ({ from, to, alike: likeness(from.before ?? '', to.after ?? '') })))
    .filter(({ from, to, alike }) => alike >= leastAlike && from.language === to.language)
    .sort((a, b) => b.alike - a.alike);
  const origins = new Map<RevisedFile, RevisedFile>();
  const taken = new Set<RevisedFile>();
  for (const { from, to } of pairs) {
    if (origins.has(to) || taken.has(from)) continue;
    origins.set(to, from);
    taken.add(from);
  }
  return files.flatMap((file) => {
    const from = origins.get(file);
    if (from !== undefined) return [{ ...file, previousPath: from.path, before: from.before }];
    return taken.has(file) ? [] : [file];
  });
}

/** The share of the lines that both have, of the longer one. */
function likeness(first: string, second: string): number {
  if (first === second) return 1;
  const [a, b] = [first.split('\n'), second.split('\n')];
  const left = new Map<string, number>();
  for (const line of a) left.set(line, (left.get(line) ?? 0) + 1);
  let common = 0;
  for (const line of b) {
    const count = left.get(line) ?? 0;
    if (count > 0) common += 1;
    left.set(line, count - 1);
  }
  return common / Math.max(a.length, b.length);
}
