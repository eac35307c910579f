import { nameToWire } from '../../dns/name';
import type { DomainName } from '../../dns/record';
import { type Dnskey, parseDnskey } from '../keys';
import type { RecordSet } from '../record-set';
import { parseRrsig, type Rrsig } from '../rrsig';

/** Records as RFCs print them. */

export function dnskey(flags: number, algorithm: number, base64: string): Dnskey {
  const header = Buffer.of(flags >> 8, flags & 0xff, 3, algorithm);
  return present(parseDnskey(Buffer.concat([header, Buffer.from(base64, 'base64')])));
}

export interface PrintedRrsig {
  readonly type: number;
  readonly algorithm: number;
  readonly labels: number;
  readonly ttl: number;
  /** Seconds since 1970, or `20100909100439`. */
  readonly expiration: number | string;
  readonly inception: number | string;
  readonly keyTag: number;
  readonly signer: DomainName;
  readonly signature: string;
}

export function rrsig(printed: PrintedRrsig): Rrsig {
  const fields = Buffer.alloc(18);
  fields.writeUInt16BE(printed.type, 0);
  fields.writeUInt8(printed.algorithm, 2);
  fields.writeUInt8(printed.labels, 3);
  fields.writeUInt32BE(printed.ttl, 4);
  fields.writeUInt32BE(seconds(printed.expiration), 8);
  fields.writeUInt32BE(seconds(printed.inception), 12);
  fields.writeUInt16BE(printed.keyTag, 16);
  const signature = Buffer.from(printed.signature, 'base64');
  return present(parseRrsig(Buffer.concat([fields, nameToWire(printed.signer), signature])));
}

function present<T>(parsed: T | null): T {
  if (parsed === null) throw new Error('the record is not well-formed');
  return parsed;
}

function seconds(printed: number | string): number {
  if (typeof printed === 'number') return printed;
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(printed) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) / 1000;
}

export function recordSet(
  owner: DomainName,
  type: number,
  data: readonly Uint8Array[],
  signatures: readonly Rrsig[],
): RecordSet {
  return { owner, type, ttl: 3600, data, signatures };
}
