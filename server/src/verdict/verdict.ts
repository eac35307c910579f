/**
 * What smtp(8) does with a message at one MX host, one address or the whole next-hop. `bounces`: no host takes mail
 * (null MX, no such domain), or one refuses for good (a 5xx reply to STARTTLS where TLS is required). `unknown`: the evidence does not decide it.
 */
export type DeliveryOutcome = 'authenticated' | 'encrypted' | 'clear' | 'defers' | 'bounces' | 'unknown';

/** A structured reason: the id is permanent, the text is its rendering for people. */
export interface Reason {
  readonly id: string;
  /** One sentence without control characters; names the host where it is about one. */
  readonly text: string;
}

export interface HostVerdict {
  readonly host: string;
  readonly outcome: DeliveryOutcome;
  /** Postfix's own words where it defers: `Server certificate not verified`. */
  readonly reason: Reason;
}

/** What smtp(8) does with an entry, by the evidence, for a sender. */
export interface Verdict {
  /** The outcome of a delivery that tries the hosts in order. */
  readonly outcome: DeliveryOutcome;
  readonly hosts: readonly HostVerdict[];
  readonly reasons: readonly Reason[];
  /** The sender's facts that it rests on: `smtp_dns_support_level = dnssec`. */
  readonly restsOn: readonly string[];
}
