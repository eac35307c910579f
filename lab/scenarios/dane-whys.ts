export const eeWhy =
  'MX, address and TLSA records are DNSSEC-secure and the DANE-EE(3) record matches the certificate; RFC 7672 section 3.1.1: name, expiry and issuer do not matter.';
export const selfSignedWhy = 'The certificate is self-signed: no chain to a trusted root (TLS_README, secure).';
export const ownNameWhy =
  'The chain reaches the public root and the certificate names mx.DOMAIN, which dot-nexthop of smtp_tls_secure_cert_match accepts; secure is preferred to dane at profile any (DESIGN section 5, row 2).';
export const row0Mismatch =
  'A usable, DNSSEC-secure TLSA record does not match and no other host matches: RFC 7672 section 2.2 forbids delivery there, and a man in the middle looks the same. Row 0: no entry.';
