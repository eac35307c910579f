import { NextHopError, parseNextHop } from '../probe/next-hop';
import { trimSpace } from '../text/ascii';
import { decodeText } from '../text/decode';
import { t } from '../text/translate';
import type { CliIo } from './io';
import { UsageError } from './usage-error';

/** What stands for a list on standard input among the next-hops. */
export const standardInput = '-';

/**
 * The next-hops to probe, each once, in the order given; `-` stands for a list on standard input, one a line, in which
 * blank lines and comment lines are left out. Rejects with `UsageError` on anything that is no next-hop: nobody is
 * contacted when a list holds a misspelt one.
 */
export async function readNextHops(operands: readonly string[], io: CliIo): Promise<readonly string[]> {
  if (operands.length === 0) throw new UsageError(t('name the domains to probe, or - for a list on standard input'));
  if (operands.filter((operand) => operand === standardInput).length > 1) {
    throw new UsageError(t('standard input can be read only once'));
  }
  const found = new Map<string, string>();
  for (const operand of operands) {
    const given = operand === standardInput ? await readList(io) : [{ text: operand, place: '' }];
    for (const { text, place } of given) {
      const identity = identify(text, place);
      if (!found.has(identity)) found.set(identity, text);
    }
  }
  return [...found.values()];
}

interface Given {
  readonly text: string;
  /** Where it stands, as the beginning of a message; empty for the command line. */
  readonly place: string;
}

async function readList(io: CliIo): Promise<readonly Given[]> {
  const given = decodeText(await io.readStdin())
    .text.split('\n')
    .map((line, index) => ({ text: trimSpace(line), place: t('standard input, line {0}: ', index + 1) }))
    .filter(({ text }) => text !== '' && !text.startsWith('#'));
  if (given.length === 0) throw new UsageError(t('standard input holds no domain'));
  return given;
}

/** The same for two spellings of one next-hop. */
function identify(text: string, place: string): string {
  try {
    const { kind, name, port } = parseNextHop(text);
    return `${kind} ${name} ${port ?? ''}`;
  } catch (error) {
    throw error instanceof NextHopError ? new UsageError(`${place}${error.message}`) : error;
  }
}
