import { structureOf } from '../languages/structures';
import { visible, wholeText } from '../text/escape';
import { applyEdits } from '../text/span';
import { counted, t } from '../text/translate';
import type { RunCommand } from './command';
import type { formatOptions } from './format-options';
import { type CliIo, exitCode } from './io';
import { type Rewritten, type RewrittenFile, rewriteFiles } from './rewrite-files';

/**
 * `format`: formats each file, tells what that would change, or names those that are not formatted. One that can't be read or
 * written hides no other, and makes the exit code a failure.
 */
export const format: RunCommand<typeof formatOptions> = async ({ options, operands }, io) => {
  const { check, align, continuation } = options;
  const dryRun = options['dry-run'];
  const files = await rewriteFiles(
    {
      command: 'format',
      ask: () => t('name the files to format, or - for standard input'),
      operands,
      options,
      target: dryRun ? 'diff' : check ? 'nothing' : 'files',
      rewrite: ({ language, parseOptions }, before): Rewritten => {
        const structure = structureOf(language);
        if (structure === null) throw new Error(t('there is no formatting of a {0}', language.title));
        const edits = structure.format(language.parse(before, parseOptions), { align, continuation });
        return { text: applyEdits(before, edits), edits };
      },
    },
    io,
  );
  const changed = files.filter(({ made }) => made.edits.length > 0);
  if (check && !dryRun) for (const { name } of changed) io.stdout.write(`${visible(name, wholeText)}\n`);
  tellSummary(files, changed.length, check || dryRun, io);
  if (files.length < operands.length) return exitCode.failure;
  return (check || dryRun) && changed.length > 0 ? exitCode.findings : exitCode.ok;
};

function tellSummary(files: readonly RewrittenFile<Rewritten>[], changed: number, onlyLooks: boolean, io: CliIo): void {
  if (files.length === 0) return;
  const which = t('{0} of {1}', changed, counted(files.length, '1 file', '{0} files'));
  const told = onlyLooks ? t('would format {0}', which) : t('formatted {0}', which);
  io.stderr.write(`${changed === 0 ? t('nothing to format') : told}\n`);
}
