import { readName } from '../dns/name';
import type { DomainName } from '../dns/record';

/** A signature over a record set (RFC 4034 section 3.1). */
export interface Rrsig {
  readonly typeCovered: number;
  readonly algorithm: number;
  /** Of the owner, without the asterisk of a wildcard. */
  readonly labels: number;
  readonly originalTtl: number;
  /** Seconds since 1970 modulo 2^32. */
  readonly expiration: number;
  readonly inception: number;
  readonly keyTag: number;
  readonly signer: DomainName;
  /** The record data up to the signature, which is signed as well. */
  readonly fields: Uint8Array;
  readonly signature: Uint8Array;
}

const signerOffset = 18;

/** Null where the data is malformed; such a signature is as good as absent. */
export function parseRrsig(rdata: Uint8Array): Rrsig | null {
  if (rdata.length < signerOffset + 2) return null;
  const view = new DataView(rdata.buffer, rdata.byteOffset, rdata.length);
  const signer = tryName(rdata, signerOffset);
  if (signer === null || signer.end >= rdata.length) return null;
  return {
    typeCovered: view.getUint16(0),
    algorithm: view.getUint8(2),
    labels: view.getUint8(3),
    originalTtl: view.getUint32(4),
    expiration: view.getUint32(8),
    inception: view.getUint32(12),
    keyTag: view.getUint16(16),
    signer: signer.name,
    fields: rdata.subarray(0, signer.end),
    signature: rdata.subarray(signer.end),
  };
}

function tryName(rdata: Uint8Array, offset: number): { name: DomainName; end: number } | null {
  try {
    return readName(rdata, offset);
  } catch {
    return null;
  }
}

/** How a signature stands in time, by serial number arithmetic (RFC 4034 section 3.1.5, RFC 1982). */
export type Validity = 'valid' | 'expired' | 'not-yet-valid';

export function validityAt({ inception, expiration }: Rrsig, now: Date): Validity {
  const seconds = secondsOf(now);
  if (serialDifference(expiration, inception) < 0 || serialDifference(expiration, seconds) < 0) return 'expired';
  return serialDifference(seconds, inception) < 0 ? 'not-yet-valid' : 'valid';
}

/** How many seconds a signature will stay valid; negative after its end. */
export function secondsLeft({ expiration }: Rrsig, now: Date): number {
  return serialDifference(expiration, secondsOf(now));
}

/** How many seconds it takes until a signature becomes valid; negative after its begin. */
export function secondsUntilValid({ inception }: Rrsig, now: Date): number {
  return serialDifference(inception, secondsOf(now));
}

function secondsOf(now: Date): number {
  return Math.floor(now.getTime() / 1000) >>> 0;
}

function serialDifference(left: number, right: number): number {
  return (left - right) | 0;
}
