import { t } from '../text/translate';
import { listed, printable } from './printable';
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
  'delivers-clear-by-level': (at: string) => t('{0}: level "none" never uses TLS, so mail goes in the clear', at),
  'delivers-clear-no-starttls': (at: string) => t('{0}: STARTTLS is not offered, so mail goes in the clear', at),
  'delivers-clear-no-tls': (at: string) => t('{0}: TLS cannot be started, so mail goes in the clear', at),
  'delivers-encrypted': (at: string, protocol: string) =>
    t('{0}: mail is encrypted ({1}), and nothing proves that the server is the right one', at, printable(protocol)),
  'delivers-verified-fingerprint': (at: string) =>
    t('{0}: a digest in match= is that of the certificate or its key', at),
  'delivers-verified-name': (at: string, name: string) =>
    t('{0}: the chain is trusted and the certificate names {1}', at, printable(name)),
  'delivers-verified-tlsa': (at: string) => t('{0}: the certificate matches a TLSA record', at),
  'delivers-trusted-tlsa': (at: string) =>
    t('{0}: the certificate matches a TLSA record, but the MX record that named the host can be forged', at),
  // Deferred
  'tls-not-offered': (at: string) => t('{0}: 4.7.4 TLS is required, but was not offered', at),
  'tls-refused': (at: string, status: string, reply: string) =>
    t(
      '{0}: {1} TLS is required, but the host refused to start TLS{2}',
      at,
      status,
      reply === '' ? '' : `: ${printable(reply)}`,
    ),
  'handshake-failed': (at: string, why: string) =>
    t('{0}: 4.7.5 Cannot start TLS: handshake failure{1}', at, why === '' ? '' : ` (${printable(why)})`),
  // TLS 1.0 and 1.1 end in the handshake; with newer protocols a weak key counts as a fault of the chain.
  'handshake-security-level': (at: string, protocol: string) =>
    /^TLSv1(\.1)?$/.test(protocol)
      ? t(
          '{0}: 4.7.5 Cannot start TLS: handshake failure ({1} fails at the security level of authenticating levels)',
          at,
          printable(protocol),
        )
      : t(
          '{0}: 4.7.5 Server certificate not verified, or Cannot start TLS: handshake failure ({1} with keys or ciphers too weak for the security level of authenticating levels)',
          at,
          printable(protocol),
        ),
  'certificate-not-trusted': (at: string, why: string) =>
    t('{0}: 4.7.5 Server certificate not verified: {1}', at, printable(why)),
  'certificate-name': (at: string, names: string, wanted: string) =>
    t('{0}: 4.7.5 Server certificate not verified: it names {1}, and not {2}', at, names, wanted),
  'certificate-tlsa': (at: string, why: string) => t('{0}: 4.7.5 Server certificate not verified: {1}', at, why),
  'certificate-fingerprint': (at: string) =>
    t('{0}: 4.7.5 Server certificate not verified: no digest in match= is that of the certificate or its key', at),
  'no-fingerprints': (at: string) =>
    t(
      '{0}: 4.7.5 client TLS configuration problem: configured at fingerprint security level, but with no fingerprints to match',
      at,
    ),
  'attribute-fails-handshake': (at: string, why: string) =>
    t('{0}: 4.7.5 Cannot start TLS: handshake failure ({1})', at, printable(why)),
  'attribute-unknown': (at: string, attribute: string, version: string) =>
    t('{0}: 4.7.5 client TLS configuration problem: Postfix {1} does not know {2}=', at, printable(version), attribute),
  'anchor-file-broken': (at: string, why: string) =>
    t('{0}: 4.7.5 client TLS configuration problem: {1}', at, printable(why)),
  'no-trust-store': (at: string) =>
    t('{0}: 4.7.5 Server certificate not verified: neither smtp_tls_CAfile nor smtp_tls_CApath is set', at),
  'sts-pattern': (at: string, patterns: readonly string[]) =>
    t('{0}: is skipped, as it fits no mx_host_pattern ({1})', at, listed(patterns)),
  'policy-failure': (at: string) =>
    t('{0}: 4.7.5 Server certificate not verified: policy_failure= has every certificate fail', at),
  'dane-disabled': (at: string) =>
    t('{0}: 4.7.5 client TLS configuration problem: dane-only configured with dnssec lookups disabled', at),
  'mx-insecure': (at: string) => t('{0}: 4.7.5 non DNSSEC destination: the MX records are not DNSSEC-secure', at),
  'no-tlsa': (at: string) => t('{0}: 4.7.5 no TLSA records found', at),
  'tlsa-unusable': (at: string) => t('{0}: 4.7.5 TLSA records unusable', at),
  'tlsa-lookup-error': (at: string, why: string) =>
    t('{0}: 4.7.5 TLSA lookup error{1}', at, why === '' ? '' : `: ${printable(why)}`),
  'address-lookup-error': (at: string, why: string) =>
    t(
      '{0}: 4.4.3 Host or domain name not found; the name service failed{1}',
      at,
      why === '' ? '' : `: ${printable(why)}`,
    ),
  'mx-lookup-error': (domain: string, why: string) =>
    t(
      '{0}: 4.4.3 Host or domain name not found; the MX lookup failed{1}',
      domain,
      why === '' ? '' : `: ${printable(why)}`,
    ),
  // Bounced
  'null-mx': (domain: string) => t('{0}: 5.1.0 Domain does not accept mail (nullMX)', domain),
  'no-such-domain': (domain: string) => t('{0}: 5.4.4 Host or domain name not found', domain),
  'no-address': (at: string) => t('{0}: 5.4.4 Host or domain name not found: it has no address', at),
  'no-host': (domain: string) => t('{0}: no host that could take its mail is known', domain),
  // Not decided
  'not-reached': (at: string, why: string) =>
    t('{0}: could not be tested{1}', at, why === '' ? '' : `: ${printable(why)}`),
  'not-examined': (what: string) => t('{0}: was not examined', what),
  'trust-untested': (at: string) => t('{0}: whether its chain is trusted could not be tested', at),
  'tlsa-untested': (at: string) => t('{0}: whether its certificate matches the TLSA records could not be tested', at),
  'attribute-in-doubt': (at: string, subject: string, why: string) => `${at}: ${subject} ${why}`,
  // What an entry acts as
  'dane-acts-as-may': (at: string) => t('{0}: "dane" acts as "may", since dnssec lookups are disabled', at),
  'dane-insecure-mx': (at: string, level: string) =>
    t('{0}: "dane" acts as "{1}", since the MX records are not DNSSEC-secure', at, level),
  'dane-no-tlsa': (at: string) => t('{0}: "dane" acts as "may", since there are no DNSSEC-secure TLSA records', at),
  'dane-unusable': (at: string) => t('{0}: "dane" acts as "encrypt", since no TLSA record is usable', at),
} as const satisfies Texts;

export type JudgeReasonId = keyof typeof texts;

export const judgeReasonIds = Object.keys(texts) as readonly JudgeReasonId[];

export const because = reasonsFrom(texts);
