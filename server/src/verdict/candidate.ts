import type { PolicyValue } from '../policy/entry';
import type { MinimumLevel } from './minimum-level';

/** The rows of the order in docs/architecture.md. */
export type CandidateKind =
  | 'dane-only'
  | 'dane'
  | 'secure'
  | 'secure-mta-sts'
  | 'secure-hosts'
  | 'secure-anchors'
  | 'fingerprint';

export interface Candidate {
  readonly kind: CandidateKind;
  readonly value: PolicyValue;
  /** The names in `match=`; empty without. */
  readonly names: readonly string[];
  /** Those of them that only unauthenticated DNS told; with `fingerprint` the hosts whose keys nobody vouches for. */
  readonly plainNames: readonly string[];
}

/**
 * How a candidate does: `stands`: it may be advised. `costs`: it authenticates, and mail waits at a host, it overrides
 * what the domain itself says, or it rests on what a site keeps itself. `open`: it would stand, and a fact that could not
 * be tested is in the way. `below`: it would stand, and a person wants no such entry. `fails`.
 */
export type Standing = 'stands' | 'costs' | 'open' | 'below' | 'fails';

export interface TriedCandidate extends Candidate {
  readonly standing: Standing;
}

export interface CandidateOptions {
  /** Puts `dane-only` before `dane`; otherwise it is offered after it. */
  readonly preferDaneOnly?: boolean;
  /** Entries below it are neither advised nor offered. */
  readonly minimumLevel?: MinimumLevel;
  /** Offers the digests of keys where the main.cf is known. */
  readonly allowFingerprint?: boolean;
  /** A file of trust anchors that Postfix can read, offered as `tafile=` where the main.cf is known. */
  readonly trustAnchorFile?: string;
}
