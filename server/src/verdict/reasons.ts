import { printable } from './printable';
import type { Reason } from './verdict';

type Texts = Readonly<Record<string, (...values: never[]) => string>>;

/** Makes reasons out of a table of ids and texts, so that neither is written anywhere else. */
export function reasonsFrom<T extends Texts>(
  texts: T,
): <Id extends keyof T & string>(id: Id, ...values: Parameters<T[Id]>) => Reason {
  return (id, ...values) => ({ id, text: (texts[id] as (...given: typeof values) => string)(...values) });
}

/**
 * What smtp(8) does and why, as `judge` says it. `at` is `HOST[ADDRESS]` or a host name. Where mail is deferred the
 * sentence holds Postfix's own words with their enhanced status code. The ids are permanent.
 */
const texts = {
  // Delivered
  'delivers-clear-by-level': (at: string) => `${at}: level "none" never uses TLS, so mail goes in the clear`,
  'delivers-clear-no-starttls': (at: string) => `${at}: STARTTLS is not offered, so mail goes in the clear`,
  'delivers-clear-no-tls': (at: string) => `${at}: TLS cannot be started, so mail goes in the clear`,
  'delivers-encrypted': (at: string, protocol: string) =>
    `${at}: mail is encrypted (${printable(protocol)}), and nothing proves that the server is the right one`,
  'delivers-verified-fingerprint': (at: string) => `${at}: a digest in match= is that of the certificate or its key`,
  'delivers-verified-name': (at: string, name: string) =>
    `${at}: the chain is trusted and the certificate names ${printable(name)}`,
  'delivers-verified-tlsa': (at: string) => `${at}: the certificate matches a TLSA record`,
  'delivers-trusted-tlsa': (at: string) =>
    `${at}: the certificate matches a TLSA record, but the MX record that named the host can be forged`,
  // Deferred
  'tls-not-offered': (at: string) => `${at}: 4.7.4 TLS is required, but was not offered`,
  'tls-refused': (at: string, status: string, reply: string) =>
    `${at}: ${status} TLS is required, but the host refused to start TLS${reply === '' ? '' : `: ${printable(reply)}`}`,
  'handshake-failed': (at: string, why: string) =>
    `${at}: 4.7.5 Cannot start TLS: handshake failure${why === '' ? '' : ` (${printable(why)})`}`,
  // TLS 1.0 and 1.1 end in the handshake; with newer protocols a weak key counts as a fault of the chain.
  'handshake-security-level': (at: string, protocol: string) =>
    /^TLSv1(\.1)?$/.test(protocol)
      ? `${at}: 4.7.5 Cannot start TLS: handshake failure (${printable(protocol)} fails at the security level of authenticating levels)`
      : `${at}: 4.7.5 Server certificate not verified, or Cannot start TLS: handshake failure (${printable(protocol)} with keys or ciphers too weak for the security level of authenticating levels)`,
  'certificate-not-trusted': (at: string, why: string) =>
    `${at}: 4.7.5 Server certificate not verified: ${printable(why)}`,
  'certificate-name': (at: string, names: string, wanted: string) =>
    `${at}: 4.7.5 Server certificate not verified: it names ${names}, and not ${wanted}`,
  'certificate-tlsa': (at: string, why: string) => `${at}: 4.7.5 Server certificate not verified: ${why}`,
  'certificate-fingerprint': (at: string) =>
    `${at}: 4.7.5 Server certificate not verified: no digest in match= is that of the certificate or its key`,
  'no-fingerprints': (at: string) =>
    `${at}: 4.7.5 client TLS configuration problem: configured at fingerprint security level, but with no fingerprints to match`,
  'attribute-fails-handshake': (at: string, why: string) =>
    `${at}: 4.7.5 Cannot start TLS: handshake failure (${printable(why)})`,
  'attribute-unknown': (at: string, attribute: string, version: string) =>
    `${at}: 4.7.5 client TLS configuration problem: Postfix ${printable(version)} does not know ${attribute}=`,
  'no-trust-store': (at: string) =>
    `${at}: 4.7.5 Server certificate not verified: neither smtp_tls_CAfile nor smtp_tls_CApath is set`,
  'dane-disabled': (at: string) =>
    `${at}: 4.7.5 client TLS configuration problem: dane-only configured with dnssec lookups disabled`,
  'mx-insecure': (at: string) => `${at}: 4.7.5 non DNSSEC destination: the MX records are not DNSSEC-secure`,
  'no-tlsa': (at: string) => `${at}: 4.7.5 no TLSA records found`,
  'tlsa-unusable': (at: string) => `${at}: 4.7.5 TLSA records unusable`,
  'tlsa-lookup-error': (at: string, why: string) =>
    `${at}: 4.7.5 TLSA lookup error${why === '' ? '' : `: ${printable(why)}`}`,
  'address-lookup-error': (at: string, why: string) =>
    `${at}: 4.4.3 Host or domain name not found; the name service failed${why === '' ? '' : `: ${printable(why)}`}`,
  'mx-lookup-error': (domain: string, why: string) =>
    `${domain}: 4.4.3 Host or domain name not found; the MX lookup failed${why === '' ? '' : `: ${printable(why)}`}`,
  // Bounced
  'null-mx': (domain: string) => `${domain}: 5.1.0 Domain does not accept mail (nullMX)`,
  'no-such-domain': (domain: string) => `${domain}: 5.4.4 Host or domain name not found`,
  'no-address': (at: string) => `${at}: 5.4.4 Host or domain name not found: it has no address`,
  'no-host': (domain: string) => `${domain}: no host that could take its mail is known`,
  // Not decided
  'not-reached': (at: string, why: string) => `${at}: could not be tested${why === '' ? '' : `: ${printable(why)}`}`,
  'not-examined': (what: string) => `${what}: was not examined`,
  'trust-untested': (at: string) => `${at}: whether its chain is trusted could not be tested`,
  'tlsa-untested': (at: string) => `${at}: whether its certificate matches the TLSA records could not be tested`,
  'attribute-in-doubt': (at: string, attribute: string, why: string) => `${at}: ${attribute}= ${why}`,
  // What an entry acts as
  'dane-acts-as-may': (at: string) => `${at}: "dane" acts as "may", since dnssec lookups are disabled`,
  'dane-insecure-mx': (at: string, level: string) =>
    `${at}: "dane" acts as "${level}", since the MX records are not DNSSEC-secure`,
  'dane-no-tlsa': (at: string) => `${at}: "dane" acts as "may", since there are no DNSSEC-secure TLSA records`,
  'dane-unusable': (at: string) => `${at}: "dane" acts as "encrypt", since no TLSA record is usable`,
} as const satisfies Texts;

export type JudgeReasonId = keyof typeof texts;

export const judgeReasonIds = Object.keys(texts) as readonly JudgeReasonId[];

export const because = reasonsFrom(texts);
