import type { Evidence } from '../../server/src/probe/evidence';
import type { Advice } from '../../server/src/verdict/advice';
import type { Delivery } from '../oracle/delivery';

/** What came of the run inside the namespace; the comparison is made outside, from this alone. */
export interface AgreementOutput {
  /** `postconf mail_version`. */
  readonly postfixVersion: string;
  /** By scenario. */
  readonly evidence: Readonly<Record<string, Evidence>>;
  /** The same, where the servers were asked besides by the server names that some entries send. */
  readonly namedEvidence: Readonly<Record<string, Evidence>>;
  readonly advice: Readonly<Record<string, ProfileAdvice>>;
  /** The policy tables by id, as Postfix read them: those of the variants and those of the advice. */
  readonly tables: Readonly<Record<string, string>>;
  readonly cells: readonly Cell[];
  readonly attacks: readonly AttackCell[];
  /** Where mail of other domains arrives at an attacker or a neighbour. */
  readonly attackerAddresses: readonly string[];
  /** For each phase: what Postfix says that it delivered, and what the servers received. */
  readonly books: readonly Book[];
  readonly seconds: Readonly<Record<string, number>>;
}

export interface ProfileAdvice {
  readonly dnssec: Advice;
  readonly any: Advice;
}

/** One message of one transport to one scenario's domain. */
export interface Cell {
  readonly table: string;
  readonly scenario: string;
  /** The address that alone was switched on; null where all were as the scenario has them. */
  readonly address: string | null;
  readonly delivery: Delivery;
}

export interface AttackCell {
  readonly attack: string;
  readonly table: string;
  readonly scenario: string;
  readonly delivery: Delivery;
}

export interface Book {
  readonly phase: string;
  /** Messages by address and whether they came over TLS: `192.0.2.10 tls`. */
  readonly sent: Readonly<Record<string, number>>;
  readonly received: Readonly<Record<string, number>>;
}
