import type { JudgeReasonId } from '../../server/src/verdict/reasons';

/** What Postfix says where the judge gives a reason. */
export interface Phrase {
  readonly text: RegExp;
  /** The enhanced status code of the delivery; null where it is the server's own. */
  readonly dsn: string | null;
  /** Whether Postfix's words hold a name or a reply that the judge words otherwise; else they stand in its reason as they are. */
  readonly isVariable?: true;
}

const notVerified: Phrase = { text: /Server certificate not verified/, dsn: '4.7.5' };
const notFound: Phrase = {
  text: /Host or domain name not found\. Name service error for name=\S+ type=\S+: Host/,
  dsn: '5.4.4',
  isVariable: true,
};
const tryAgain: Phrase = {
  text: /Host or domain name not found\. Name service error for name=\S+ type=\S+: Host not found, try again/,
  dsn: '4.4.3',
  isVariable: true,
};
/** A weak key counts as a fault of the chain; weaker protocols end in the handshake. */
const tooWeak: Phrase = { text: /Cannot start TLS: handshake failure|Server certificate not verified/, dsn: '4.7.5' };
const handshake: Phrase = { text: /Cannot start TLS: handshake failure/, dsn: '4.7.5' };

/** Only where the judge says that mail is deferred or bounced. */
export const phrases: Readonly<Partial<Record<JudgeReasonId, Phrase>>> = {
  'tls-not-offered': { text: /TLS is required, but was not offered/, dsn: '4.7.4' },
  'tls-refused': { text: /TLS is required, but host \S+ refused to start TLS: /, dsn: null, isVariable: true },
  'handshake-failed': handshake,
  'handshake-security-level': tooWeak,
  'attribute-fails-handshake': handshake,
  'certificate-not-trusted': notVerified,
  'certificate-name': notVerified,
  'certificate-tlsa': notVerified,
  'certificate-fingerprint': notVerified,
  'no-trust-store': notVerified,
  'attribute-unknown': { text: /client TLS configuration problem/, dsn: '4.7.5' },
  'no-fingerprints': { text: /client TLS configuration problem/, dsn: '4.7.5' },
  'dane-disabled': { text: /client TLS configuration problem/, dsn: '4.7.5' },
  'mx-insecure': { text: /non DNSSEC destination/, dsn: '4.7.5' },
  'no-tlsa': { text: /no TLSA records found/, dsn: '4.7.5' },
  'tlsa-unusable': { text: /TLSA records unusable/, dsn: '4.7.5' },
  'tlsa-lookup-error': { text: /TLSA lookup error/, dsn: '4.7.5' },
  'address-lookup-error': tryAgain,
  'mx-lookup-error': tryAgain,
  'null-mx': { text: /does not accept mail \(nullMX\)/, dsn: '5.1.0' },
  'no-such-domain': notFound,
  'no-address': notFound,
};
