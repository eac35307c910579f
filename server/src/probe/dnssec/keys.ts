import { type KeyObject, timingSafeEqual } from 'node:crypto';
import { nameToWire } from '../dns/name';
import type { DomainName } from '../dns/record';
import { digestOf, hasDigest, publicKeyOf, type Support, supportOf } from './algorithms';
import { remembered } from './remembered';

/** A key of a zone (RFC 4034 section 2.1). */
export interface Dnskey {
  readonly flags: number;
  readonly protocol: number;
  readonly algorithm: number;
  readonly publicKey: Uint8Array;
  readonly tag: number;
  readonly rdata: Uint8Array;
}

/** A parent's word, or an anchor's, about a key of a zone (RFC 4034 section 5.1). */
export interface Ds {
  readonly keyTag: number;
  readonly algorithm: number;
  readonly digestType: number;
  readonly digest: Uint8Array;
}

/** What makes a key of a zone trusted. */
export type KeyTrust = { readonly ds: Ds } | { readonly key: Dnskey };

const zoneKeyFlag = 0x0100;
const revokeFlag = 0x0080;
const onlyProtocol = 3;

/** Null where the data is malformed. */
export function parseDnskey(rdata: Uint8Array): Dnskey | null {
  if (rdata.length < 5) return null;
  const view = new DataView(rdata.buffer, rdata.byteOffset, rdata.length);
  return {
    flags: view.getUint16(0),
    protocol: view.getUint8(2),
    algorithm: view.getUint8(3),
    publicKey: rdata.subarray(4),
    tag: keyTag(rdata),
    rdata,
  };
}

/** Null where the data is malformed. */
export function parseDs(rdata: Uint8Array): Ds | null {
  if (rdata.length < 5) return null;
  const view = new DataView(rdata.buffer, rdata.byteOffset, rdata.length);
  return {
    keyTag: view.getUint16(0),
    algorithm: view.getUint8(2),
    digestType: view.getUint8(3),
    digest: rdata.subarray(4),
  };
}

/** RFC 4034 appendix B. Algorithm 1, which counts otherwise, is not supported. */
export function keyTag(rdata: Uint8Array): number {
  const sum = rdata.reduce((total, byte, index) => total + (index % 2 === 0 ? byte << 8 : byte), 0);
  return (sum + (sum >>> 16)) & 0xffff;
}

/** Whether a key may sign records of its zone: RFC 4034 sections 2.1.1 and 2.1.2, RFC 5011 section 2.1. */
export function isZoneKey({ flags, protocol }: Dnskey): boolean {
  return protocol === onlyProtocol && (flags & zoneKeyFlag) !== 0 && (flags & revokeFlag) === 0;
}

/** Whether a DS record or an anchor can serve: its algorithm and its digest both must be known. */
export function supportOfTrust(trust: KeyTrust): Support {
  if ('key' in trust) return supportOf(trust.key.algorithm);
  return hasDigest(trust.ds.digestType) ? supportOf(trust.ds.algorithm) : 'unsupported';
}

export function isTrusted(zone: DomainName, key: Dnskey, trust: KeyTrust): boolean {
  if ('key' in trust) {
    return key.algorithm === trust.key.algorithm && sameBytes(key.publicKey, trust.key.publicKey);
  }
  const { ds } = trust;
  if (ds.keyTag !== key.tag || ds.algorithm !== key.algorithm) return false;
  const digest = digestOf(ds.digestType, Buffer.concat([nameToWire(zone), key.rdata]));
  return digest !== null && sameBytes(digest, ds.digest);
}

function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}

/** The keys of one run with many domains; those of the root and the top-level domains serve all of them. */
const keptKeys = 512;

/** The key in the form that node:crypto wants; null where it is not a key of its algorithm. */
export const keyObjectOf: (key: Dnskey) => KeyObject | null = remembered(
  ({ algorithm, publicKey }: Dnskey) => publicKeyOf(algorithm, publicKey),
  ({ algorithm, publicKey }) => `${algorithm} ${Buffer.from(publicKey).toString('latin1')}`,
  keptKeys,
);
