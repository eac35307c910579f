import { visible, wholeText } from '../report/escape';
import type { CliIo } from './io';
import { program } from './program';

/** Tells on standard error why nothing could be done about one file. */
export function tellFailure(command: string, path: string, error: unknown, { stderr }: Pick<CliIo, 'stderr'>): void {
  stderr.write(`${program} ${command}: ${visible(path, wholeText)}: ${visible(reasonOf(error))}\n`);
}

/** What an error says, for people. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
