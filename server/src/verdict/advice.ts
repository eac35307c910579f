import type { PolicyValue } from '../policy/entry';
import type { ReceiverRequest } from './requests';
import type { Reason } from './verdict';

/** A candidate that stands but is not the advised one. */
export interface RunnerUp {
  readonly value: PolicyValue;
  /** Exactly one policy line, key included. */
  readonly entry: string;
  /** The provenance comment to stand above the line, as with the advised one; null where none is due. */
  readonly comment: string | null;
  /** The names in `match=` that are known only from plain DNS, thus to be confirmed by a person. */
  readonly confirm: readonly string[];
  /** What it costs or overrides, in sentences: `overrides the domain's own DANE`. */
  readonly reasons: readonly Reason[];
}

/** The best entry for a next-hop by the evidence, or why there is none. */
export interface Advice {
  /** `found`: there is an entry. `none`: nothing authenticates. `untested`: too little was seen to tell. */
  readonly status: 'found' | 'none' | 'untested';
  readonly value: PolicyValue | null;
  /** Exactly one policy line without comment, key included; null unless found. */
  readonly entry: string | null;
  /** The provenance comment to stand above the line, beginning with `# `; null where none is due. */
  readonly comment: string | null;
  /** The names in `match=` that are known only from plain DNS, thus to be confirmed by a person. */
  readonly confirm: readonly string[];
  /** Why this entry, or why none; the first is the decisive one, the rest in the order of weight. */
  readonly reasons: readonly Reason[];
  readonly runnersUp: readonly RunnerUp[];
  /** What would help, and who could do it; absent where nothing is to be asked of anybody. */
  readonly requests?: readonly ReceiverRequest[];
}
