import { t } from '../text/translate';

/** OpenSSL's codes in the words of Node, as people know them (X509_STORE_CTX_get_error(3)). */
const words: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'a certificate has expired',
  CERT_NOT_YET_VALID: 'a certificate is not valid yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'the chain ends at a root that is not in the trust store',
  UNABLE_TO_GET_ISSUER_CERT: 'the issuer of a certificate in the chain is unknown',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the issuer is not in the trust store, or an intermediate certificate is not sent',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the issuer is not in the trust store, or an intermediate certificate is not sent',
  CERT_SIGNATURE_FAILURE: 'a signature does not verify',
  INVALID_CA: 'an issuing certificate is no CA certificate',
  INVALID_PURPOSE: 'the certificate is not meant for servers',
  // A word of our own: these are no roots.
  NOT_ANCHORED: 'it leads to none of the trust anchors',
  CERT_REVOKED: 'the certificate has been revoked',
};

/** Why a chain is not trusted, in words; the code itself where there are none. */
export function describeChainError(code: string | null): string {
  if (code === null) return t('the chain is not trusted');
  return Object.hasOwn(words, code) ? t(words[code] ?? code) : code;
}

/** What the postmaster of the host would have to do, where the code tells. */
export function remedyOfChainError(code: string | null): string {
  switch (code ?? '') {
    case 'CERT_HAS_EXPIRED':
      return t('the certificate has to be renewed there');
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
      return t('the host has to send the whole chain of a public CA');
    default:
      return t('the host needs a certificate of a public CA, or DNSSEC with TLSA records');
  }
}
