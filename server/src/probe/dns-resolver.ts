import type { Resolver } from './dns/answer';
import { createExchange } from './dns/exchange';
import { systemResolvers } from './dns/system-resolvers';
import { parseTrustAnchors } from './dnssec/anchors';
import { createValidatingResolver } from './dnssec/validator';
import type { Endpoint, ProbeOptions } from './options';

/** The resolvers to ask: those of the options, or else of the system as it is set now. */
export function resolversOf({ resolvers }: Pick<ProbeOptions, 'resolvers'>): readonly Endpoint[] {
  return resolvers.length > 0 ? resolvers : systemResolvers();
}

/**
 * The validating resolver of one run.
 *
 * @param resolvers Those to ask, in order.
 * @throws TrustAnchorError where the trust anchors of the options are not well-formed.
 */
export function createResolver(
  resolvers: readonly Endpoint[],
  { trustAnchors, deadlines }: Pick<ProbeOptions, 'trustAnchors' | 'deadlines'>,
  now: () => Date,
): Resolver {
  return createValidatingResolver({
    exchange: createExchange({ resolvers, deadline: deadlines.dns }),
    trustAnchors: parseTrustAnchors(trustAnchors),
    now,
  });
}
