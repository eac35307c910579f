/**
 * Why something could not be tested, or why a step ended as it did. The ids are permanent: stored evidence, reasons
 * and tests name them; the text is for people and never decides anything.
 */
export type CauseId =
  // The probe itself
  | 'cancelled'
  | 'deadline'
  | 'limit'
  | 'address-refused'
  | 'asked-recently'
  | 'no-ipv6'
  | 'no-probe'
  // DNS
  | 'dns-timeout'
  | 'dns-servfail'
  | 'dns-refused'
  | 'dns-unreachable'
  | 'dns-malformed'
  | 'dnssec-bogus'
  | 'dnssec-stripped'
  | 'dns-alias-loop'
  // TCP and the route
  | 'connect-timeout'
  | 'connection-refused'
  | 'connection-reset'
  | 'network-unreachable'
  | 'route-failed'
  // SMTP
  | 'greeting-timeout'
  | 'reply-timeout'
  | 'temporary-reply'
  | 'permanent-reply'
  | 'protocol-error'
  | 'connection-closed'
  | 'plaintext-after-starttls'
  // TLS
  | 'handshake-timeout'
  | 'handshake-failed'
  | 'tls-library'
  // MTA-STS
  | 'policy-fetch-failed'
  | 'policy-invalid';

export interface Cause {
  readonly id: CauseId;
  /** One line for people, without control characters: `no reply from 192.0.2.53 within 5 s`. */
  readonly text: string;
}
