import { version } from '../../../package.json';
import type { CheckOptions } from '../language/language';
import { checkJson } from '../report/check-json';
import { checkReporters } from '../report/check-reporters';
import type { CheckedFile, CheckRun, UncheckedFile } from '../report/check-result';
import { describeSummary, summarize } from '../report/check-summary';
import { checkText } from '../report/check-text';
import { withoutRefuted } from '../site/refuted';
import { decodeText } from '../text/decode';
import { t } from '../text/translate';
import type { checkOptions } from './check-options';
import type { RunCommand } from './command';
import { type Input, openInputs } from './input';
import { type CliIo, exitCode } from './io';
import { knownRule } from './known-rule';
import type { OptionValues } from './option';
import { reportPath } from './report-path';
import { isAtLeast } from './severities';
import { type InSite, siteFindings } from './site-findings';
import { reasonOf, tellFailure } from './tell-failure';

/**
 * `check`: tells the findings of each file, and with its main.cf those that only show when both are read. A file that can't be
 * read hides no other, and makes the exit code a failure.
 */
export const check: RunCommand<typeof checkOptions> = async ({ options, operands }, io) => {
  for (const { rule } of options.rule) knownRule(rule);
  const inputs = await openInputs(
    () => t('name the files to check, or - for standard input'),
    operands,
    options,
    io,
    options.root,
  );
  const severities = Object.fromEntries(options.rule.map(({ rule, severity }) => [rule, severity]));
  const ofSites = await siteFindings({ inputs, severities, root: options.root, io });
  const files: CheckedFile[] = [];
  const unchecked: UncheckedFile[] = [];
  for (const path of inputs.paths) {
    try {
      const file = checkInput(await inputs.read(path), severities, ofSites.get(path) ?? null);
      files.push(file);
      if (options.format === 'text') io.stdout.write(checkText(file));
    } catch (error) {
      tellFailure('check', path, error, io);
      unchecked.push({ path, reason: reasonOf(error) });
    }
  }
  const fails = failing(files, options);
  if (options.format === 'text') tellSummary(files, io);
  else if (options.format === 'json') io.stdout.write(checkJson(files));
  else io.stdout.write(checkReporters[options.format](toRun(files, unchecked, fails)));
  if (unchecked.length > 0) return exitCode.failure;
  return files.some(({ findings }) => findings.some(fails)) ? exitCode.findings : exitCode.ok;
};

function checkInput(
  { name, bytes, language, parseOptions, checkOptions }: Input,
  severities: CheckOptions['severities'],
  inSite: InSite | null,
): CheckedFile {
  const { text } = decodeText(bytes);
  const own = { ...checkOptions, severities: { ...checkOptions.severities, ...severities } };
  const alone = language.checkText(text, parseOptions, own);
  const findings = inSite?.of ? withoutRefuted(alone, inSite.of.site, inSite.of.path) : alone;
  const ofSite = inSite?.findings ?? [];
  const all = ofSite.length === 0 ? findings : [...findings, ...ofSite].sort((a, b) => a.span.start - b.span.start);
  return { path: name, language: language.name, text, findings: all };
}

function toRun(files: readonly CheckedFile[], unchecked: readonly UncheckedFile[], fails: CheckRun['fails']): CheckRun {
  return {
    version,
    files: files.map((file) => ({ ...file, path: reportPath(file.path) })),
    unchecked: unchecked.map((file) => ({ ...file, path: reportPath(file.path) })),
    fails,
  };
}

/** For a person at a terminal; in a log or a pipe the findings and the exit code are enough. */
function tellSummary(files: readonly CheckedFile[], { stderr }: CliIo): void {
  if (stderr.isTTY && files.length > 0) stderr.write(`${describeSummary(summarize(files), files.length)}\n`);
}

/** Which findings reach `--fail-on`; with `--max-warnings` the warnings are judged by their number alone. */
function failing(
  files: readonly CheckedFile[],
  { 'fail-on': threshold, 'max-warnings': maxWarnings }: OptionValues<typeof checkOptions>,
): CheckRun['fails'] {
  const tooManyWarnings = maxWarnings !== null && summarize(files).warnings > maxWarnings;
  return ({ severity }) =>
    severity === 'warning' && maxWarnings !== null ? tooManyWarnings : isAtLeast(severity, threshold);
}
