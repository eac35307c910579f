import type { Cause } from '../cause';

/**
 * The security status of DNS data (RFC 4035 section 4.3).
 *
 * `insecure` is a *proven* unsigned delegation (or an unsupported algorithm, an opt-out span, too many iterations);
 * `bogus` means that a signed parent says signed and the data does not verify or its absence is not proven;
 * `indeterminate` means that there was no usable reply.
 */
export type DnssecStatus = 'secure' | 'insecure' | 'bogus' | 'indeterminate';

/** The record types that the probe asks for. */
export type RecordType = 'A' | 'AAAA' | 'MX' | 'TLSA' | 'TXT';

export interface MxRecord {
  readonly preference: number;
  /** Lower case, without the final dot; the empty string is the root, thus a null MX (RFC 7505). */
  readonly exchange: string;
}

/** A TLSA record as published (RFC 6698 section 2.1). */
export interface TlsaRecord {
  readonly usage: number;
  readonly selector: number;
  readonly matchingType: number;
  /** Certificate association data, lower-case hexadecimal. */
  readonly data: string;
}

export interface RecordData {
  readonly A: string;
  readonly AAAA: string;
  readonly MX: MxRecord;
  readonly TLSA: TlsaRecord;
  /** The character strings of one TXT record, each as Latin-1 text, not yet joined. */
  readonly TXT: readonly string[];
}

/** One CNAME (given, or synthesised from a DNAME) that was followed. */
export interface Alias {
  readonly from: string;
  readonly to: string;
  readonly status: DnssecStatus;
}

/** The answer to one question, after validation. Plain data: part of the evidence. */
export interface DnsAnswer<T extends RecordType = RecordType> {
  /** The name asked for: lower case, without the final dot, A-labels. */
  readonly name: string;
  readonly type: T;
  /** The weakest status over the whole chain of aliases and the final record set or denial. */
  readonly status: DnssecStatus;
  /**
   * `records`: there are some. `no-data` and `no-such-name`: the absence was answered, and proven when the status
   * is `secure`. `failed`: no usable answer, thus neither yes nor no.
   */
  readonly outcome: 'records' | 'no-data' | 'no-such-name' | 'failed';
  readonly records: readonly RecordData[T][];
  /** The aliases followed from `name`, in order; the last `to` is the owner of the records. */
  readonly aliases: readonly Alias[];
  /** The smallest time to live in seconds; 0 where there is none. */
  readonly ttl: number;
  /** Present when the outcome is `failed` or the status is `bogus` or `indeterminate`. */
  readonly cause?: Cause;
  /** What the resolver itself makes of it; present where the status is `bogus`. */
  readonly resolverView?: ResolverView;
}

/** A second look at bogus data, by the same question without CD: the resolver may validate as well. No verdict rests on it. */
export interface ResolverView {
  /**
   * `refuses`: it finds the data bogus too, or can't answer. `validates`: it vouches for the data (AD), so one of the two
   * is wrong: a stale copy, a clock. `passes`: it does not validate. `untested`: no reply.
   */
  readonly verdict: 'refuses' | 'validates' | 'passes' | 'untested';
  /** Its words, or why there are none. */
  readonly text: string;
}

/** What the probe needs of DNS; the validating resolver of `dnssec/` is the one real implementation. */
export interface Resolver {
  /** Never rejects for a network fault: that is a `failed` answer. Rejects only when `signal` aborts. */
  resolve<T extends RecordType>(name: string, type: T, signal: AbortSignal): Promise<DnsAnswer<T>>;
}
