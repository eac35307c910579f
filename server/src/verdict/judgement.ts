import type { SecurityLevel } from '../policy/entry';
import type { AddressEvidence, HostEvidence } from '../probe/evidence';
import type { Possible } from './possible';
import type { Reason } from './verdict';

/** A level that does not ask for TLSA records. */
export type PlainLevel = Exclude<SecurityLevel, 'dane' | 'dane-only'>;

/** What may happen at one server address, and the fact that decides it or leaves it open. */
export interface Judgement {
  readonly possible: Possible;
  readonly reason: Reason;
  /** What the entry acts as there, where that is not what it says: `dane` as `may`. */
  readonly note?: Reason;
}

/** `mx.example.org[192.0.2.1]`, as Postfix logs it. */
export function locate({ name }: HostEvidence, { address }: AddressEvidence): string {
  return `${name}[${address}]`;
}
