import { X509Certificate } from 'node:crypto';
import { createSecureContext, type SecureContext, type SecureContextOptions } from 'node:tls';
import type { Pki, ServerCertificate } from '../pki';
import type { SmtpBehaviour } from '../scenario';

/** The TLS side of one host: which certificate and protocol a client gets. Contexts are made when first needed. */
export interface TlsContexts {
  readonly byDefault: (behaviour: SmtpBehaviour) => SecureContext;
  /** The default one where the name makes no difference. */
  readonly forServerName: (serverName: string, behaviour: SmtpBehaviour) => SecureContext;
}

const junkCount = 250;

export function createContexts(
  name: string,
  own: ServerCertificate,
  forSni: ServerCertificate | null,
  pki: Pki,
): TlsContexts {
  const made = new Map<string, SecureContext>();
  const context = (certificate: ServerCertificate, { tls = 'normal' }: SmtpBehaviour): SecureContext => {
    const id = `${certificate === own ? 'own' : 'sni'} ${tls}`;
    const known = made.get(id);
    if (known !== undefined) return known;
    const junk = tls === 'many-certificates' ? pki.junk(junkCount) : '';
    const created = createSecureContext({
      key: certificate.key,
      cert: certificate.chain + junk,
      ...(isWeak(certificate) ? anyStrength : {}),
      ...versions(tls),
    });
    made.set(id, created);
    return created;
  };
  return {
    byDefault: (behaviour) => context(own, behaviour),
    forServerName: (serverName, behaviour) =>
      context(forSni !== null && serverName.toLowerCase() === name ? forSni : own, behaviour),
  };
}

/** OpenSSL 3 refuses the signatures of TLS 1.0, and weak keys, above security level 0; other libraries do not know the word. */
const anyStrength: SecureContextOptions = { ciphers: 'DEFAULT:@SECLEVEL=0' };

function isWeak({ leaf }: ServerCertificate): boolean {
  const bits = new X509Certificate(leaf).publicKey.asymmetricKeyDetails?.modulusLength;
  return bits !== undefined && bits < 1024;
}

function versions(tls: NonNullable<SmtpBehaviour['tls']>): SecureContextOptions {
  switch (tls) {
    case 'tls10':
      return { minVersion: 'TLSv1', maxVersion: 'TLSv1', ...anyStrength };
    case 'tls12':
      return { maxVersion: 'TLSv1.2' };
    case 'normal':
    case 'many-certificates':
      return {};
  }
}
