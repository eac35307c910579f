import type { Delivery } from '../oracle/delivery';

/** Where a delivery ended: `mx.example.org[192.0.2.10]:25`. */
export interface Relay {
  readonly host: string;
  readonly address: string;
}

/** Null where Postfix reached no server. */
export function relayOf({ relay }: Delivery): Relay | null {
  const [, host, address] = /^(.*)\[([\da-f.:]+)\]:\d+$/i.exec(relay) ?? [];
  return host === undefined || address === undefined ? null : { host, address };
}

const sessionLine = /^(Verified|Trusted|Untrusted|Anonymous) TLS connection established to .*\[([\da-f.:]+)\]:\d+: /i;

/** Postfix's word for the TLS session in which it delivered; null where the message went in the clear. */
export function sessionOf(delivery: Delivery): Delivery['tls'] {
  const at = relayOf(delivery)?.address;
  // A session with a server that was tried before says nothing about this one; one of the same server that failed is followed by its own.
  const last = delivery.log.findLast((line) => /TLS connection established to|handshake failure/.test(line));
  const [, word, address] = sessionLine.exec(last ?? '') ?? [];
  return address === at && word !== undefined ? (word as Delivery['tls']) : null;
}
