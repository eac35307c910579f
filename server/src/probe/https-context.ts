import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import type { TrustStore } from './tls/trust-store';

/**
 * The CAs for HTTPS: those of the runtime, what the environment adds to them, and those of a CA file.
 *
 * @param extraCas What NODE_EXTRA_CA_CERTS names, PEM: a list of CAs takes the place of all that the runtime has by itself.
 */
export function createHttpsContext({ ca }: Pick<TrustStore, 'ca'>, extraCas: string): SecureContext {
  const extra = extraCas === '' ? [] : [extraCas];
  return createSecureContext({
    ...(ca === undefined ? {} : { ca: [...rootCertificates, ...extra, ...ca] }),
    minVersion: 'TLSv1.2',
  });
}

/** Made once, and only where it is asked for: reading all the roots takes its time. */
export function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
