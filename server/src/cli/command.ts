import { type Arguments, readArguments } from './arguments';
import type { CliIo } from './io';
import type { OptionTable } from './option';

/** What a subcommand tells about itself: the one source for reading its arguments and for its help. */
export interface CommandInfo {
  readonly name: string;
  /** One phrase for the list of subcommands. */
  readonly summary: string;
  /** The operands as the help writes them: `FILE…|-`; empty where there are none. */
  readonly operands: string;
  /** Paragraphs for its own help. */
  readonly description: readonly string[];
  readonly options: OptionTable;
}

export interface Command extends CommandInfo {
  /** Reads the arguments and does the work; resolves to the exit code. Rejects with `UsageError` on wrong arguments. */
  readonly run: (args: readonly string[], io: CliIo) => Promise<number>;
}

/** The work of a subcommand; resolves to its exit code. */
export type RunCommand<Table extends OptionTable> = (args: Arguments<Table>, io: CliIo) => Promise<number> | number;

/**
 * A subcommand whose work is loaded when it is run, and not before: `check` must not wait for the network's side or the
 * language server to be read.
 */
export function defineCommand<Table extends OptionTable>(
  info: CommandInfo & { readonly options: Table },
  load: () => Promise<RunCommand<Table>>,
): Command {
  return {
    ...info,
    run: async (args, io) => {
      const given = readArguments(info.options, args);
      return (await load())(given, io);
    },
  };
}
