import { configFileName, noConfig } from '../../server/src/config/list-config';
import { parseConfigText } from '../../server/src/config/parse-config';
import { allRules, languageOfFile } from '../../server/src/languages/languages';
import type { Evidence } from '../../server/src/probe/evidence';
import type { ReviewedFile, RevisedFile } from '../../server/src/review/change';
import { reviewChange } from '../../server/src/review/change-set';
import { masterCfOf, type RevisedSite, tableFilesOf } from '../../server/src/review/site/revised-site';

type Files = Readonly<Record<string, string>>;

/** What somebody saw who looked. */
interface SeenInMemory {
  readonly evidence?: readonly Evidence[];
  readonly earlier?: readonly Evidence[];
  readonly needsTwo?: boolean;
}

/** Reviews two revisions that a test wrote down; files with the same text in another place count as renamed. */
export function reviewInMemory(
  base: Files,
  head: Files,
  { evidence = [], earlier = [], needsTwo = false }: SeenInMemory = {},
): readonly ReviewedFile[] {
  const text = base[configFileName];
  const rules = allRules().map(({ rule }) => rule);
  const config = text === undefined ? noConfig : parseConfigText(text, rules).config;
  const change = { files: revised(base, head), configOf: () => config, reason: null, sites: sitesOf(base, head) };
  return reviewChange(change, { evidence: byNextHop(evidence), earlier: byNextHop(earlier), needsTwo });
}

function sitesOf(base: Files, head: Files): readonly RevisedSite[] {
  const isMain = (path: string): boolean => languageOfFile(path)?.name === 'main-cf' && path in head;
  const around = (path: string, files: Files): ReadonlyMap<string, string> => {
    const texts = new Map(Object.entries(files));
    const own = new Set([path, masterCfOf(path), ...tableFilesOf(path, texts)]);
    return new Map([...texts].filter(([name]) => own.has(name)));
  };
  return Object.keys(base)
    .filter(isMain)
    .map((path) => ({ path, before: around(path, base), after: around(path, head) }));
}

function byNextHop(evidence: readonly Evidence[]): ReadonlyMap<string, Evidence> {
  return new Map(evidence.map((each) => [each.nextHop, each]));
}

function revised(base: Files, head: Files): readonly RevisedFile[] {
  const renamed = new Map(
    Object.entries(head).flatMap(([path, text]) => {
      const old = Object.keys(base).find((each) => base[each] === text && head[each] === undefined);
      return path in base || old === undefined ? [] : [[path, old] as const];
    }),
  );
  const gone = new Set(renamed.values());
  const paths = [...new Set([...Object.keys(base), ...Object.keys(head)])].filter((path) => !gone.has(path)).sort();
  return paths.flatMap((path) => {
    const previousPath = renamed.get(path) ?? null;
    const [before, after] = [base[previousPath ?? path] ?? null, head[path] ?? null];
    if (before === after && previousPath === null) return [];
    const language = path === configFileName ? 'configuration' : languageOfFile(path)?.name;
    return language === undefined ? [] : [{ path, previousPath, language, before, after }];
  });
}
