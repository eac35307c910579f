import { structureOf } from '../languages/structures';
import { visible, wholeText } from '../text/escape';
import { applyEdits } from '../text/span';
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
      verb: 'format',
      operands,
      options,
      target: dryRun ? 'diff' : check ? 'nothing' : 'files',
      rewrite: ({ language, parseOptions }, before): Rewritten => {
        const structure = structureOf(language);
        if (structure === null) throw new Error(`there is no formatting of a ${language.title}`);
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
  const which = `${changed} of ${files.length} ${files.length === 1 ? 'file' : 'files'}`;
  if (changed === 0) io.stderr.write('nothing to format\n');
  else io.stderr.write(onlyLooks ? `would format ${which}\n` : `formatted ${which}\n`);
}
