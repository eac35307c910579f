/**
 * A domain name as text: lower case, without the final dot, the root as the empty string. Bytes other than letters,
 * digits, `-` and `_` are escaped as `\DDD` (RFC 1035 section 5.1), so that equal names are equal strings.
 */
export type DomainName = string;

/** One resource record of a message, as the validator needs it. */
export interface ResourceRecord {
  readonly owner: DomainName;
  readonly type: number;
  readonly class: number;
  /** Seconds. */
  readonly ttl: number;
  /**
   * The canonical form of the data (RFC 4034 section 6.2): names uncompressed, and in lower case for the types listed
   * there, as RFC 6840 section 5.1 corrects them.
   */
  readonly rdata: Uint8Array;
}

/** A DNS question in the class IN. */
export interface Question {
  readonly name: DomainName;
  readonly type: number;
}

/** A reply whose id and question were already found to be ours. */
export interface DnsMessage {
  readonly question: Question;
  readonly rcode: number;
  readonly truncated: boolean;
  readonly authenticData: boolean;
  readonly answer: readonly ResourceRecord[];
  readonly authority: readonly ResourceRecord[];
  readonly additional: readonly ResourceRecord[];
}

/**
 * Asks a question with EDNS, DO and CD set. The seam between the validator and the network: tests put an in-memory
 * internet here. Rejects with a `Fault` (probe/fault.ts) for network faults, with the signal's reason when it aborts.
 */
export type Exchange = (question: Question, signal: AbortSignal) => Promise<DnsMessage>;
