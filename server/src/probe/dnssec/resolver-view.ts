import type { ResolverView } from '../dns/answer';
import { rcodeFault } from '../dns/rcode-fault';
import type { Exchange, Question } from '../dns/record';
import { Fault } from '../fault';

/**
 * Asks the resolver for its own opinion of data that is bogus here. It may hold a stale copy, or see the same; either way
 * it is only told, never believed. Rejects with the signal's reason when it aborts.
 */
export async function askResolverView(
  exchange: Exchange,
  { name, type }: Question,
  signal: AbortSignal,
): Promise<ResolverView> {
  try {
    const message = await exchange({ name, type, checked: true }, signal);
    const fault = rcodeFault(message);
    if (fault !== null) return { verdict: 'refuses', text: fault.message };
    const who = message.resolver ?? 'the resolver';
    return message.authenticData
      ? { verdict: 'validates', text: `${who} says that it validated the data` }
      : { verdict: 'passes', text: `${who} hands the data on without validating it` };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { verdict: 'untested', text: error.message };
  }
}
