import { version } from '../../../package.json';
import { ConfigFileError } from '../config/config-file-error';
import { visible } from '../report/escape';
import { speak } from '../text/locale';
import { t } from '../text/translate';
import { commands } from './commands';
import { commandHelp, overallHelp } from './help';
import { type CliIo, exitCode } from './io';
import { takeLocale } from './locale-option';
import { program } from './program';
import { didYouMean, UsageError } from './usage-error';

/** Runs the program with the arguments after its name; resolves to the exit code, and tells what went wrong by itself. */
export async function runCli(args: readonly string[], io: CliIo): Promise<number> {
  let [first, ...rest] = args;
  try {
    await speak(io.locale);
    const chosen = takeLocale(args);
    if (chosen.locale !== null) await speak(chosen.locale);
    [first, ...rest] = chosen.rest;
    return await runCommand(first, rest, io);
  } catch (error) {
    const command = commands.some(({ name }) => name === first) ? `${program} ${first ?? ''}` : program;
    if (error instanceof UsageError) {
      io.stderr.write(`${command}: ${visible(error.message, messageLimit)}\n`);
      io.stderr.write(`${t('`{0} --help` shows how to call it.', command)}\n`);
    } else if (error instanceof ConfigFileError) {
      for (const line of error.lines) io.stderr.write(`${command}: ${visible(line, messageLimit)}\n`);
    } else {
      // A mistake of this program: the stack is for the report of it.
      const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
      const lines = stack.split('\n').map((line) => visible(line, messageLimit));
      io.stderr.write(`${command}: ${t('unexpected error')}\n${lines.join('\n')}\n`);
    }
    return exitCode.failure;
  }
}

const messageLimit = 2_000;

async function runCommand(name: string | undefined, args: readonly string[], io: CliIo): Promise<number> {
  if (name === undefined) throw new UsageError(t('a command is missing'));
  if (name === '--version') {
    io.stdout.write(`${version}\n`);
    return exitCode.ok;
  }
  if (name === '--help' || name === '-h' || name === 'help') return showHelp(args, io);
  const command = commandNamed(name);
  if (asksForHelp(args)) return showHelp([name], io);
  return command.run(args, io);
}

/** `--help` anywhere among the options, whatever else is wrong with them. */
function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  const options = end < 0 ? args : args.slice(0, end);
  return options.some((arg) => arg === '--help' || arg === '-h');
}

function showHelp([name]: readonly string[], io: CliIo): number {
  io.stdout.write(name === undefined ? overallHelp(commands) : commandHelp(commandNamed(name)));
  return exitCode.ok;
}

function commandNamed(name: string) {
  const command = commands.find((each) => each.name === name);
  if (command) return command;
  const known = commands.map((each) => each.name);
  const what = name.startsWith('-')
    ? t('the option {0} stands before the command, or is unknown', name)
    : t('there is no command {0}', name);
  throw new UsageError(what + didYouMean(name, known));
}
