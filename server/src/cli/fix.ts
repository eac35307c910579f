import { fixAll } from '../language/fix-all';
import type { FoundRule } from '../languages/languages';
import { unifiedDiff } from '../report/unified-diff';
import { editsOf } from '../text/changes';
import { decodeLossless, encodeLossless } from '../text/lossless';
import type { RunCommand } from './command';
import type { fixOptions } from './fix-options';
import { type Input, openInputs } from './input';
import { type CliIo, exitCode } from './io';
import { knownRule } from './known-rule';
import { tellFailure } from './tell-failure';
import { UsageError } from './usage-error';

/**
 * `fix`: makes all safe fixes of each file, or tells what they would change. One that can't be read or written hides no
 * other, and makes the exit code a failure.
 */
export const fix: RunCommand<typeof fixOptions> = async ({ options, operands }, io) => {
  const dryRun = options['dry-run'];
  const rules = options.rule.map(fixableRule);
  const inputs = await openInputs('mend', operands, options, io);
  const done: Mended[] = [];
  for (const path of inputs.paths) {
    try {
      const input = await inputs.read(path);
      const mended = mend(input, rules);
      if (dryRun) io.stdout.write(encodeLossless(mended.diff));
      else if (input.isStdin) io.stdout.write(mended.after);
      else if (mended.count > 0) await io.replaceFile(path, input.bytes, mended.after);
      done.push(mended);
    } catch (error) {
      tellFailure('fix', path, error, io);
    }
  }
  tellSummary(done, dryRun, io);
  if (done.length < operands.length) return exitCode.failure;
  return dryRun && done.some(({ diff }) => diff !== '') ? exitCode.findings : exitCode.ok;
};

/** What the fixes make of one file. */
interface Mended {
  readonly after: Uint8Array;
  /** Empty where nothing changes. */
  readonly diff: string;
  /** How many findings were mended. */
  readonly count: number;
}

/** @param rules the only ones that are mended; empty: all. */
function mend({ name, bytes, language, parseOptions, checkOptions }: Input, rules: readonly FoundRule[]): Mended {
  const wanted = new Set(rules.map(({ rule }) => rule.id));
  const options = { ...checkOptions, severities: { ...checkOptions.severities, ...switchedOn(rules, checkOptions) } };
  const before = decodeLossless(bytes);
  const { changes, mended, settled } = fixAll(before, (text) => {
    const findings = language.check(language.parse(text, parseOptions), options);
    return wanted.size === 0 ? findings : findings.filter(({ rule }) => wanted.has(rule));
  });
  if (!settled) throw new Error('the fixes come to no end, and so none is made; this is a mistake of the program');
  return {
    after: encodeLossless(changes.text),
    diff: unifiedDiff(name, before, editsOf(changes, before)),
    count: mended.length,
  };
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
  const instead = found.rule.fix === 'none' ? 'a person has to mend it' : 'a person has to choose, in the editor';
  throw new UsageError(`--rule: ${id} has no safe fix: ${instead}`);
}

function tellSummary(done: readonly Mended[], dryRun: boolean, { stderr }: CliIo): void {
  if (done.length === 0) return;
  const changed = done.filter(({ count }) => count > 0);
  const total = changed.reduce((sum, { count }) => sum + count, 0);
  const files = `${changed.length} of ${done.length} ${done.length === 1 ? 'file' : 'files'}`;
  const findings = `${total} ${total === 1 ? 'finding' : 'findings'}`;
  if (total === 0) stderr.write('nothing to mend\n');
  else stderr.write(dryRun ? `would mend ${findings} in ${files}\n` : `mended ${findings} in ${files}\n`);
}
