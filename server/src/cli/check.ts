import { checkJson } from '../report/check-json';
import type { CheckedFile } from '../report/check-result';
import { describeSummary, summarize } from '../report/check-summary';
import { checkText } from '../report/check-text';
import { decodeText } from '../text/decode';
import type { checkOptions, RuleSeverity } from './check-options';
import type { RunCommand } from './command';
import { type Input, openInputs } from './input';
import { type CliIo, exitCode } from './io';
import { knownRule } from './known-rule';
import type { OptionValues } from './option';
import { isAtLeast } from './severities';
import { tellFailure } from './tell-failure';

/** `check`: tells the findings of each file. One that can't be read hides no other, and makes the exit code a failure. */
export const check: RunCommand<typeof checkOptions> = async ({ options, operands }, io) => {
  for (const { rule } of options.rule) knownRule(rule);
  const inputs = await openInputs('check', operands, options, io);
  const files: CheckedFile[] = [];
  for (const path of inputs.paths) {
    try {
      const file = checkInput(await inputs.read(path), options.rule);
      files.push(file);
      if (options.format === 'text') io.stdout.write(checkText(file));
    } catch (error) {
      tellFailure('check', path, error, io);
    }
  }
  if (options.format === 'json') io.stdout.write(checkJson(files));
  else tellSummary(files, io);
  if (files.length < operands.length) return exitCode.failure;
  return isTolerated(files, options) ? exitCode.ok : exitCode.findings;
};

function checkInput(
  { name, bytes, language, parseOptions, checkOptions }: Input,
  rules: readonly RuleSeverity[],
): CheckedFile {
  const { text } = decodeText(bytes);
  const severities = {
    ...checkOptions.severities,
    ...Object.fromEntries(rules.map(({ rule, severity }) => [rule, severity])),
  };
  const findings = language.check(language.parse(text, parseOptions), { ...checkOptions, severities });
  return { path: name, language: language.name, text, findings };
}

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
