import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLab } from '../../lab/lab';
import { scenarios } from '../../lab/scenarios';
import type { PolicyValue } from '../../server/src/policy/entry';
import type { Evidence } from '../../server/src/probe/evidence';
import type { TlsFinding } from '../../server/src/probe/machine/check-tls';
import { defaultProbeOptions } from '../../server/src/probe/options';
import { internetOptions } from '../../server/src/probe/testing/lab-options';
import { judge } from '../../server/src/verdict/judge';
import { dnssecSender } from '../../server/src/verdict/sender';
import type { DeliveryOutcome } from '../../server/src/verdict/verdict';
import { bundle } from '../bundle';
import { skip } from '../oracle/machine';
import { installBun } from './install-bun';
import type { Batch } from './program';
import { type OddServers, serverName, startOddServers } from './servers';

type Seen = Readonly<Record<string, Evidence>>;

const bun = await installBun().catch((error: unknown) => ({ reason: String(error) }));
const skipped = skip('the probe on BoringSSL', typeof bun === 'string' ? null : bun.reason);

const entries: readonly PolicyValue[] = [
  { level: 'may', attributes: [] },
  { level: 'encrypt', attributes: [] },
  { level: 'verify', attributes: [] },
  { level: 'secure', attributes: [] },
  { level: 'secure', attributes: [{ name: 'match', value: serverName }] },
  { level: 'dane', attributes: [] },
  { level: 'dane-only', attributes: [] },
];

/** What the verdicts of a runtime on BoringSSL may be where those of OpenSSL are others: nothing but open. */
describe.skipIf(skipped)('the probe on BoringSSL', () => {
  let node: Seen;
  let boring: Seen;
  let odd: OddServers;
  const folder = mkdtempSync(path.join(tmpdir(), 'boringssl-'));

  beforeAll(async () => {
    if (typeof bun !== 'string') return;
    const program = path.join(folder, 'program.js');
    const input = path.join(folder, 'input.json');
    await bundle('test/boringssl/program.ts', program);
    const lab = await startLab({ delayScale: 0.05 });
    odd = await startOddServers();
    const alone = {
      ...defaultProbeOptions,
      caFile: { name: 'ca.pem', pem: odd.caPem },
      allowAddresses: ['127.0.0.0/8'],
      pacing: null,
    };
    const batches: readonly Batch[] = [
      { options: internetOptions(lab), nextHops: scenarios.map(({ domain }) => domain) },
      { options: alone, nextHops: odd.servers.map(({ nextHop }) => nextHop) },
    ];
    writeFileSync(input, JSON.stringify(batches));
    const run = async (runtime: string, name: string): Promise<Seen> => {
      const output = path.join(folder, `${name}.json`);
      await promisify(execFile)(runtime, [program, input, output]);
      return JSON.parse(readFileSync(output, 'utf8')) as Seen;
    };
    // One after the other: they are not to wait for each other at the servers.
    node = await run(process.execPath, 'node');
    boring = await run(bun, 'bun');
    await lab.stop();
  }, 240_000);

  afterAll(async () => {
    rmSync(folder, { recursive: true });
    if (!skipped) await odd.stop();
  });

  const outcomes = (seen: Seen, nextHop: string): readonly DeliveryOutcome[] =>
    entries.map((entry) => judge(entry, seen[nextHop]!, dnssecSender).outcome);

  it('runs on what it says', () => {
    const [first] = scenarios;
    expect(node[first!.domain]?.vantage.tlsLibrary).toMatch(/^OpenSSL /);
    expect(boring[first!.domain]?.vantage.tlsLibrary).toBe('BoringSSL');
  });

  it.each(scenarios.map(({ id, domain }) => ({ id, domain })))('has the same verdicts at $id', ({ domain }) => {
    expect(outcomes(boring, domain)).toEqual(outcomes(node, domain));
  });

  it('on OpenSSL, verifies what Postfix would, by whatever cipher and key', () => {
    const named = entries.length - 3;
    const verified = odd.servers.map(({ title, nextHop }) => [
      title,
      outcomes(node, nextHop)[named] === 'authenticated',
    ]);
    expect(verified).toEqual(odd.servers.map(({ title, isTrusted }) => [title, isTrusted]));
  });

  it('has the same verdicts at servers whose TLS is unusual, or says that its library could not test', () => {
    const rows = odd.servers.map(({ title, nextHop }) => {
      const [ours, theirs] = [outcomes(node, nextHop), outcomes(boring, nextHop)];
      const cause = boring[nextHop]?.hosts[0]?.addresses[0]?.cause?.id;
      return { title, ours, theirs, cause };
    });
    for (const { title, ours, theirs } of rows) {
      theirs.forEach((outcome, index) => expect([ours[index], 'unknown'], title).toContain(outcome));
    }
    const open = rows.filter(({ ours, theirs }) => ours.some((outcome, index) => outcome !== theirs[index]));
    expect(new Set(open.map(({ cause }) => cause))).toEqual(new Set(['tls-library']));
  });

  it('sees the product’s own servers as they are, or tells what its library lacks', async () => {
    if (typeof bun !== 'string') return;
    const [program, output] = [path.join(folder, 'self-test.js'), path.join(folder, 'self-test.json')];
    await bundle('test/boringssl/self-test.ts', program);
    await promisify(execFile)(bun, [program, output]);
    const findings = JSON.parse(readFileSync(output, 'utf8')) as readonly TlsFinding[];
    const titles = (state: TlsFinding['state']) =>
      findings.filter((each) => each.state === state).map(({ title }) => title);
    expect(titles('wrong')).toEqual([]);
    expect(titles('lacking')).toContain('an Ed448 key');
    expect(titles('works')).toEqual(expect.arrayContaining(['a key on P-256', 'an RSA key', 'an expired certificate']));
  });
});
