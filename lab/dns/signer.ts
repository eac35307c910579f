import type { Answer, RrsigData } from 'dns-packet';
import type { ZoneKey } from './keys';
import { labelsOf, wireName } from './names';
import { type RecordSet, recordsOf, wireRecord } from './record-set';

/** Seconds since 1970, as RRSIG writes them. */
export interface Validity {
  readonly inception: number;
  readonly expiration: number;
}

/** Signs one record set (RFC 4034 sections 3.1 and 6). Names in the lab are lower case already. */
export function signSet(set: RecordSet, zone: string, key: ZoneKey, validity: Validity): Answer {
  const labels = labelsOf(set.owner);
  const data: RrsigData = {
    typeCovered: set.type,
    algorithm: key.data.algorithm,
    labels: labels[0] === '*' ? labels.length - 1 : labels.length,
    originalTTL: set.ttl,
    ...validity,
    keyTag: key.keyTag,
    signersName: zone,
    signature: Buffer.alloc(0),
  };
  const signature = key.sign(Buffer.concat([wireRrsigFields(data), ...canonicalRecords(set)]));
  return { name: set.owner, type: 'RRSIG', ttl: set.ttl, class: 'IN', data: { ...data, signature } };
}

/** The RDATA of the RRSIG record without the signature. */
function wireRrsigFields(data: RrsigData): Buffer {
  const ownerTypeClassTtlLength = 1 + 2 + 2 + 4 + 2;
  const fields = wireRecord({ name: '', type: 'RRSIG', ttl: 0, data }).subarray(ownerTypeClassTtlLength);
  // The codec leaves the compression of the signer's name alone, so that the fields are the canonical ones.
  const expected = 18 + wireName(data.signersName).length;
  if (fields.length !== expected) throw new Error(`RRSIG fields are ${fields.length} bytes, not ${expected}`);
  return fields;
}

/** The records in canonical form and order, by their data as octets (RFC 4034 section 6.3). */
export function canonicalRecords(set: RecordSet): readonly Buffer[] {
  const dataOffset = wireName(set.owner).length + 10;
  return recordsOf(set)
    .map(wireRecord)
    .sort((left, right) => Buffer.compare(left.subarray(dataOffset), right.subarray(dataOffset)));
}
