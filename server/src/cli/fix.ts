import { fixAll } from '../language/fix-all';
import { fixableFindings } from '../languages/fixable-findings';
import type { FoundRule } from '../languages/languages';
import { editsOf } from '../text/changes';
import { counted, t } from '../text/translate';
import type { RunCommand } from './command';
import type { fixOptions } from './fix-options';
import type { Input } from './input';
import { type CliIo, exitCode } from './io';
import { knownRule } from './known-rule';
import { type Rewritten, rewriteFiles } from './rewrite-files';
import { UsageError } from './usage-error';

/**
 * `fix`: makes all safe fixes of each file, or tells what they would change. One that can't be read or written hides no
 * other, and makes the exit code a failure.
 */
export const fix: RunCommand<typeof fixOptions> = async ({ options, operands }, io) => {
  const dryRun = options['dry-run'];
  const rules = options.rule.map(fixableRule);
  const files = await rewriteFiles(
    {
      command: 'fix',
      ask: () => t('name the files to mend, or - for standard input'),
      operands,
      options,
      target: dryRun ? 'diff' : 'files',
      rewrite: (input, before) => mend(input, before, rules),
    },
    io,
  );
  const done = files.map(({ made }) => made);
  tellSummary(done, dryRun, io);
  if (done.length < operands.length) return exitCode.failure;
  return dryRun && done.some(({ edits }) => edits.length > 0) ? exitCode.findings : exitCode.ok;
};

/** What the fixes make of one file. */
interface Mended extends Rewritten {
  /** How many findings were mended. */
  readonly count: number;
}

/** @param rules the only ones that are mended; empty: all. */
function mend({ language, parseOptions, checkOptions }: Input, before: string, rules: readonly FoundRule[]): Mended {
  const wanted = new Set(rules.map(({ rule }) => rule.id));
  const options = { ...checkOptions, severities: { ...checkOptions.severities, ...switchedOn(rules, checkOptions) } };
  const { changes, mended, settled } = fixAll(before, (text) => {
    const findings = fixableFindings(language, text, parseOptions, options);
    return wanted.size === 0 ? findings : findings.filter(({ rule }) => wanted.has(rule));
  });
  if (!settled) throw new Error(t('the fixes come to no end, and so none is made; this is a mistake of the program'));
  return { text: changes.text, edits: editsOf(changes, before), count: mended.length };
}

/** Who names a rule wants it, also where it is off otherwise. */
function switchedOn(
  rules: readonly FoundRule[],
  { severities }: Input['checkOptions'],
): Input['checkOptions']['severities'] {
  const off = rules.filter(({ rule }) => (severities[rule.id] ?? 'off') === 'off');
  return Object.fromEntries(off.map(({ rule }) => [rule.id, rule.severity]));
}

function fixableRule(id: string): FoundRule {
  const found = knownRule(id);
  if (found.rule.fix === 'safe') return found;
  throw new UsageError(
    found.rule.fix === 'none'
      ? t('--rule: {0} has no safe fix: a person has to mend it', id)
      : t('--rule: {0} has no safe fix: a person has to choose, in the editor', id),
  );
}

function tellSummary(done: readonly Mended[], dryRun: boolean, { stderr }: CliIo): void {
  if (done.length === 0) return;
  const changed = done.filter(({ count }) => count > 0);
  const total = changed.reduce((sum, { count }) => sum + count, 0);
  const files = t('{0} of {1}', changed.length, counted(done.length, '1 file', '{0} files'));
  const findings = counted(total, '1 finding', '{0} findings');
  const told = dryRun ? t('would mend {0} in {1}', findings, files) : t('mended {0} in {1}', findings, files);
  stderr.write(`${total === 0 ? t('nothing to mend') : told}\n`);
}
