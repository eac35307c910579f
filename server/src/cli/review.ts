import { version } from '../../../package.json';
import type { ListConfig } from '../config/list-config';
import { languageOfFile } from '../languages/languages';
import type { UncheckedFile } from '../report/check-result';
import { reviewReporters } from '../report/review-reporters';
import type { RevisedFile } from '../review/change';
import { changedNextHops } from '../review/next-hops';
import { reviewFile } from '../review/review';
import { failsAt } from '../review/summary';
import { GitError } from '../system/git';
import { decodeText } from '../text/decode';
import { t } from '../text/translate';
import { readConfigsAt } from './base-config';
import type { RunCommand } from './command';
import { type CliIo, exitCode } from './io';
import { readListConfigs } from './list-configs';
import type { OptionValues } from './option';
import { reportPath } from './report-path';
import { lookAtNextHops } from './review-evidence';
import type { reviewOptions } from './review-options';
import { defaultRange, findRevisions, readRevisions, reasonInMessage } from './revisions';
import { UsageError } from './usage-error';

type Options = OptionValues<typeof reviewOptions>;

/** `review`: what the change from one revision to another comes to for mail, and whether a list should take it. */
export const review: RunCommand<typeof reviewOptions> = async ({ options, operands }, io) => {
  const { base, head, files, refused, configOf, reason } = await readChange(options, operands, io);
  const offline = { evidence: new Map(), reason };
  // A file that moved is judged as it was where it came from.
  const configFor = ({ path, previousPath }: RevisedFile): ListConfig => configOf(previousPath ?? path);
  const nextHops = !options.probe
    ? []
    : files.flatMap((file) => changedNextHops(file, { ...offline, config: configFor(file) }));
  const noProbe = files.flatMap((file) => configFor(file).noProbe);
  const seen = await lookAtNextHops([...new Set(nextHops)], options, { noProbe: [...new Set(noProbe)] }, io);
  const reviewed = files.map((file) => reviewFile(file, { config: configFor(file), evidence: seen.evidence, reason }));
  const fails = (change: Parameters<typeof failsAt>[0]): boolean => failsAt(change, options['fail-on']);
  io.stdout.write(
    reviewReporters[options.format]({ version, base, head, files: reviewed, refused, notes: seen.notes, fails }),
  );
  if (refused.length > 0) return exitCode.failure;
  return reviewed.some(({ changes }) => changes.some(fails)) ? exitCode.findings : exitCode.ok;
};

/** The two revisions, and by what they are judged. */
interface Change {
  readonly base: string;
  readonly head: string;
  readonly files: readonly RevisedFile[];
  readonly refused: readonly UncheckedFile[];
  readonly configOf: (path: string) => ListConfig;
  readonly reason: string | null;
}

async function readChange(options: Options, operands: readonly string[], io: CliIo): Promise<Change> {
  const { base, head } = options;
  if (base === null && head === null) return readFromGit(operands, options, io);
  if (base === null || head === null) throw new UsageError(t('--base and --head go together'));
  if (operands.length > 0) throw new UsageError(t('--base and --head name files; leave out the revisions'));
  return readFromFiles(base, head, options, io);
}

async function readFromGit(operands: readonly string[], options: Options, io: CliIo): Promise<Change> {
  const [range = defaultRange, ...others] = operands;
  if (others.length > 0) throw new UsageError(t('name one range, BASE..HEAD'));
  if (options.config !== null && options['no-config']) {
    throw new UsageError(t('--config and --no-config exclude each other'));
  }
  const repository = await io.openRepository('.');
  try {
    const revisions = await findRevisions(range, repository);
    const { files, refused } = await readRevisions(revisions, repository);
    const paths = files.flatMap(({ path, previousPath }) => [path, ...(previousPath === null ? [] : [previousPath])]);
    const isNamed = options.config !== null || options['no-config'];
    const configOf = isNamed
      ? await readListConfigs(paths, options, io)
      : await readConfigsAt(revisions.base, paths, repository);
    const reason = await reasonInMessage(revisions.head, repository);
    const [base, head] = [revisions.base.slice(0, 12), revisions.head.slice(0, 12)];
    return { base, head, files, refused, configOf, reason };
  } catch (error) {
    if (error instanceof GitError) throw new UsageError(error.message);
    throw error;
  }
}

async function readFromFiles(base: string, head: string, options: Options, io: CliIo): Promise<Change> {
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
  return { base, head, files: [file], refused: [], configOf: () => configOfFile(base), reason: null };
}
