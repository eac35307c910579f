import type { Cause, CauseId } from '../cause';
import type { Exchange } from '../dns/record';
import { Fault } from '../fault';
import type { TrustAnchor } from './anchors';
import { chainTo } from './chain';
import { createInquiry } from './inquiry';

/** What shows that the way to the resolver, or this machine, is not fit for DNSSEC; anything else may be gone the next time. */
const telling: readonly CauseId[] = ['dnssec-stripped', 'dnssec-bogus'];

/**
 * Whether DNSSEC can be proven over this exchange at all: the keys of the root zone must come with signatures that an
 * anchor vouches for. It costs one question, which most answers need anyway. Rejects with the signal's reason when it
 * aborts.
 *
 * @returns Why not; null where it can, or where that could not be tested.
 */
export async function testPath(
  exchange: Exchange,
  anchors: readonly TrustAnchor[],
  now: Date,
  signal: AbortSignal,
): Promise<Cause | null> {
  try {
    await chainTo(createInquiry(exchange, anchors, now, signal), '');
    return null;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return telling.includes(error.id) ? error.asCause : null;
  }
}
