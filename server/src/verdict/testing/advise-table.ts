import { expect, it } from 'vitest';
import { type AdviseOptions, advise } from '../advise';
import { type AdviseReasonId, adviseReasonIds } from '../advise-reasons';
import { anySender, dnssecSender, type Sender } from '../sender';
import { buildEvidence, domain, type EvidenceSpec } from './build-evidence';

/** What was seen, and what is advised because of it. Values are without the key. */
export interface AdviseRow {
  readonly because: string;
  readonly seen?: EvidenceSpec;
  /** Both profiles, unless named. */
  readonly profile?: 'dnssec' | 'any';
  readonly sender?: Partial<Sender>;
  readonly options?: AdviseOptions;
  /** The value, or the status where there is no entry. */
  readonly advised: string;
  readonly confirm?: readonly string[];
  /** The decisive reason. */
  readonly first?: AdviseReasonId;
  /** Other reasons, in any order. */
  readonly also?: readonly AdviseReasonId[];
  readonly not?: readonly AdviseReasonId[];
  readonly runnersUp?: readonly string[];
  /** Are among the reasons of the first runner-up. */
  readonly costs?: readonly AdviseReasonId[];
}

function check(row: AdviseRow, sender: Sender): void {
  const evidence = buildEvidence(row.seen);
  const { status, value, entry, confirm, reasons, runnersUp } = advise(evidence, sender, row.options);
  const key = `${row.seen?.nextHop ?? domain} `;
  const withoutKey = (line: string) =>
    line.startsWith(key) ? line.slice(key.length) : `the key is not ${key}: ${line}`;
  expect(entry === null ? status : withoutKey(entry)).toBe(row.advised);
  expect([status === 'found', value !== null]).toEqual([entry !== null, entry !== null]);
  expect(confirm).toEqual(row.confirm ?? []);
  const ids = reasons.map(({ id }) => id);
  if (row.first !== undefined) expect(ids[0]).toBe(row.first);
  for (const id of row.also ?? []) expect(ids).toContain(id);
  for (const id of row.not ?? []) expect(ids).not.toContain(id);
  if (row.runnersUp !== undefined) expect(runnersUp.map((each) => withoutKey(each.entry))).toEqual(row.runnersUp);
  for (const id of row.costs ?? []) expect(runnersUp[0]?.reasons.map((each) => each.id)).toContain(id);
  for (const { id, text } of [...reasons, ...runnersUp.flatMap((each) => each.reasons)]) {
    expect(adviseReasonIds).toContain(id);
    expect(text).toMatch(/^[\x20-\x7e…]+[.]$/);
  }
  expect(reasons.length).toBeGreaterThan(0);
}

/** One test for each row and profile. */
export function adviseTable(rows: readonly AdviseRow[]): void {
  const cases = rows.flatMap((row) =>
    [dnssecSender, anySender]
      .filter(({ profile }) => row.profile === undefined || row.profile === profile)
      .map((sender) => [row.because, sender.profile, row, { ...sender, ...row.sender }] as const),
  );
  it.each(cases)('%s (%s)', (_because, _profile, row, sender) => check(row, sender));
}
