import { checkJson } from '../report/check-json';
import type { CheckedFile } from '../report/check-result';
import { describeSummary, summarize } from '../report/check-summary';
import { checkText } from '../report/check-text';
import { visible, wholeText } from '../report/escape';
import { checkInput, standardInput } from './check-input';
import type { checkOptions } from './check-options';
import { readCheckSettings } from './check-settings';
import type { RunCommand } from './command';
import { type CliIo, exitCode } from './io';
import type { OptionValues } from './option';
import { program } from './program';
import { isAtLeast } from './severities';
import { UsageError } from './usage-error';

/** `check`: tells the findings of each file. One that can't be read hides no other, and makes the exit code a failure. */
export const check: RunCommand<typeof checkOptions> = async ({ options, operands }, io) => {
  if (operands.length === 0) throw new UsageError('name the files to check, or - for standard input');
  if (operands.filter((path) => path === standardInput).length > 1) {
    throw new UsageError('standard input can be read only once');
  }
  const settings = readCheckSettings(options);
  const files: CheckedFile[] = [];
  for (const path of operands) {
    try {
      const file = await checkInput(path, settings, io);
      files.push(file);
      if (options.format === 'text') io.stdout.write(checkText(file));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      io.stderr.write(`${program} check: ${visible(path, wholeText)}: ${visible(reason)}\n`);
    }
  }
  if (options.format === 'json') io.stdout.write(checkJson(files));
  else tellSummary(files, io);
  if (files.length < operands.length) return exitCode.failure;
  return isTolerated(files, options) ? exitCode.ok : exitCode.findings;
};

/** For a person at a terminal; in a log or a pipe the findings and the exit code are enough. */
function tellSummary(files: readonly CheckedFile[], { stderr }: CliIo): void {
  if (stderr.isTTY && files.length > 0) stderr.write(`${describeSummary(summarize(files), files.length)}\n`);
}

/** Whether nothing reaches `--fail-on`; with `--max-warnings` the warnings are judged by their number alone. */
function isTolerated(files: readonly CheckedFile[], options: OptionValues<typeof checkOptions>): boolean {
  const maxWarnings = options['max-warnings'];
  if (maxWarnings !== null && summarize(files).warnings > maxWarnings) return false;
  const judged = files
    .flatMap(({ findings }) => findings)
    .filter(({ severity }) => maxWarnings === null || severity !== 'warning');
  return !judged.some(({ severity }) => isAtLeast(severity, options['fail-on']));
}
