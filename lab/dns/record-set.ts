import { type Answer, encode } from 'dns-packet';

/** The types that the lab publishes. */
export type LabType =
  | 'A'
  | 'AAAA'
  | 'CNAME'
  | 'DNSKEY'
  | 'DS'
  | 'MX'
  | 'NS'
  | 'NSEC'
  | 'NSEC3'
  | 'NSEC3PARAM'
  | 'RRSIG'
  | 'SOA'
  | 'TLSA'
  | 'TXT';

/** The records of one owner and type (RFC 2181 section 5). */
export interface RecordSet {
  readonly owner: string;
  readonly type: LabType;
  readonly ttl: number;
  /** The data of each record, as dns-packet takes it: bytes where it does not know the type (NSEC3PARAM). */
  readonly data: readonly unknown[];
}

/** A set with the signatures that are served beside it; none in an unsigned zone. */
export interface SignedSet {
  readonly set: RecordSet;
  readonly signatures: readonly Answer[];
}

export function recordsOf({ owner, type, ttl, data }: RecordSet): readonly Answer[] {
  return data.map((value) => ({ name: owner, type, ttl, class: 'IN', data: value }) as Answer);
}

/** The wire format of one record, uncompressed: the codec never compresses, so this is the canonical form. */
export function wireRecord(record: Answer): Buffer {
  const headerLength = 12;
  return encode({ type: 'response', id: 0, answers: [record] }).subarray(headerLength);
}

export function keyOf(owner: string, type: string): string {
  return `${owner}/${type}`;
}
