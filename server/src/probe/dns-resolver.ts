import type { SecureContext } from 'node:tls';
import { createExchange } from './dns/exchange';
import { systemResolvers } from './dns/system-resolvers';
import { parseTrustAnchors } from './dnssec/anchors';
import { createValidatingResolver, type ValidatingResolver } from './dnssec/validator';
import type { ProbeOptions, ResolverAddress } from './options';

/** The resolvers to ask: those of the options, or else of the system as it is set now. */
export function resolversOf({ resolvers }: Pick<ProbeOptions, 'resolvers'>): readonly ResolverAddress[] {
  return resolvers.length > 0 ? resolvers : systemResolvers();
}

/**
 * The validating resolver of one run.
 *
 * @param resolvers Those to ask, in order.
 * @param httpsContext With the CAs to trust.
 * @throws TrustAnchorError where the trust anchors of the options are not well-formed.
 */
export function createResolver(
  resolvers: readonly ResolverAddress[],
  { trustAnchors, deadlines }: Pick<ProbeOptions, 'trustAnchors' | 'deadlines'>,
  httpsContext: () => SecureContext,
  now: () => Date,
): ValidatingResolver {
  return createValidatingResolver({
    exchange: createExchange({ resolvers, httpsContext, deadline: deadlines.dns }),
    trustAnchors: parseTrustAnchors(trustAnchors),
    now,
    asksAhead: true,
  });
}
