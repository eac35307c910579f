import { rcodeFault } from '../dns/rcode-fault';
import type { DomainName, Exchange } from '../dns/record';
import { Fault } from '../fault';
import type { TrustAnchor } from './anchors';
import { type Budget, createBudget, spend } from './limits';
import { type Reply, replyOf } from './record-set';
import type { SecureZone } from './signature';

/** A zone as the chain of trust shows it; `insecure` is proven, never guessed. */
export type Zone = SecureZone | 'insecure';

/** What the chain of trust says about a name below a secure zone: a zone begins there, or not, or there is no name. */
export type Cut = Zone | 'inside' | 'no-name';

/** The answering of one question of a user, with all the questions that it takes. */
export interface Inquiry {
  readonly anchors: readonly TrustAnchor[];
  readonly now: Date;
  readonly budget: Budget;
  /** @throws Fault where there is no reply, or one that says that the resolver failed or refused. */
  readonly ask: (name: DomainName, type: number) => Promise<Reply>;
  /** What was found on the way, since aliases often lead back into the same zones: zones with anchors, by name. */
  readonly anchored: Map<DomainName, Zone>;
  /** Names below them, by anchor and name. */
  readonly cuts: Map<string, Cut>;
}

export function createInquiry(
  exchange: Exchange,
  anchors: readonly TrustAnchor[],
  now: Date,
  signal: AbortSignal,
): Inquiry {
  const budget = createBudget();
  const replies = new Map<string, Reply>();
  const ask = async (name: DomainName, type: number): Promise<Reply> => {
    const key = `${type} ${name}`;
    const known = replies.get(key);
    if (known !== undefined) return known;
    spend(budget, 'queries');
    const message = await exchange({ name, type }, signal);
    const fault = rcodeFault(message);
    if (fault !== null) throw fault;
    if (message.truncated) throw new Fault('dns-malformed', 'malformed DNS reply: it is cut off');
    const reply = replyOf(message);
    replies.set(key, reply);
    return reply;
  };
  return { anchors, now, budget, ask, anchored: new Map(), cuts: new Map() };
}
