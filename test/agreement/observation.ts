import type { Outcome } from '../../server/src/verdict/possible';
import type { Delivery } from '../oracle/delivery';
import { relayOf, sessionOf } from './relay';

/** What smtp(8) did, in the judge's words. */
export interface Observation {
  readonly outcome: Outcome;
  /** Where the message was delivered; null where it was not. */
  readonly address: string | null;
  readonly dsn: string;
  /** The text of the final verdict. */
  readonly reply: string;
  /** All that was logged on the way to it. */
  readonly log: readonly string[];
}

export function observe(delivery: Delivery): Observation {
  const { status, dsn, reply, log } = delivery;
  const address = status === 'sent' ? (relayOf(delivery)?.address ?? null) : null;
  return { outcome: outcomeOf(delivery), address, dsn, reply, log };
}

function outcomeOf(delivery: Delivery): Outcome {
  if (delivery.status === 'deferred') return 'defers';
  if (delivery.status === 'bounced') return 'bounces';
  const session = sessionOf(delivery);
  if (session === null) return 'clear';
  // Of a host that a forged MX record could have named Postfix says Trusted, even where its TLSA records match.
  return session === 'Verified' ? 'authenticated' : 'encrypted';
}
