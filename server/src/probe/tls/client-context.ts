import { createSecureContext, rootCertificates, type SecureContext, type SecureContextOptions } from 'node:tls';
import { runsOnBoringSsl } from './library';
import type { TrustStore } from './trust-store';

/**
 * What a client offers. `authenticating`: as Postfix at levels that authenticate, with OpenSSL security level 1.
 * `opportunistic`: as Postfix at the other levels, with level 0 and anonymous ciphers (tls_client_start() of
 * src/tls/tls_client.c). `fixed`: whatever the library has, where it knows no levels.
 */
export type Offer = 'authenticating' | 'opportunistic' | 'fixed';

/**
 * As smtp_tls_mandatory_ciphers and smtp_tls_ciphers are by default, `medium` (tls_set_cipher_list() of
 * src/tls/tls_misc.c), in the order of Postfix, without what it excludes at the level.
 */
const medium = 'aNULL:-aNULL:HIGH:MEDIUM:+RC4:@STRENGTH';

const options: Readonly<Record<Offer, SecureContextOptions>> = {
  authenticating: { minVersion: 'TLSv1', ciphers: `${medium}:!aNULL:@SECLEVEL=1` },
  opportunistic: { minVersion: 'TLSv1', ciphers: `${medium}:!eNULL:@SECLEVEL=0` },
  fixed: { minVersion: 'TLSv1' },
};

/** The offers to make one after the other, the strictest first, until one leads to a session. */
export const offers: readonly [Offer, ...Offer[]] = knowsSecurityLevels()
  ? ['authenticating', 'opportunistic']
  : ['fixed'];

const contexts = new WeakMap<TrustStore, Map<Offer, SecureContext>>();

/**
 * One for all connections with the same trust store, since reading all the roots takes its time. No session is resumed
 * by that, which would show no certificates: Node does so only where it is given one.
 */
export function clientContext(offer: Offer, trustStore: TrustStore): SecureContext {
  const known = contexts.get(trustStore) ?? new Map<Offer, SecureContext>();
  contexts.set(trustStore, known);
  const context = known.get(offer) ?? createClientContext(offer, trustStore);
  known.set(offer, context);
  return context;
}

function createClientContext(offer: Offer, { ca }: TrustStore): SecureContext {
  // Without `ca`, NODE_EXTRA_CA_CERTS and the like would add to the roots that the evidence names.
  return createSecureContext({ ...options[offer], ca: [...(ca ?? rootCertificates)] });
}

/** BoringSSL does not know the words, and builds of OpenSSL may have been made without them. */
function knowsSecurityLevels(): boolean {
  if (runsOnBoringSsl()) return false;
  try {
    createSecureContext(options.authenticating);
    createSecureContext(options.opportunistic);
    return true;
  } catch {
    return false;
  }
}
