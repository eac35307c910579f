import { Fault } from '../fault';

/**
 * What one question may cost, aliases included. A zone can be built so that checking it takes hours (KeyTrap,
 * CVE-2023-50387, and the NSEC3 closest-encloser proof, CVE-2023-50868); honest zones stay far below.
 */
export const limits = {
  queries: 100,
  signatures: 200,
  /** Tries per record set: signatures times keys that fit. */
  signaturesPerSet: 8,
  /** Keys of one tag and algorithm that are tried; an honest collision has two. */
  keysPerTag: 2,
  /** In the answer and authority sections of one message. */
  records: 512,
  /** NSEC and NSEC3 record sets that are verified in one message; a proof needs four at most. */
  denialSets: 12,
  /** Additional iterations of NSEC3; a zone with more counts as insecure (RFC 9276 section 3.2). */
  nsec3Iterations: 150,
  /** Rounds of SHA-1 for NSEC3. */
  hashRounds: 20_000,
  /** CNAME and DNAME records that are followed. */
  aliases: 10,
} as const;

type Expense = 'queries' | 'signatures' | 'hashRounds';

/** What is left for one question. */
export type Budget = Record<Expense, number>;

export function createBudget(): Budget {
  return { queries: limits.queries, signatures: limits.signatures, hashRounds: limits.hashRounds };
}

const expenseNames: Readonly<Record<Expense, string>> = {
  queries: 'queries',
  signatures: 'signature checks',
  hashRounds: 'NSEC3 hash rounds',
};

/** @throws Fault `limit` where the budget does not suffice. */
export function spend(budget: Budget, expense: Expense, amount = 1): void {
  budget[expense] -= amount;
  if (budget[expense] >= 0) return;
  throw new Fault('limit', `DNSSEC validation needs more than ${limits[expense]} ${expenseNames[expense]}`);
}
