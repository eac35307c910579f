import { version } from '../../../package.json';
import { languageOfFile } from '../languages/languages';
import { reviewReporters } from '../report/review-reporters';
import type { RevisedFile } from '../review/change';
import { configsIn, reviewChange } from '../review/change-set';
import { failsAt } from '../review/summary';
import { findRevisions, type NamedRevisions } from '../revisions/find-revisions';
import { type ReadChange, readChange } from '../revisions/read-change';
import { RevisionError } from '../revisions/revision-error';
import { GitError, type GitRepository } from '../system/git';
import { decodeText } from '../text/decode';
import { t } from '../text/translate';
import type { RunCommand } from './command';
import { type CliIo, exitCode } from './io';
import { readListConfigs } from './list-configs';
import type { OptionValues } from './option';
import { reportPath } from './report-path';
import { lookForReview } from './review-evidence';
import type { reviewOptions } from './review-options';
import { settleVersions } from './stated-versions';
import { UsageError } from './usage-error';

type Options = OptionValues<typeof reviewOptions>;

/** `review`: what the change from one revision to another comes to for mail, and whether a list should take it. */
export const review: RunCommand<typeof reviewOptions> = async ({ options, operands }, io) => {
  const named = await readNamed(options, operands, io);
  const { base, head } = named;
  const change = await settleReleases(named.change, io);
  const { notes, ...looks } = await lookForReview(change, options, io);
  const files = reviewChange(change, looks);
  const { refused } = change;
  const fails = (each: Parameters<typeof failsAt>[0]): boolean => failsAt(each, options['fail-on']);
  io.stdout.write(
    reviewReporters[options.format]({ version, base, head, files, refused, notes: [...change.notes, ...notes], fails }),
  );
  if (refused.length > 0) return exitCode.failure;
  return files.some(({ changes }) => changes.some(fails)) ? exitCode.findings : exitCode.ok;
};

/** The change, and what it is called. */
interface NamedChange {
  readonly base: string;
  readonly head: string;
  readonly change: ReadChange;
}

async function readNamed(options: Options, operands: readonly string[], io: CliIo): Promise<NamedChange> {
  const { base, head } = options;
  if (options.worktree && (base !== null || head !== null)) {
    throw new UsageError(t('--worktree is for a git repository, and --base and --head for files without one'));
  }
  if (base === null && head === null) return readFromGit(operands, options, io);
  if (base === null || head === null) throw new UsageError(t('--base and --head go together'));
  if (operands.length > 0) throw new UsageError(t('--base and --head name files; leave out the revisions'));
  return readFromFiles(base, head, options, io);
}

async function readFromGit(operands: readonly string[], options: Options, io: CliIo): Promise<NamedChange> {
  const [range, ...others] = operands;
  if (others.length > 0) {
    throw new UsageError(options.worktree ? t('name one revision') : t('name one range, BASE..HEAD'));
  }
  if (options.config !== null && options['no-config']) {
    throw new UsageError(t('--config and --no-config exclude each other'));
  }
  const named = options.worktree ? { base: range ?? null, head: null } : readRange(range);
  try {
    const repository = options.worktree ? await openWorkingTree(io) : await io.openRepository('.');
    const revisions = await findRevisions(named, repository);
    const isNamed = options.config !== null || options['no-config'];
    const change = await readChange(
      revisions,
      repository,
      isNamed ? { configsOf: (paths) => readListConfigs(paths, options, io) } : {},
    );
    return {
      base: shortened(revisions.base),
      head: revisions.head === null ? t('working tree') : shortened(revisions.head),
      change,
    };
  } catch (error) {
    if (error instanceof GitError || error instanceof RevisionError) throw new UsageError(error.message);
    throw error;
  }
}

/** The same change, where a configuration wants the installed Postfix with the release of that. */
async function settleReleases(change: ReadChange, io: CliIo): Promise<ReadChange> {
  const versionsOf = await settleVersions(null, configsIn(change), io);
  const configOf: ReadChange['configOf'] = (path) => {
    const config = change.configOf(path);
    return { ...config, postfixVersions: versionsOf(config) };
  };
  return { ...change, configOf };
}

/** The paths of a working tree begin in its top folder. Rejects with `RevisionError` for a bare repository. */
async function openWorkingTree(io: CliIo): Promise<GitRepository> {
  const top = await (await io.openRepository('.')).top();
  if (top === null) throw new RevisionError(t('this repository has no working tree'));
  return io.openRepository(top);
}

/** Two dots and three mean the same. */
function readRange(range: string | undefined): NamedRevisions {
  if (range === undefined) return { base: null, head: 'HEAD' };
  const [, base = '', head = ''] = /^(.+?)\.{2,3}(.+)$/s.exec(range) ?? [];
  if (base !== '' && head !== '') return { base, head };
  throw new UsageError(t('"{0}" is no range; write BASE..HEAD, for example origin/main..HEAD', range));
}

function shortened(commit: string): string {
  return commit.slice(0, 12);
}

async function readFromFiles(base: string, head: string, options: Options, io: CliIo): Promise<NamedChange> {
  const language = options.language ?? languageOfFile(head)?.name ?? languageOfFile(base)?.name;
  if (language === undefined) {
    throw new UsageError(
      t('the name {0} does not tell the language; add --language policy or --language main-cf', head),
    );
  }
  const read = async (path: string): Promise<string> => {
    const bytes = await io.readFile(path).catch((error: unknown) => {
      throw new UsageError(t("can't read {0}: {1}", path, error instanceof Error ? error.message : String(error)));
    });
    return decodeText(bytes).text;
  };
  const [before, after] = [await read(base), await read(head)];
  const configOfFile = await readListConfigs([base], options, io);
  const file: RevisedFile = { path: reportPath(head), previousPath: null, language, before, after };
  const change = { files: [file], refused: [], configOf: () => configOfFile(base), reason: null, sites: [], notes: [] };
  return { base, head, change };
}
