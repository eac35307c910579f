import { describe, expect, it } from 'vitest';
import { judge } from '../judge';
import { type JudgeReasonId, judgeReasonIds } from '../reasons';
import { dnssecSender, type Sender } from '../sender';
import type { DeliveryOutcome } from '../verdict';
import { buildEvidence, type EvidenceSpec, type HostSpec } from './build-evidence';
import { valueOf } from './values';

/** An entry, what was seen, and what smtp(8) does because of it. */
export interface JudgeRow {
  readonly value: string;
  readonly seen?: EvidenceSpec;
  readonly sender?: Partial<Sender>;
  readonly outcome: DeliveryOutcome;
  /** Is among the reasons. */
  readonly reason?: JudgeReasonId;
  /** The outcome at each host, where that is more than the whole tells. */
  readonly hosts?: readonly DeliveryOutcome[];
  readonly because: string;
}

function check({ value, seen, sender, outcome, reason, hosts }: JudgeRow): void {
  const verdict = judge(valueOf(value), buildEvidence(seen), { ...dnssecSender, ...sender });
  expect(verdict.outcome).toBe(outcome);
  if (reason !== undefined) expect(verdict.reasons.map(({ id }) => id)).toContain(reason);
  if (hosts !== undefined) expect(verdict.hosts.map((host) => host.outcome)).toEqual(hosts);
  for (const { id, text } of [...verdict.reasons, ...verdict.hosts.map((host) => host.reason)]) {
    expect(judgeReasonIds).toContain(id);
    expect(text).toMatch(/^[\x20-\x7e…]+$/);
  }
}

/** One test for each row. */
export function judgeTable(title: string, rows: readonly JudgeRow[]): void {
  describe(title, () => {
    it.each(rows.map((row) => [`${row.value}: ${row.because}`, row] as const))('%s', (_title, row) => check(row));
  });
}

/** A domain with one host, or one address. */
export const one = (host: HostSpec): EvidenceSpec => ({ hosts: [host] });
export const at = (address: NonNullable<HostSpec['addresses']>[number]): EvidenceSpec => one({ addresses: [address] });

/** A signed domain, whose host is signed and has TLSA records. */
export const secure = (host: HostSpec, more: EvidenceSpec = {}): EvidenceSpec => ({
  mx: 'secure',
  ...more,
  hosts: [{ dns: 'secure', tlsa: ['3 1 1'], ...host }],
});

/** A certificate that proves nothing. */
export const selfSigned = { chain: 'DEPTH_ZERO_SELF_SIGNED_CERT', names: ['elsewhere.example'] } as const;
