import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DriftKind, driftKinds, driftList, driftTruth } from '../../../lab/drift';
import { type Lab, startLab } from '../../../lab/lab';
import type { Scenario } from '../../../lab/scenario';
import type { VerifyJsonEntry } from '../report/verify-json';
import { verifyInLab } from './testing/verify-in-lab';

const [entries, hosts] = [500, 60];

describe('verify, of 500 entries on 60 hosts of which 40 drift in ten ways', () => {
  const list = driftList(entries, hosts);
  let folder: string;
  let table: string;
  let lateTable: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'postfix-tls-policy-drift-'));
    table = join(folder, 'tls_policy');
    writeFileSync(table, list.lines.map((line) => `${line}\n`).join(''));
    lateTable = `${table}.late`;
    writeFileSync(lateTable, [list.late, ...list.lines.slice(-1), ''].join('\n'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function inWorld<T>(scenario: Scenario, work: (lab: Lab) => Promise<T>): Promise<T> {
    const lab = await startLab({ scenarios: [scenario], delayScale: 0.005 });
    try {
      return await work(lab);
    } finally {
      await lab.stop();
    }
  }

  it('finds every drift and names it, fails nothing that holds, and asks each host about once', {
    timeout: 300_000,
  }, async () => {
    const evidence = join(folder, 'seen');
    const first = await inWorld(list.before, (lab) => verifyInLab(lab, table, evidence));
    const wrong = first.entries.filter(({ outcome }) => outcome !== 'holds' && outcome !== 'upgradable');
    expect(wrong.map(({ key, reasons }) => [key, reasons[0]?.text])).toEqual([]);
    expect(first.entries).toHaveLength(entries);
    expect(unsteady(first.entries)).toEqual([...list.flapping].sort());
    expect(first.connections).toBeLessThan(2 * hosts);

    const [second, third, fourth] = await inWorld(list.after, async (lab) => {
      const again = await verifyInLab(lab, table, evidence);
      // Twenty hours are twelve minutes here.
      const soon = await verifyInLab(lab, lateTable, evidence, ['--pacing', '0.01']);
      return [again, soon, await verifyInLab(lab, lateTable, evidence, ['--pacing', '0.01', '--max-age', '0'])];
    });
    const found = second.entries.filter(({ outcome }) => outcome === 'fails' || outcome === 'weaker');
    expect(found.map(({ key }) => key).sort()).toEqual([...list.drifted.keys()].sort());
    const untested = second.entries.filter(({ outcome }) => outcome === 'untested');
    expect(untested.map(({ key }) => key)).toEqual([]);
    for (const kind of driftKinds)
      expectNamed(
        kind,
        found.filter(({ key }) => list.drifted.get(key) === kind),
      );
    expect(unsteady(second.entries)).toEqual([...list.flapping].sort());
    expect(second.connections).toBeLessThan(3 * hosts);

    const late = [list.late, ...list.lines.slice(-1)].map((line) => [line.split(' ')[0], 'holds']);
    for (const [{ entries: told, connections }, contacts] of [
      [third, 0],
      [fourth, late.length],
    ] as const) {
      expect([told.map(({ key, outcome }) => [key, outcome]), connections]).toEqual([late, contacts]);
    }
  });

  function unsteady(told: readonly VerifyJsonEntry[]): readonly string[] {
    const found = told.filter(({ reasons }) => reasons[0]?.text.startsWith('It is not steady: '));
    return found.map(({ key, outcome }) => (outcome === 'holds' ? key : `${key} ${outcome}`)).sort();
  }

  function expectNamed(kind: DriftKind, found: readonly VerifyJsonEntry[]): void {
    const { outcome: truth, says } = driftTruth[kind];
    for (const { key, outcome, drift, reasons, looks } of found) {
      const expected = truth === 'weaker' ? ['weaker', 'newly-weaker'] : ['fails', 'newly-failing'];
      expect([outcome, drift], key).toEqual(expected);
      expect(reasons[0]?.text, key).toMatch(says);
      expect(looks, key).toBe(2);
    }
  }
});
