import { visible, wholeText } from '../report/escape';
import type { CliIo } from './io';
import { program } from './program';

/** Tells on standard error why nothing could be done about one file. */
export function tellFailure(command: string, path: string, error: unknown, { stderr }: Pick<CliIo, 'stderr'>): void {
  const reason = error instanceof Error ? error.message : String(error);
  stderr.write(`${program} ${command}: ${visible(path, wholeText)}: ${visible(reason)}\n`);
}
