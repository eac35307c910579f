import { unifiedDiff } from '../report/unified-diff';
import { decodeLossless, encodeLossless } from '../text/lossless';
import type { TextEdit } from '../text/span';
import { type Input, openInputs } from './input';
import type { inputOptions } from './input-options';
import type { CliIo } from './io';
import type { OptionValues } from './option';
import { tellFailure } from './tell-failure';

/** What a subcommand makes of the text of one file. */
export interface Rewritten {
  readonly text: string;
  /** How it comes out of the text before; none where nothing changes. */
  readonly edits: readonly TextEdit[];
}

export interface Rewriting<Made extends Rewritten> {
  readonly command: string;
  /** What is done to the files, for the message when there are none. */
  readonly ask: () => string;
  readonly operands: readonly string[];
  readonly options: OptionValues<typeof inputOptions>;
  /** `files` replaces each one that changes, `diff` shows the changes on standard output, `nothing` only looks. */
  readonly target: 'files' | 'diff' | 'nothing';
  /** Throws, with a message for people, where the file has to stay as it is. */
  readonly rewrite: (input: Input, before: string) => Made;
}

export interface RewrittenFile<Made extends Rewritten> {
  /** As `Input.name`. */
  readonly name: string;
  readonly made: Made;
}

/**
 * Rewrites the files that the command line names; the text on standard input goes to standard output. Resolves to those that
 * could be read and written: one that can't be hides no other, and is told on standard error.
 */
export async function rewriteFiles<Made extends Rewritten>(
  { command, ask, operands, options, target, rewrite }: Rewriting<Made>,
  io: CliIo,
): Promise<readonly RewrittenFile<Made>[]> {
  const inputs = await openInputs(ask, operands, options, io);
  const done: RewrittenFile<Made>[] = [];
  for (const path of inputs.paths) {
    try {
      const input = await inputs.read(path);
      const before = decodeLossless(input.bytes);
      const made = rewrite(input, before);
      if (target === 'diff') io.stdout.write(encodeLossless(unifiedDiff(input.name, before, made.edits)));
      else if (target === 'files') await writeBack(path, input, made, io);
      done.push({ name: input.name, made });
    } catch (error) {
      tellFailure(command, path, error, io);
    }
  }
  return done;
}

async function writeBack(
  path: string,
  { isStdin, bytes }: Input,
  { text, edits }: Rewritten,
  io: CliIo,
): Promise<void> {
  const after = encodeLossless(text);
  if (isStdin) io.stdout.write(after);
  else if (edits.length > 0) await io.replaceFile(path, bytes, after);
}
