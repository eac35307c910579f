import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { scenarios } from '../../lab/scenarios';
import { skip } from '../oracle/machine';
import { runInside } from '../oracle/namespace';
import { type AttackResult, attackResults } from './attack-results';
import { attacks } from './attacks';
import { triedScenarios } from './conduct';
import { agreementDocument, releaseLine } from './document';
import { agreementMachine } from './machine';
import { type ComparedCell, compareAll, compareVariant } from './matrix';
import { observe } from './observation';
import type { AgreementOutput } from './output';
import { variants } from './variants';

const machine = agreementMachine();
const skipped = skip('judge and advice against smtp(8)', 'reason' in machine ? machine.reason : null);
const document = path.resolve(import.meta.dirname, '../../docs/agreement.md');
const profiles = ['dnssec', 'any'] as const;

describe.skipIf(skipped)('judge and advice agree with smtp(8)', () => {
  let output: AgreementOutput;
  let cells: readonly ComparedCell[];
  let attacked: readonly AttackResult[];

  beforeAll(async () => {
    if (!('unshare' in machine)) return;
    output = await runInside<AgreementOutput>(machine.unshare, '../../agreement/inside/main.ts', {});
    cells = compareAll(output);
    attacked = attackResults(output);
    console.log(JSON.stringify(output.seconds));
  });

  it('has a message for every entry at every scenario', () => {
    const whole = cells.filter(({ address }) => address === null);
    expect(whole).toHaveLength(variants.length * triedScenarios.length);
    expect(scenarios.length).toBeGreaterThanOrEqual(60);
  });

  it.each(variants.map(({ id, shown }) => ({ id, shown })))('$id: $shown', ({ id }) => {
    const own = cells.filter(({ table }) => table === id);
    expect(own.length).toBeGreaterThanOrEqual(triedScenarios.length);
    const wrong = own.filter(({ result }) => result === 'disagrees');
    expect(wrong.map(({ scenario, address, told, delivery }) => ({ scenario, address, told, delivery }))).toEqual([]);
  });

  it.each([
    ['none', 'may'],
    ['may', 'may-tls13'],
    ['may', 'encrypt'],
    ['verify', 'secure'],
    ['secure', 'secure-hosts'],
    ['secure', 'secure-two-addresses'],
    ['secure', 'secure-tls13'],
    ['secure', 'secure-no-roots'],
    ['secure-hostname', 'secure-wildcard'],
    ['fingerprint-key', 'fingerprint-other'],
    ['dane', 'dane-only'],
    ['dane', 'dane-lists'],
    ['dane', 'dane-no-dnssec'],
    ['dane', 'dane-insecure-encrypt'],
    ['dane-insecure-encrypt', 'dane-insecure-dane'],
  ])('would notice a verdict on %s where Postfix has %s', (judged, delivered) => {
    const variant = variants.find(({ id }) => id === judged)!;
    const wrong = compareVariant(variant, output, delivered).filter(({ result }) => result === 'disagrees');
    expect(wrong.length).toBeGreaterThan(0);
  });

  it('tells all outcomes apart: Postfix shows each of them, and the judge foresees each', () => {
    const agreed = cells.filter(({ result }) => result === 'agrees').map(({ delivery }) => observe(delivery).outcome);
    expect(new Set(agreed)).toEqual(new Set(['authenticated', 'encrypted', 'clear', 'defers', 'bounces']));
  });

  it('says of all mail that the servers received that it was sent, and of no more', () => {
    for (const { phase, sent, received } of output.books) {
      const counts = Object.fromEntries(Object.entries(received).filter(([, count]) => count > 0));
      expect({ phase, messages: counts }).toEqual({ phase, messages: sent });
    }
  });

  describe.each(profiles)('the advice for profile %s', (profile) => {
    it.each(scenarios.map(({ id, truth }) => ({ id, truth: truth[profile] })))('$id', ({ id, truth }) => {
      const { status, entry, confirm, reasons } = output.advice[id]![profile];
      const why = reasons.map(({ text }) => text).join(' ');
      expect({ status, entry, confirm }, why).toEqual({
        status: truth.status,
        entry: truth.entry,
        confirm: truth.confirm,
      });
    });

    it('is delivered by, authenticated, wherever there is an entry', () => {
      const given = output.cells.filter(({ table }) => table === `advice-${profile}`);
      const found = scenarios.filter(({ id }) => output.advice[id]?.[profile].status === 'found');
      expect(given.map(({ scenario }) => scenario).sort()).toEqual(found.map(({ id }) => id).sort());
      const failed = given.filter(({ delivery }) => observe(delivery).outcome !== 'authenticated');
      expect(failed).toEqual([]);
    });
  });

  describe.each(attacks.map(({ id, title }) => ({ id, title })))('$title', ({ id }) => {
    it('gets nothing by an advised entry, but for what the advice said', () => {
      const own = attacked.filter(({ attack, isAdvised }) => attack === id && isAdvised);
      expect(own.length).toBeGreaterThan(0);
      expect(own.filter(({ recipient, isForewarned }) => recipient === 'attacker' && !isForewarned)).toEqual([]);
      // The advice warns of neighbours only.
      const got = own.filter(({ recipient }) => recipient === 'attacker');
      if (!id.startsWith('neighbour')) expect(got).toEqual([]);
    });

    it('gets mail by may, so that there is something to prevent', () => {
      const own = attacked.filter(({ attack, kind }) => attack === id && kind === 'may');
      const got = own.filter(({ recipient }) => recipient === 'attacker');
      if (id === 'downgrade') expect(own.some(({ recipient }) => recipient === 'right host')).toBe(true);
      else expect(got.length).toBeGreaterThan(0);
    });
  });

  it('has the figures of docs/agreement.md', (context) => {
    const text = agreementDocument(output, cells);
    if (process.env['UPDATE_AGREEMENT'] === '1') writeFileSync(document, text);
    const committed = readFileSync(document, 'utf8');
    const line = releaseLine(output.postfixVersion);
    if (!committed.includes(`Postfix ${line} `)) context.skip(`the figures are not those of Postfix ${line}`);
    expect(text).toBe(committed);
  });
});
