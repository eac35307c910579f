import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DriftKind, driftKinds, driftList } from '../../../lab/drift';
import { type Lab, startLab } from '../../../lab/lab';
import type { Scenario } from '../../../lab/scenario';
import type { VerifyJsonEntry } from '../report/verify-json';
import { verifyInLab } from './testing/verify-in-lab';

const [entries, hosts] = [500, 60];
/** What the first reason has to say. */
const named: Readonly<Record<DriftKind, RegExp>> = {
  'self-signed': /self-signed/,
  expired: /expired/,
  'private-ca': /trust|issuer/,
  'other-name': /name/,
  'no-starttls': /STARTTLS|TLS is required/,
  'old-tls': /handshake|protocol|TLS/,
  'tlsa-mismatch': /TLSA/,
  'tlsa-gone': /TLSA/,
  'domain-gone': /no such domain|does not exist|not found/i,
  moved: /name/,
};

describe('verify, of 500 entries on 60 hosts of which 40 drift in ten ways', () => {
  const list = driftList(entries, hosts);
  let folder: string;
  let table: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'postfix-tls-policy-drift-'));
    table = join(folder, 'tls_policy');
    writeFileSync(table, list.lines.map((line) => `${line}\n`).join(''));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function inWorld<T>(scenario: Scenario, work: (lab: Lab) => Promise<T>): Promise<T> {
    const lab = await startLab({ scenarios: [scenario], delayScale: 0.02 });
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
    expect(first.connections).toBeLessThan(2 * hosts);

    const second = await inWorld(list.after, (lab) => verifyInLab(lab, table, evidence));
    const found = second.entries.filter(({ outcome }) => outcome === 'fails' || outcome === 'weaker');
    expect(found.map(({ key }) => key).sort()).toEqual([...list.drifted.keys()].sort());
    const untested = second.entries.filter(({ outcome }) => outcome === 'untested');
    expect(untested.map(({ key }) => key)).toEqual([]);
    for (const kind of driftKinds)
      expectNamed(
        kind,
        found.filter(({ key }) => list.drifted.get(key) === kind),
      );
    expect(second.connections).toBeLessThan(3 * hosts);
  });

  function expectNamed(kind: DriftKind, found: readonly VerifyJsonEntry[]): void {
    const isGone = kind === 'tlsa-gone';
    for (const { key, outcome, drift, reasons, looks } of found) {
      const expected = isGone ? ['weaker', 'newly-weaker'] : ['fails', 'newly-failing'];
      expect([outcome, drift], key).toEqual(expected);
      expect(reasons[0]?.text, key).toMatch(named[kind]);
      expect(looks, key).toBe(2);
    }
  }
});
