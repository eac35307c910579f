import type { Resolver } from './dns/answer';
import { createExchange } from './dns/exchange';
import { systemResolvers } from './dns/system-resolvers';
import { parseTrustAnchors } from './dnssec/anchors';
import { createValidatingResolver } from './dnssec/validator';
import type { ProbeOptions } from './options';

/**
 * The validating resolver of one run, by the options of the user or else the system.
 *
 * @throws TrustAnchorError where the trust anchors of the options are not well-formed.
 */
export function createResolver(
  { resolvers, trustAnchors, deadlines }: Pick<ProbeOptions, 'resolvers' | 'trustAnchors' | 'deadlines'>,
  now: () => Date = () => new Date(),
): Resolver {
  const asked = resolvers.length > 0 ? resolvers : systemResolvers();
  return createValidatingResolver({
    exchange: createExchange({ resolvers: asked, deadline: deadlines.dns }),
    trustAnchors: parseTrustAnchors(trustAnchors),
    now,
  });
}
