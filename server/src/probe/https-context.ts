import { createSecureContext, type SecureContext } from 'node:tls';
import type { TrustStore } from './tls/trust-store';

/** The part of Node's own object that takes a CA besides those that are there already. */
interface OpenContext {
  readonly context: { readonly addCACert: (pem: string) => void };
}

/**
 * The CAs for HTTPS: those of the runtime, NODE_EXTRA_CA_CERTS among them, and those of a CA file. The option `ca` would
 * replace the former, and what the environment added can't be listed before Node 22.
 */
export function createHttpsContext({ ca = [] }: Pick<TrustStore, 'ca'>): SecureContext {
  const secureContext = createSecureContext({ minVersion: 'TLSv1.2' });
  for (const pem of ca) (secureContext as unknown as OpenContext).context.addCACert(pem);
  return secureContext;
}

/** Made once, and only where it is asked for: reading all the roots takes its time. */
export function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
