import { makeKey } from '../policy/key';
import { trimSpace } from '../text/ascii';
import { decodeText } from '../text/decode';
import type { CliIo } from './io';
import { UsageError } from './usage-error';

/** What stands for a list on standard input among the next-hops. */
const standardInput = '-';

/**
 * The next-hops to probe, each once, in the order given; `-` stands for a list on standard input, one a line, in which
 * blank lines and comment lines are left out. Rejects with `UsageError` on anything that is no next-hop: a misspelt one
 * should not be asked for.
 */
export async function readNextHops(operands: readonly string[], io: CliIo): Promise<readonly string[]> {
  if (operands.length === 0) throw new UsageError('name the domains to probe, or - for a list on standard input');
  if (operands.filter((operand) => operand === standardInput).length > 1) {
    throw new UsageError('standard input can be read only once');
  }
  const found = new Map<string, string>();
  const add = (nextHop: string): void => {
    const folded = nextHop.toLowerCase();
    if (!found.has(folded)) found.set(folded, nextHop);
  };
  for (const operand of operands) {
    if (operand === standardInput) for (const nextHop of await readList(io)) add(nextHop);
    else add(nextHopFrom(operand));
  }
  return [...found.values()];
}

async function readList(io: CliIo): Promise<readonly string[]> {
  const lines = decodeText(await io.readStdin())
    .text.split('\n')
    .map(trimSpace);
  const nextHops = lines.flatMap((line, index) => {
    if (line === '' || line.startsWith('#')) return [];
    try {
      return [nextHopFrom(line)];
    } catch (error) {
      throw error instanceof UsageError ? new UsageError(`standard input, line ${index + 1}: ${error.message}`) : error;
    }
  });
  if (nextHops.length === 0) throw new UsageError('standard input holds no domain');
  return nextHops;
}

/** `example.org`, `example.org:587`, `[mail.example.org]`, `[mail.example.org]:587`; a final dot is left out. */
function nextHopFrom(text: string): string {
  const { kind, nextHop } = makeKey(text, { start: 0, end: text.length });
  if (nextHop !== null) return nextHop;
  if (kind === 'trailing-dot') return text.slice(0, -1);
  const why = {
    parent: 'stands for sub-domains; probe one of them',
    wildcard: 'stands for no domain; probe one by its name',
    address: 'is an address, and no certificate or policy is looked up by it; probe a domain or [host]',
    other: 'is no domain; write for example example.org, [mail.example.org] or [mail.example.org]:587',
  }[kind as 'parent' | 'wildcard' | 'address' | 'other'];
  throw new UsageError(`"${text}" ${why}`);
}
