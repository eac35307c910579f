import fc from 'fast-check';
import { expect, it } from 'vitest';
import { phasesOf, type Target } from './isolation';

/** Scenarios that share some of six addresses. */
const targets = fc
  .array(fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { minLength: 1, maxLength: 6 }), {
    maxLength: 8,
  })
  .map((scenarios) =>
    scenarios.flatMap((addresses, index) =>
      addresses.map(
        (address): Target => ({
          scenario: `s${index}`,
          host: address,
          address,
          others: addresses.filter((other) => other !== address),
        }),
      ),
    ),
  );

it('puts each target into one phase', () => {
  fc.assert(
    fc.property(targets, (all) => {
      expect(new Set(phasesOf(all).flat())).toEqual(new Set(all));
      expect(phasesOf(all).flat()).toHaveLength(all.length);
    }),
  );
});

it('never switches off what is tried in the same phase', () => {
  fc.assert(
    fc.property(targets, (all) => {
      for (const phase of phasesOf(all)) {
        const off = new Set(phase.flatMap(({ others }) => others));
        expect(phase.filter(({ address }) => off.has(address))).toEqual([]);
        expect(new Set(phase.map(({ scenario }) => scenario)).size).toBe(phase.length);
      }
    }),
  );
});
