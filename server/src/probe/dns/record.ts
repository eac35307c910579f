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
  /** Without CD, so that a resolver that validates says what it finds (RFC 6840 section 5.9). */
  readonly checked?: true;
}

/** An Extended DNS Error (RFC 8914): why a resolver answers as it does, in its own words. */
export interface ExtendedError {
  readonly code: number;
  /** Untrusted; already without control characters and bounded in length; often empty. */
  readonly text: string;
}

/** A reply whose id and question were already found to be ours. */
export interface DnsMessage {
  readonly question: Question;
  readonly rcode: number;
  readonly truncated: boolean;
  readonly authenticData: boolean;
  readonly answer: readonly ResourceRecord[];
  readonly authority: readonly ResourceRecord[];
  /** Without the OPT pseudo-record. */
  readonly additional: readonly ResourceRecord[];
  /** The first one of the reply. */
  readonly extendedError?: ExtendedError | null;
  /** Who answered, for texts: `192.0.2.53:53`. */
  readonly resolver?: string;
}

/**
 * Asks a question with EDNS, DO and CD set. The seam between the validator and the network: tests put an in-memory
 * internet here. Rejects with a `Fault` (probe/fault.ts) for network faults, with the signal's reason when it aborts.
 */
export type Exchange = (question: Question, signal: AbortSignal) => Promise<DnsMessage>;
