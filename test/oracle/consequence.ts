import type { Delivery } from './delivery';
import type { Consequence } from './value-case';

/** Names what happened to a message that only its policy entry could hold up. */
export function consequenceOf({ status, reply, log }: Delivery): Consequence | 'other' {
  if (status === 'sent') return log.some((line) => line.startsWith('warning:')) ? 'warns' : 'delivers';
  if (reply === 'client TLS configuration problem') return 'defers';
  if (reply === 'Cannot start TLS: handshake failure') return 'handshake';
  if (reply === 'Server certificate not verified') return 'unverified';
  return 'other';
}
